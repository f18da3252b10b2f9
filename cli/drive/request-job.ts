import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import type { CheckName } from '#web/features/request/checks.ts'
import { testIds } from '#web/test-ids.ts'
import { CommandError } from '../command-error.ts'
import { type JobSeen, readNewestJob } from './page-view.ts'

const READY_TIMEOUT_MS = 60_000
const POLL_MS = 250

/** What a person would put into the form. */
export interface JobWishes {
  readonly frames: number
  readonly width: number
  readonly height: number
  readonly samples: number
  readonly free: boolean
  /** What is checked; what the page recommends unless said. */
  readonly check?: CheckName
}

/**
 * Fills the form for the sample scene and posts the job.
 *
 * @throws {CommandError} with the page's own words where it refuses.
 */
export async function requestJob(page: Page, wishes: JobWishes): Promise<void> {
  const at = (id: string) => page.getByTestId(id)
  await prepareJob(page, wishes)
  await at(testIds.requestPost).click({ timeout: READY_TIMEOUT_MS })
  await at(testIds.jobPhase)
    .or(at(testIds.requestError))
    .first()
    .waitFor({ timeout: READY_TIMEOUT_MS })
  await failOnRefusal(page)
}

/**
 * Fills the form for the sample scene and has the job estimated, up to the button that posts it.
 *
 * @throws {CommandError} with the page's own words where it refuses.
 */
export async function prepareJob(page: Page, wishes: JobWishes): Promise<void> {
  const at = (id: string) => page.getByTestId(id)
  await at(testIds.requestSceneSample).first().click({ timeout: READY_TIMEOUT_MS })
  await at(testIds.requestFrames).fill(`${wishes.frames}`)
  await at(testIds.requestWidth).fill(`${wishes.width}`)
  await at(testIds.requestHeight).fill(`${wishes.height}`)
  await at(testIds.requestSamples).fill(`${wishes.samples}`)
  await at(wishes.free ? testIds.requestFree : testIds.requestPaid).click()
  await at(testIds.requestPrepare).click()
  const refusal = at(testIds.requestError)
  const post = at(testIds.requestPost)
  await post.or(refusal).first().waitFor({ timeout: READY_TIMEOUT_MS })
  await failOnRefusal(page)
  if (wishes.check !== undefined) await at(testIds.requestCheck(wishes.check)).check()
}

async function failOnRefusal(page: Page): Promise<void> {
  const refusal = page.getByTestId(testIds.requestError)
  if (await refusal.isVisible())
    throw new CommandError(`The page refused: ${await refusal.textContent()}`)
}

/**
 * Follows the job to its end, telling `watch` of every change.
 *
 * @throws {CommandError} when the job fails, is cancelled, or `signal` gives up on it.
 */
export async function followJob(
  page: Page,
  watch: (job: JobSeen) => void,
  signal: AbortSignal,
): Promise<JobSeen> {
  for (;;) {
    const job = await readNewestJob(page)
    if (job) watch(job)
    if (job?.phase === 'done') return job
    if (job?.phase === 'failed' || job?.phase === 'cancelled') {
      throw new CommandError(`The job ${job.phase}. ${sayWhy(job)}`)
    }
    signal.throwIfAborted()
    await setTimeout(POLL_MS)
  }
}

/** Saves the evidence of a finished job as a person would. */
export async function saveEvidence(page: Page, file: string, timeoutMs: number): Promise<void> {
  const button = page.getByTestId(testIds.jobEvidence)
  await button.waitFor({ timeout: timeoutMs })
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()])
  await download.saveAs(file)
}

const sayWhy = ({ explanation }: JobSeen) =>
  explanation === undefined ? 'No reason was given.' : `${explanation.reason} ${explanation.advice}`

/** Saves the video as a person would and returns its file with what the page says of its frames. */
export async function saveVideo(
  page: Page,
  folder: string,
  timeoutMs: number,
): Promise<{ file: string; frames: number; framesSha256: string }> {
  const button = page.getByTestId(testIds.jobDownload)
  await button.waitFor({ timeout: timeoutMs })
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()])
  const file = join(folder, download.suggestedFilename())
  await download.saveAs(file)
  const textOf = (id: string) => page.getByTestId(id).textContent()
  const sha256 = /[0-9a-f]{64}/.exec((await textOf(testIds.jobSha256)) ?? '')?.[0]
  if (!sha256) throw new CommandError('The page shows no hash of the frames.')
  return {
    file,
    frames: Number(/\d+/.exec((await textOf(testIds.jobFrames)) ?? '')?.[0] ?? 0),
    framesSha256: sha256,
  }
}
