/** Allowance, opening, closing and the sweep of a job, in chain gas: measured on anvil, rounded up. */
const FOR_A_JOB = 250_000n
/** A payee's channel, its pay at the end and its earnings delivered, in chain gas, likewise. */
const FOR_A_PAYEE = 110_000n

/** Chain gas above this share of a budget is warned of, in percent. */
export const LARGE_SHARE_PERCENT = 10n

const WEI_PER_COIN = 10n ** 18n
const PERCENT = 100n

/** What a job's transactions cost, and what that is of its budget. */
export interface ChainCost {
  /** Wei of the chain's coin. */
  readonly coin: bigint
  /** Wei of GLM, and percent of the budget, rounded up; undefined where there is no budget yet. */
  readonly inGlm: { readonly glm: bigint; readonly percent: bigint } | undefined
}

/**
 * What the chain takes for a job, about, at the price it has now.
 *
 * @param job.feePerGas wei of the chain's coin for one chain gas.
 * @param job.glmPerCoin wei of GLM that a coin is worth.
 */
export function chainCostOf(job: {
  readonly payees: number
  readonly budget: bigint
  readonly feePerGas: bigint
  readonly glmPerCoin: bigint
}): ChainCost {
  const { payees, budget, feePerGas, glmPerCoin } = job
  const coin = (FOR_A_JOB + FOR_A_PAYEE * BigInt(payees)) * feePerGas
  if (budget === 0n) return { coin, inGlm: undefined }
  const glm = (coin * glmPerCoin + WEI_PER_COIN - 1n) / WEI_PER_COIN
  return { coin, inGlm: { glm, percent: (glm * PERCENT + budget - 1n) / budget } }
}

/** Whether a person should think twice. */
export const isLarge = ({ inGlm }: ChainCost): boolean =>
  inGlm !== undefined && inGlm.percent > LARGE_SHARE_PERCENT
