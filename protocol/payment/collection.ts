import type { Address, JobId } from '../ids.ts'
import { type AuthorShare, payeePart } from './author-share.ts'
import type { Voucher } from './voucher.ts'

/** Chain gas of collecting, from the escrow's gas snapshot, each for a payee that holds nothing yet. */
const TRANSACTION_GAS = 35_000n
const VOUCHER_GAS = 55_000n
export const WITHDRAWAL_GAS = 75_000n
/** The same in a transaction that redeems anyway. */
const PAY_OUT_GAS = 40_000n
/** So many vouchers fit one transaction under the 16.78 M gas cap, with room to spare. */
export const MAX_VOUCHERS_AT_ONCE = 150

const WEI_PER_COIN = 10n ** 18n
/** Where nothing presses, chain gas may cost this part of what it brings: 1/20. */
const WORTHWHILE_PARTS = 20n
/** How long a requestor has to settle by itself, at its own chain gas, once it was last heard of. */
const PATIENCE_SECONDS = 600
/** How long it has however often it is heard of: what lies with it for longer may be lost at once. */
const LONGEST_PATIENCE_SECONDS = 1_800

/** A channel that a voucher is held for, as the chain had it last. Times are in Unix seconds. */
export interface ClaimedChannel {
  readonly cap: bigint
  readonly paid: bigint
  readonly epoch: number
  /** 0 while no notice runs. */
  readonly closesAt: number
  readonly deadline: number
  readonly graceSeconds: number
  readonly noticeSeconds: number
  readonly isJobClosed: boolean
  /** What the app's author has of every total. */
  readonly authorShare: AuthorShare | undefined
}

/** What a voucher still brings. */
export interface Claim {
  readonly jobId: JobId
  readonly payee: Address
  /** Wei of GLM that the escrow would credit the payee. */
  readonly amount: bigint
  /** Unix seconds after which the money may be gone. */
  readonly until: number
  /** Unix seconds from which it is collected whatever part of it chain gas takes, short of all. */
  readonly urgentAt: number
  /** Unix seconds before which its requestor is left to settle. */
  readonly patientUntil: number
}

/** What one payee could collect, and with what. */
export interface Collectable {
  readonly claims: readonly Claim[]
  /** Wei of GLM that the escrow owes the payee already, and until when it is left to others to deliver. */
  readonly credit: bigint
  readonly creditPatientUntil: number
  /** Wei of chain coin that the key that collects holds. */
  readonly coin: bigint
}

/** What chain gas costs, in coin and in GLM. */
export interface GasRate {
  /** Wei of chain coin for a unit of chain gas, at most. */
  readonly feePerGas: bigint
  /** Wei of GLM that one chain coin is taken to be worth. */
  readonly glmPerCoin: bigint
}

/** What is done about it now. */
export interface Collection {
  readonly redeem: readonly Claim[]
  /** Whether all credit goes on to the wallet, in the transaction that redeems where there is one. */
  readonly withdraw: boolean
  /** Wei of chain coin that the key that collects lacks for what would be worth it. */
  readonly coinMissing: bigint
}

/** Since when a requestor is waited for, in Unix seconds. */
export interface Waiting {
  /** When it gave the voucher. */
  readonly heardAt: number
  /** Since when some of what it gave vouchers for was not paid. */
  readonly unpaidSince: number
}

/** Wei of the whole that a channel has paid and would still pay for a voucher. */
export function entitledBy(
  { epoch, cumulative }: Voucher,
  channel: Pick<ClaimedChannel, 'cap' | 'paid' | 'epoch' | 'isJobClosed'>,
): bigint {
  const entitled = cumulative < channel.cap ? cumulative : channel.cap
  const isVoid = channel.isJobClosed || channel.epoch !== epoch || entitled <= channel.paid
  return isVoid ? channel.paid : entitled
}

