/** Blocks that a chain may fill without a transaction before it is offered at a higher price. */
export const PATIENCE_BLOCKS = 3
/** Prices that one transaction is offered at, at most. */
export const MAX_PRICES = 16
/** No transaction is offered at more than so many times what the node asks for at that moment. */
const MAX_TIMES = 3n
/** Nodes take one transaction in another's place for a tenth more; 9/8 is a little above. */
const RISE = { up: 9n, down: 8n }

/** What a transaction pays for a unit of chain gas, in wei of the chain's coin. */
export interface FeePerGas {
  /** At most; what the block asks for less is not charged. */
  readonly maxFeePerGas: bigint
  /** To whoever makes the block, within that. */
  readonly maxPriorityFeePerGas: bigint
}

/**
 * The price that a transaction which the chain leaves lying is offered at next: what the node asks for
 * now, and enough above its price before to take its own place. Undefined where that is out of bounds:
 * then it waits at the price it has.
 */
export function raisePrice(before: FeePerGas, asked: FeePerGas): FeePerGas | undefined {
  const maxFeePerGas = larger(rise(before.maxFeePerGas), asked.maxFeePerGas)
  const maxPriorityFeePerGas = larger(rise(before.maxPriorityFeePerGas), asked.maxPriorityFeePerGas)
  if (maxFeePerGas > asked.maxFeePerGas * MAX_TIMES) return undefined
  return { maxFeePerGas, maxPriorityFeePerGas }
}

const rise = (wei: bigint) => (wei * RISE.up) / RISE.down + 1n
const larger = (a: bigint, b: bigint) => (a > b ? a : b)
