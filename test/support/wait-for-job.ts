import { setTimeout } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import { type JobSeen, readNewestJob } from '#cli/drive/page-view.ts'

const POLL_MS = 100

/**
 * Waits until the page's newest job is as wished.
 * @throws {Error} with the job's last state when it is not within `timeoutMs`.
 */
export async function waitForJob(
  page: Page,
  wish: (job: JobSeen) => boolean,
  timeoutMs: number,
): Promise<JobSeen> {
  const until = Date.now() + timeoutMs
  let job = await readNewestJob(page)
  while (job === undefined || !wish(job)) {
    if (Date.now() > until) throw new Error(`Not in time: ${sayJob(job)}`)
    await setTimeout(POLL_MS)
    job = await readNewestJob(page)
  }
  return job
}

/** A job in one line, for whoever reads the log. */
export const sayJob = (job: JobSeen | undefined): string =>
  JSON.stringify(job, (_, value) => (typeof value === 'bigint' ? `${value}` : value))
