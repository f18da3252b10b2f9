import type { Ledger } from '#peer/ports/ledger.ts'
import type { Demand } from '#protocol/market/demand.ts'
import type { DemandRefusal } from '#protocol/market/passed-over.ts'
import { isSameShare } from '#protocol/payment/author-share.ts'

/** Shortest notice on chain that a provider accepts: time to redeem before a channel closes. */
const MIN_NOTICE_SECONDS = 2
/** Shortest time after the deadline in which anything can still be redeemed, that it accepts. */
const MIN_GRACE_SECONDS = 60

const refuse = (reason: string): DemandRefusal => ({
  obstacle: 'escrow',
  reason,
  advice: 'Nothing on your side: its requestor has to lock the money first.',
})

/**
 * Looks at the chain before any work is promised: is the money there, and is it ours to earn?
 *
 * @returns what is wrong; undefined where all is well, as it is with free work.
 * @throws {LedgerError} when the chain cannot be asked.
 */
export async function checkEscrow(
  ledger: Ledger | undefined,
  { jobId, terms }: Demand,
  now: number,
): Promise<DemandRefusal | undefined> {
  if (terms.kind === 'free') return undefined
  if (ledger === undefined) return refuse('no chain is configured here')
  const job = await ledger.readJob(jobId)
  if (job === undefined) return refuse('its escrow is not on the chain')
  if (job.closed) return refuse('its escrow is closed')
  if (job.session !== terms.session) return refuse('its escrow names another signer')
  if (!isSameShare(job.authorShare, terms.authorShare))
    return refuse('its escrow gives another share to the app’s author')
  if (job.noticeSeconds < MIN_NOTICE_SECONDS) return refuse('its notice is too short to be safe')
  if (job.graceSeconds < MIN_GRACE_SECONDS) return refuse('its grace is too short to be safe')
  if (job.deadline * 1000 <= now) return refuse('its escrow has run out')
  return undefined
}
