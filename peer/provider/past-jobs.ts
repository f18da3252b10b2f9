import type { PastJobView } from '#peer/provider-view.ts'
import type { SavedRecords } from '#peer/saved-records.ts'
import type { JobId } from '#protocol/ids.ts'
import { agreementSchema } from '#protocol/market/demand.ts'
import type { AgreementBook } from './agreement-book.ts'
import type { Earnings } from './earnings.ts'

/** Jobs that are listed: as many as a person looks through. */
const MAX_PAST_JOBS = 20
const MAX_AGREEMENT_BYTES = 16 * 1024

/** The jobs that a worker key agreed to work on, the latest first. What cannot be read is left out. */
export async function listPastJobs(
  book: AgreementBook,
  earnings: Earnings,
  saved: SavedRecords,
): Promise<readonly PastJobView[]> {
  const jobs = new Map<JobId, PastJobView>()
  for (const { agreement, ended } of await book.entries()) {
    const what = 'agreements of the past'
    const signed = saved.readKept(agreementSchema, agreement.body, what, MAX_AGREEMENT_BYTES)
    if (signed === undefined) continue
    const { jobId, title, requestor, terms } = signed.demand
    const before = jobs.get(jobId)
    // Taken out and put in again: they lie in the order of their latest agreement.
    jobs.delete(jobId)
    jobs.set(jobId, {
      ...{ jobId, title, requestor },
      earned: terms.kind === 'paid' ? earnings.earnedOf(jobId) : undefined,
      agreedAt: signed.signedAt,
      verified: (before?.verified ?? 0) + (ended?.work.verified ?? 0),
      rejected: (before?.rejected ?? 0) + (ended?.work.rejected ?? 0),
    })
  }
  return [...jobs.values()].reverse().slice(0, MAX_PAST_JOBS)
}
