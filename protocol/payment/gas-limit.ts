/** No transaction may have more (EIP-7825). */
const MAX_TRANSACTION_GAS = 2n ** 24n
/** What a stranger can make two writes dearer by, or three: an account that it emptied first. */
const ROOM = 40_000n

/**
 * The chain gas that a transaction is sent with: its estimate and room beside it, for anybody may change
 * what it writes to before it is mined, and one that runs out does nothing and is paid for. What it does
 * not use is not charged.
 *
 * @param most what may be spent, or is there to be spent; never less than the estimate is returned.
 */
export function gasLimit(estimate: bigint, most: bigint): bigint {
  const roomy = [(estimate * 3n) / 2n + ROOM, most, MAX_TRANSACTION_GAS].reduce(least)
  return roomy > estimate ? roomy : estimate
}

const least = (one: bigint, other: bigint) => (one < other ? one : other)
