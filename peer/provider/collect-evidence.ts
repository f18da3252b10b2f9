import type { JobEvidence } from '#peer/write-evidence.ts'
import type { JobId } from '#protocol/ids.ts'
import { agreementSchema } from '#protocol/market/demand.ts'
import { decode } from '#protocol/wire/codec.ts'
import type { AgreementBook, BookEntry } from './agreement-book.ts'
import type { Earnings } from './earnings.ts'
import type { KeptEvidence } from './kept-evidence.ts'

const MAX_AGREEMENT_BYTES = 16 * 1024

/** All that a provider kept of a job; undefined where it agreed on none of its work. */
export async function collectEvidence(
  book: AgreementBook,
  evidence: KeptEvidence,
  earnings: Earnings,
  jobId: JobId,
): Promise<JobEvidence | undefined> {
  const entries = (await book.entries()).filter((entry) => jobOf(entry) === jobId)
  if (entries.length === 0) return undefined
  const batches = await evidence.load(jobId)
  const shown = batches.reduce((sum, { leaves }) => sum + leaves.length, 0)
  // Of those that last the book has no count yet.
  const answered = entries.reduce((sum, { ended }) => sum + (ended?.work.answered ?? 0), 0)
  return {
    jobId,
    executions: Math.max(shown, answered),
    agreements: entries.map(({ agreement, link }) => ({ agreement, link })),
    batches,
    vouchers: earnings
      .vouchers(jobId)
      .map(({ payee, epoch, cumulative, signature }) => ({ payee, epoch, cumulative, signature })),
  }
}

const jobOf = ({ agreement }: BookEntry): JobId =>
  decode(agreementSchema, agreement.body, 'own agreement', MAX_AGREEMENT_BYTES).demand.jobId
