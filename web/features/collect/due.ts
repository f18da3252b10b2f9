import type { TillView } from '#peer/provider-view.ts'
import type { Address } from '#protocol/ids.ts'
import {
  type Claim,
  MAX_VOUCHERS_AT_ONCE,
  redeemGas,
  WITHDRAWAL_GAS,
} from '#protocol/payment/collection.ts'

/** A person is warned so long before money may be gone. */
const WARN_SECONDS = 86_400

/** What is due to one payee, and what a person can do about it next. */
export interface Due {
  readonly payee: Address
  /** Wei of GLM that vouchers would bring, and that the escrow owes already. */
  readonly promised: bigint
  readonly credited: bigint
  /** First what ends first. */
  readonly claims: readonly Claim[]
  /** Redeeming comes first: what the escrow owes has no end. */
  readonly next: 'redeem' | 'withdraw'
  /** Chain gas of that, about and at most. */
  readonly chainGas: bigint
  /** What may be gone soon, and when, in Unix milliseconds; undefined where nothing presses. */
  readonly alarm: { readonly wei: bigint; readonly until: number } | undefined
}

/** Undefined where nothing is owed. */
export function dueOf({ payee, claims, credit }: TillView, nowMs: number): Due | undefined {
  if (claims.length === 0 && credit === 0n) return undefined
  const now = nowMs / 1000
  const byTime = [...claims].sort((a, b) => a.until - b.until)
  const pressing = byTime.filter(
    ({ urgentAt, until }) => urgentAt <= now || until - now < WARN_SECONDS,
  )
  const [first] = pressing
  return {
    payee,
    promised: sum(byTime),
    credited: credit,
    claims: byTime,
    next: byTime.length > 0 ? 'redeem' : 'withdraw',
    chainGas:
      byTime.length > 0 ? redeemGas(Math.min(byTime.length, MAX_VOUCHERS_AT_ONCE)) : WITHDRAWAL_GAS,
    alarm: first && { wei: sum(pressing), until: first.until * 1000 },
  }
}

/** What somebody has to see to: this browser collects the rest by itself. */
export const duesByHand = (tills: readonly TillView[] | undefined, nowMs: number): readonly Due[] =>
  (tills ?? []).flatMap((till) => {
    if (till.isOurs && till.coinMissing === 0n) return []
    const due = dueOf(till, nowMs)
    return due === undefined ? [] : [due]
  })

const sum = (claims: readonly Claim[]) => claims.reduce((wei, { amount }) => wei + amount, 0n)
