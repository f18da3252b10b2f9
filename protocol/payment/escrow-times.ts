/** How a chain moves: what the times of an escrow on it follow from. */
export interface ChainPace {
  /** Blocks that a transaction must be deep, its own counted, before anything relies on it. */
  readonly confirmations: number
  /** Usual time between blocks in ms; 0 where a node on this machine mines what it is sent at once. */
  readonly blockMs: number
}

/** When what an escrow holds for a payee may be gone. */
export interface EscrowTimes {
  readonly noticeSeconds: number
  readonly graceSeconds: number
}

/** Blocks that a redemption may wait for its own: others pay more, or it is tried again. */
const CONGESTED_BLOCKS = 50
/** What somebody else's node may take to show a new block, and to answer what a redemption asks it. */
const NODE_SECONDS = 30
/** Blocks tell the time in whole seconds: a notice may be shorter by so much. */
const ROUNDING_SECONDS = 1
/** Looks within what a notice leaves beside the redemption: one may come to nothing. */
const LOOKS = 2
const MIN_LOOK_SECONDS = 1
const MAX_LOOK_SECONDS = 300
/** How wrong a provider's clock may be: it has to know by itself when a deadline is over. */
const CLOCK_SECONDS = 60
/** What a payee who is away is left to come back in, where nobody gave notice. */
const USUAL_GRACE_SECONDS = 86_400

/** From a look that finds a notice until what it claims is paid for good, in seconds, at the longest. */
export function secondsToRedeem({ confirmations, blockMs }: ChainPace): number {
  if (blockMs === 0) return ROUNDING_SECONDS
  const mining = Math.ceil(((CONGESTED_BLOCKS + confirmations) * blockMs) / 1000)
  return ROUNDING_SECONDS + NODE_SECONDS + mining
}

/** No look shows anything new before the next block. */
export const shortestLookSeconds = ({ blockMs }: ChainPace): number =>
  Math.max(MIN_LOOK_SECONDS, Math.ceil(blockMs / 1000))

/**
 * The shortest notice and grace that a provider works under: whoever gives notice right after a look,
 * and closes as early as can be, takes nothing that was vouchered.
 *
 * Looks are `l` apart, no less than a block, and a redemption takes `r` from the look on that finds a
 * reason for it. One look may fail, so a notice lasts `2l + r`. A grace lasts as long, and for as long
 * as a provider's clock may be wrong: a notice is seen on the chain, a deadline only by the clock.
 */
export function leastTimes(pace: ChainPace): EscrowTimes {
  const noticeSeconds = LOOKS * shortestLookSeconds(pace) + secondsToRedeem(pace)
  return { noticeSeconds, graceSeconds: noticeSeconds + CLOCK_SECONDS }
}

/**
 * What a requestor opens a job with: the least on a chain of half the pace, so that providers who
 * wait for twice as many blocks take it too, and a day of grace.
 */
export function usualTimes({ confirmations, blockMs }: ChainPace): EscrowTimes {
  const least = leastTimes({ confirmations: 2 * confirmations, blockMs: 2 * blockMs })
  return { ...least, graceSeconds: Math.max(least.graceSeconds, USUAL_GRACE_SECONDS) }
}

/**
 * In how many seconds a channel whose voucher still brings something is looked at again: often enough
 * for whichever ends it sooner, its notice or the job's grace, and when the grace begins.
 */
export function secondsToNextLook(
  { noticeSeconds, graceSeconds, deadline }: EscrowTimes & { readonly deadline: number },
  pace: ChainPace,
  nowSeconds: number,
): number {
  const spare = Math.min(noticeSeconds, graceSeconds) - secondsToRedeem(pace)
  const often = Math.min(MAX_LOOK_SECONDS, Math.floor(spare / LOOKS))
  const next = Math.max(shortestLookSeconds(pace), often)
  return deadline > nowSeconds ? Math.min(next, deadline - nowSeconds) : next
}
