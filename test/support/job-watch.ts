import { setTimeout as sleep } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import { type JobSeen, readNewestJob } from '#cli/drive/page-view.ts'
import { sayJob } from '#test/support/wait-for-job.ts'

const LOOK_EVERY_MS = 100

interface Look {
  /** By the page's own clock, in ms. */
  readonly at: number
  readonly verified: number
}

/** A time without results, as the page itself saw it. */
export interface Gap {
  readonly ms: number
  /** How long nobody looked, at the worst: so much of the gap may be this machine's, not the job's. */
  readonly unseenMs: number
}

/**
 * Follows the newest job of a page, reloads included.
 *
 * @example
 * const watch = new JobWatch(page)
 * await watch.until(({ phase }) => phase === 'done', 60_000)
 * await watch.stop()
 */
export class JobWatch {
  readonly #page: Page
  readonly #following: Promise<void>
  readonly #looks: Look[] = []
  #job: JobSeen | undefined
  /** Counts up before and after every reload: what was read meanwhile is of neither. */
  #loads = 0
  /** Why the page could not be read last. */
  #trouble: string | undefined
  #isOver = false

  constructor(page: Page) {
    this.#page = page
    this.#following = this.#follow()
  }

  /** The job as it was seen last. */
  get job(): JobSeen {
    if (this.#job === undefined) throw new Error('The page shows no job')
    return this.#job
  }

  /** How the job stands, in one line. */
  get summary(): string {
    if (this.#job === undefined) return `the page shows no job, ${this.#trouble}`
    const { phase, verified, executions, providers, turnedAway, explanation } = this.#job
    const states = providers.map(({ state, path, answered }) => `${state} ${path} ${answered}`)
    const parted = turnedAway.map(({ reason }) => `parted: ${reason}`)
    const figures = [`${verified} verified`, `${executions} answers`]
    return [phase, ...figures, ...states, ...parted, explanation?.reason].join(', ')
  }

  /** The page's own clock, in ms. */
  now(): Promise<number> {
    return this.#page.evaluate(() => performance.timeOrigin + performance.now())
  }

  /** @throws {Error} with the job's last state when it is not as wished within `timeoutMs`. */
  async until(wish: (job: JobSeen) => boolean, timeoutMs: number): Promise<JobSeen> {
    const until = Date.now() + timeoutMs
    while (this.#job === undefined || !wish(this.#job)) {
      if (Date.now() > until) throw new Error(`Not in time: ${sayJob(this.#job)}`)
      await sleep(LOOK_EVERY_MS / 2)
    }
    return this.#job
  }

  /** Reloads the page, and waits until it shows the job again. */
  async reload(timeoutMs: number): Promise<void> {
    const { jobId } = this.job
    this.#job = undefined
    this.#loads += 1
    await this.#page.reload()
    this.#loads += 1
    await this.until((job) => job.jobId === jobId, timeoutMs)
  }

  /** The longest time without a further result between two moments of the page's clock. */
  longestGap(from: number, to: number): Gap {
    const before = this.#looks.findLast(({ at }) => at <= from)
    let [changedAt, seenAt, verified] = [from, from, before?.verified ?? 0]
    let [ms, unseenMs] = [0, 0]
    for (const look of this.#looks) {
      if (look.at <= from || look.at > to) continue
      unseenMs = Math.max(unseenMs, look.at - seenAt - LOOK_EVERY_MS)
      seenAt = look.at
      if (look.verified > verified) {
        changedAt = look.at
        verified = look.verified
      }
      ms = Math.max(ms, look.at - changedAt)
    }
    return { ms: Math.round(ms), unseenMs: Math.round(unseenMs) }
  }

  async stop(): Promise<void> {
    this.#isOver = true
    await this.#following
  }

  async #follow(): Promise<void> {
    while (!this.#isOver) {
      const loads = this.#loads
      // A page that is being reloaded has nothing to say.
      const job = await readNewestJob(this.#page).catch((error: unknown) => {
        this.#trouble = String(error)
        return undefined
      })
      const at = await this.now().catch(() => undefined)
      if (job !== undefined && at !== undefined && loads === this.#loads) this.#look(job, at)
      await sleep(LOOK_EVERY_MS)
    }
  }

  #look(job: JobSeen, at: number): void {
    this.#job = job
    this.#looks.push({ at, verified: job.verified })
  }
}
