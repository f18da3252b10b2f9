import { MAX_PROVIDERS } from '../market/pool.ts'
import { gasLimit } from './gas-limit.ts'

/**
 * What a job's wallet and session key spend in all, of which so much for each payee, in chain gas: within
 * 2 % of the most that jobs of 4 to 64 subtasks and 1 to 8 payees took on anvil, their author paid too
 * (696,000 to 742,000 for one, 836,000 to 952,000 for two, 1,448,000 to 1,781,000 for eight).
 */
const FOR_A_JOB = 650_000n
const FOR_A_PAYEE = 145_000n

/** Moving what the escrow owes a payee to its wallet, one of many in a transaction: rounded up. */
export const DELIVERY_GAS = 50_000n
/** Moving GLM to a wallet that holds none yet, by a transfer of its own: rounded up. */
export const TRANSFER_GAS = 70_000n
/** What such a transfer is sent with, and so what has to be there to offer it at a price. */
const TRANSFER_LIMIT = gasLimit(TRANSFER_GAS, 10n * TRANSFER_GAS)
/** Setting aside money for a payee in a transaction of its own, by the snapshot, rounded up. */
export const CHANNEL_GAS = 50_000n
/** The transactions that end a job, without what each payee adds to them: settle, notice, close, sweep. */
const FOR_AN_END = 150_000n
/** What each payee adds to them. */
const FOR_A_PAYEES_END = 75_000n
/** A payee's channel, raised twice, its end and the delivery of what it earned. */
const FOR_A_PAYEE_IN_ALL = 3n * CHANNEL_GAS + FOR_A_PAYEES_END + DELIVERY_GAS
/** Chain gas may become so many times as dear until a job ends. */
const PRICE_MARGIN = 2n
/** Payees that a job pays at most. */
export const MAX_PAYEES = 64
/** Payees that a stipend is reckoned for at least: the largest quorum. */
const LEAST_EXPECTED = 3n
/** Subtasks that a payee does at least, on average, before another comes in its place. */
const SUBTASKS_OF_A_VISIT = 64

/** Chain gas above this share of a budget is warned of, in percent. */
export const LARGE_SHARE_PERCENT = 10n

const WEI_PER_COIN = 10n ** 18n
const PERCENT = 100n

/** Wei of coin to keep for ending a job with so many payees, should chain gas become dearer. */
export const coinForEnd = (payees: number, feePerGas: bigint): bigint =>
  PRICE_MARGIN * feePerGas * (FOR_AN_END + FOR_A_PAYEES_END * BigInt(payees))

/**
 * Wei of coin that a wallet has to be given before it can move its GLM: nothing where it can pay for it
 * now, and otherwise enough for twice the price.
 */
export function coinMissingToMove(coin: bigint, feePerGas: bigint): bigint {
  const cost = TRANSFER_GAS * feePerGas
  return coin >= cost ? 0n : PRICE_MARGIN * feePerGas * TRANSFER_LIMIT - coin
}

/**
 * Payees that are to be expected over a job: one in each place, as far as there are subtasks, and others
 * in the places of those who leave, the more the longer it is.
 */
export const payeesExpected = (subtasks: number): number =>
  Math.min(
    MAX_PAYEES,
    Math.max(Math.min(subtasks, MAX_PROVIDERS), Math.floor(subtasks / SUBTASKS_OF_A_VISIT)),
  )

/**
 * Wei of coin that a job's session key is given. For the payees that are to be expected, 3 at least,
 * and no more than whose chain gas is worth its budget. What is not needed comes back.
 */
export function stipendFor(job: {
  readonly subtasks: number
  readonly budget: bigint
  readonly feePerGas: bigint
  /** Wei of GLM that one chain coin is taken to be worth. */
  readonly glmPerCoin: bigint
}): bigint {
  const { subtasks, budget, feePerGas, glmPerCoin } = job
  const each = PRICE_MARGIN * feePerGas * FOR_A_PAYEE_IN_ALL
  const worth = (each * glmPerCoin) / WEI_PER_COIN
  const expected = BigInt(payeesExpected(subtasks))
  const wanted = worth === 0n ? expected : least(budget / worth, expected)
  const payees = wanted < LEAST_EXPECTED ? LEAST_EXPECTED : wanted
  return coinForEnd(0, feePerGas) + each * payees
}

const least = (one: bigint, other: bigint) => (one < other ? one : other)

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