/** What a voucher still brings at a channel; undefined where that is nothing. */
export function claimOf(
  voucher: Voucher,
  channel: ClaimedChannel,
  { heardAt, unpaidSince }: Waiting,
): Claim | undefined {
  const entitled = entitledBy(voucher, channel)
  if (entitled === channel.paid) return undefined
  const { jobId, payee } = voucher
  const { closesAt, deadline, graceSeconds, authorShare } = channel
  const isNoticed = closesAt !== 0
  const end = deadline + graceSeconds
  return {
    jobId,
    payee,
    amount: payeePart(entitled, authorShare) - payeePart(channel.paid, authorShare),
    until: isNoticed && closesAt < end ? closesAt : end,
    // Nothing is added to a voucher once a notice runs, or after the deadline.
    urgentAt: isNoticed ? 0 : deadline,
    patientUntil: Math.min(heardAt + PATIENCE_SECONDS, unpaidSince + LONGEST_PATIENCE_SECONDS),
  }
}

/** Chain gas of redeeming so many vouchers in one transaction, about and at most. */
export const redeemGas = (vouchers: number): bigint =>
  TRANSACTION_GAS + VOUCHER_GAS * BigInt(vouchers)

/** When a credit that was first seen then is moved at the payee's own chain gas, in Unix seconds. */
export const creditPatience = (seenAtSeconds: number): number => seenAtSeconds + PATIENCE_SECONDS

const glmFor = (gas: bigint, { feePerGas, glmPerCoin }: GasRate) =>
  (gas * feePerGas * glmPerCoin) / WEI_PER_COIN

/** Whether a voucher that brings so much is worth more than its own part of a transaction. */
export const isWorthItsGas = (amount: bigint, rate: GasRate): boolean =>
  amount > glmFor(VOUCHER_GAS, rate)

/** Whether a voucher that brings so much is collected though nothing presses. */
export const isRipe = (amount: bigint, rate: GasRate): boolean =>
  amount >= WORTHWHILE_PARTS * glmFor(VOUCHER_GAS, rate)

/**
 * Decides what a payee collects now. Before a notice or a deadline ends, whatever brings more than
 * its own chain gas; otherwise when all of it together is worth 20 times its chain gas. What is
 * collected takes everything along that pays for its own part, the way to the wallet too: one
 * transaction for all jobs.
 */
export function decideCollection(
  { claims, credit, creditPatientUntil, coin }: Collectable,
  rate: GasRate,
  nowSeconds: number,
): Collection {
  const isUrgent = ({ urgentAt }: Claim) => urgentAt <= nowSeconds
  const urgent = claims.filter((claim) => isUrgent(claim) && isWorthItsGas(claim.amount, rate))
  const ripe = claims.filter(
    (claim) => !isUrgent(claim) && claim.patientUntil <= nowSeconds && isRipe(claim.amount, rate),
  )
  const all = [...urgent, ...ripe]
  const gas = redeemGas(all.length)
  const isWorthIt =
    sum(urgent) > glmFor(redeemGas(urgent.length), rate) ||
    sum(all) >= WORTHWHILE_PARTS * glmFor(gas, rate)
  const redeem = all.length > 0 && isWorthIt ? all : []
  const isRedeeming = redeem.length > 0
  // What is redeemed is left to nobody else: its requestor had its time.
  const isPatient = !isRedeeming && nowSeconds < creditPatientUntil
  const payOutGas = isRedeeming ? PAY_OUT_GAS : WITHDRAWAL_GAS
  const owed = credit + sum(redeem)
  const withdraw = owed > 0n && !isPatient && owed >= WORTHWHILE_PARTS * glmFor(payOutGas, rate)
  const needed = rate.feePerGas * ((isRedeeming ? gas : 0n) + (withdraw ? payOutGas : 0n))
  const coinMissing = needed > coin ? needed - coin : 0n
  if (coinMissing > 0n) return { ...afford(redeem, coin, rate), coinMissing }
  return { redeem, withdraw, coinMissing: 0n }
}

/** As many claims as the coin pays for, first those whose time ends first. */
function afford(
  wanted: readonly Claim[],
  coin: bigint,
  { feePerGas }: GasRate,
): Omit<Collection, 'coinMissing'> {
  const left = coin - feePerGas * TRANSACTION_GAS
  const count = left > 0n ? left / (feePerGas * VOUCHER_GAS) : 0n
  const byTime = [...wanted].sort((a, b) => a.until - b.until)
  const redeem = count < BigInt(byTime.length) ? byTime.slice(0, Number(count)) : byTime
  return { redeem, withdraw: false }
}

const sum = (claims: readonly Claim[]) => claims.reduce((total, { amount }) => total + amount, 0n)
