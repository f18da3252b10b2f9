import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { type JobReport, jobReportSchema } from '#web/job-report.ts'
import { testIds } from '#web/test-ids.ts'
import { CommandError } from '../command-error.ts'

const READY_TIMEOUT_MS = 60_000
const POLL_MS = 250

/** What a person would put into the form. */
export interface JobWishes {
  readonly frames: number
  readonly width: number
  readonly height: number
  readonly samples: number
  readonly free: boolean
}

/** Takes the guest wallet and fills it at the faucet, as a newcomer would. Returns its address. */
export async function takeGuestWallet(page: Page, faucet: boolean): Promise<string> {
  await page.getByTestId(testIds.walletGuest).click({ timeout: READY_TIMEOUT_MS })
  const shown = page.getByTestId(testIds.walletAddress)
  await shown.waitFor({ timeout: READY_TIMEOUT_MS })
  if (faucet) await page.getByTestId(testIds.walletFaucet).click({ timeout: READY_TIMEOUT_MS })
  return (await shown.getAttribute('data-address')) ?? (await shown.textContent()) ?? ''
}

/**
 * Fills the form for the sample scene and posts the job.
 *
 * @throws {CommandError} with the page's own words where it refuses.
 */
export async function requestJob(page: Page, wishes: JobWishes): Promise<void> {
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
  await post.click({ timeout: READY_TIMEOUT_MS })
  await at(testIds.jobReport).or(refusal).first().waitFor({
    state: 'attached',
    timeout: READY_TIMEOUT_MS,
  })
  await failOnRefusal(page)
}

async function failOnRefusal(page: Page): Promise<void> {
  const refusal = page.getByTestId(testIds.requestError)
  if (await refusal.isVisible())
    throw new CommandError(`The page refused: ${await refusal.textContent()}`)
}

/** What the page reports of its job at this moment. */
export async function readJobReport(page: Page): Promise<JobReport> {
  const text = await page.getByTestId(testIds.jobReport).textContent()
  return jobReportSchema.parse(JSON.parse(text ?? ''))
}

/**
 * Follows the job to its end, telling `watch` of every change.
 *
 * @throws {CommandError} when the job fails, is cancelled, or `signal` gives up on it.
 */
export async function followJob(
  page: Page,
  watch: (report: JobReport) => void,
  signal: AbortSignal,
): Promise<JobReport> {
  for (;;) {
    const report = await readJobReport(page)
    watch(report)
    if (report.phase === 'done') return report
    if (report.phase === 'failed' || report.phase === 'cancelled') {
      throw new CommandError(`The job ${report.phase}: ${report.message ?? 'no reason given'}`)
    }
    signal.throwIfAborted()
    await page.waitForTimeout(POLL_MS)
  }
}

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
