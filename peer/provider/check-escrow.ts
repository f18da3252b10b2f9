import type { ChainInfo, Ledger } from '#peer/ports/ledger.ts'
import type { Demand } from '#protocol/market/demand.ts'
import { type DemandRefusal, NOT_YOURS } from '#protocol/market/passed-over.ts'
import { isSameShare } from '#protocol/payment/author-share.ts'
import { leastTimes } from '#protocol/payment/escrow-times.ts'

/** The least time until the deadline that work is begun for: what is done has to be judged, too. */
const MIN_LEFT_SECONDS = 30

const NOT_LOCKED = 'Nothing on your side: its requestor has to lock the money first.'

const refuse = (reason: string, advice = NOT_LOCKED): DemandRefusal => ({
  obstacle: 'escrow',
  reason,
  advice,
})

const refuseShort = (what: string, seconds: number, least: number, { name }: ChainInfo) =>
  refuse(
    `its ${what} of ${seconds} s is too short to redeem in`,
    `Nothing on your side: on ${name} its requestor has to give at least ${least} s.`,
  )

/**
 * Looks at the chain before any work is promised: is the money there, and is it ours to earn?
 *
 * @returns what is wrong; undefined where all is well, as it is with free work.
 * @throws {LedgerError} when the chain cannot be asked.
 */
export async function checkEscrow(
  ledger: Ledger | undefined,
  { jobId, terms, deadline }: Demand,
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
  const { noticeSeconds, graceSeconds } = job
  const least = leastTimes(ledger.chain)
  if (noticeSeconds < least.noticeSeconds)
    return refuseShort('notice', noticeSeconds, least.noticeSeconds, ledger.chain)
  if (graceSeconds < least.graceSeconds)
    return refuseShort('grace', graceSeconds, least.graceSeconds, ledger.chain)
  // The grace begins with the escrow's deadline: work that goes on would use it up.
  if (deadline > job.deadline * 1000)
    return refuse(
      'its escrow runs out before its work',
      'Nothing on your side: its requestor has to move the deadline of its escrow.',
    )
  if (deadline - now < MIN_LEFT_SECONDS * 1000)
    return refuse(`it ends in less than ${MIN_LEFT_SECONDS} s`, NOT_YOURS)
  return undefined
}
