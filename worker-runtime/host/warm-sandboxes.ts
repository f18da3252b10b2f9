import type { Sandbox, StartSandbox } from './sandbox.ts'
import type { Ticker } from './ticker.ts'

/** A spare one that has nothing to do answers within this, or is taken for dead. */
const SPARE_ANSWER_MS = 2_000

/**
 * Starts sandboxes, and keeps one more ready than is asked for, so that after a hard stop the next
 * subtask need not wait for a frame to load.
 *
 * Each sandbox has a place of its own while it lives, and a left place rests as long as others can
 * be had: a new frame must not join a process that is still on its way out.
 */
export class WarmSandboxes {
  readonly #start: StartSandbox
  readonly #ticker: Ticker
  readonly #places: number[]
  #spare: Promise<Sandbox> | undefined

  /** @param places how many sandboxes may live at once, the spare one counted. */
  constructor(start: StartSandbox, ticker: Ticker, places: number) {
    this.#start = start
    this.#ticker = ticker
    this.#places = Array.from({ length: places }, (_, place) => place)
  }

  /** The spare one when there is one, or another. Rejects when none can be started. */
  take(): Promise<Sandbox> {
    const spare = this.#spare
    if (spare === undefined) return this.#startOne()
    this.#spare = undefined
    return spare.then(
      async (sandbox) => {
        if (await this.#isAlive(sandbox)) return sandbox
        sandbox.kill()
        return this.#startOne()
      },
      () => this.#startOne(),
    )
  }

  /** A browser short of memory ends what seems idle, and tells nobody. */
  #isAlive(sandbox: Sandbox): Promise<boolean> {
    return new Promise((resolve) => {
      const cancel = this.#ticker.after(SPARE_ANSWER_MS, () => resolve(false))
      sandbox.ask(() => {
        cancel()
        resolve(true)
      })
    })
  }

  /** Starts a spare one where there is none. It is no matter if that fails. */
  refill(): void {
    if (this.#spare !== undefined) return
    const spare = this.#startOne()
    this.#spare = spare
    const forget = () => {
      if (this.#spare === spare) this.#spare = undefined
    }
    spare.then(async (sandbox) => {
      await sandbox.died
      if (this.#spare === spare) sandbox.kill()
      forget()
    }, forget)
  }

  /** Ends the spare one. */
  async drain(): Promise<void> {
    const spare = this.#spare
    this.#spare = undefined
    const sandbox = await spare?.catch(() => undefined)
    sandbox?.kill()
  }

  async #startOne(): Promise<Sandbox> {
    const place = this.#places.shift()
    if (place === undefined) throw new Error('More sandboxes than there are places for')
    const leave = () => this.#places.push(place)
    let sandbox: Sandbox
    try {
      sandbox = await this.#start(place)
    } catch (error) {
      leave()
      throw error
    }
    let killed = false
    return {
      send: (message) => sandbox.send(message),
      onMessage: (run) => sandbox.onMessage(run),
      ask: (answer) => sandbox.ask(answer),
      died: sandbox.died,
      kill: () => {
        sandbox.kill()
        if (!killed) leave()
        killed = true
      },
    }
  }
}
