import type { Ledger } from '#peer/ports/ledger.ts'
import type { Demand } from '#protocol/market/demand.ts'

/** Shortest notice on chain that a provider accepts: time to redeem before a channel closes. */
const MIN_NOTICE_SECONDS = 2

/**
 * Looks at the chain before any work is promised: is the money there, and is it ours to earn?
 *
 * @returns what is wrong, in words; undefined where all is well, as it is with free work.
 * @throws {LedgerError} when the chain cannot be asked.
 */
export async function checkEscrow(
  ledger: Ledger | undefined,
  { jobId, terms }: Demand,
  now: number,
): Promise<string | undefined> {
  if (terms.kind === 'free') return undefined
  if (ledger === undefined) return 'no chain is configured here'
  const job = await ledger.readJob(jobId)
  if (job === undefined) return 'its escrow is not on the chain'
  if (job.closed) return 'its escrow is closed'
  if (job.session !== terms.session) return 'its escrow names another signer'
  if (job.noticeSeconds < MIN_NOTICE_SECONDS) return 'its notice is too short to be safe'
  if (job.deadline * 1000 <= now) return 'its escrow has run out'
  return undefined
}
