import type { Address } from '../ids.ts'
import { MAX_AMOUNT_WEI } from '../payment/amount.ts'

/**
 * How long a requestor that went away is waited for, in ms, unless its job's deadline is before, and
 * how long one that took more than its credit is let alone.
 */
const PATIENCE_MS = 3_600_000

/**
 * Wei of one job that its requestor owes, and what it had promised when the account was opened. What
 * is more than an escrow can hold counts as that.
 */
interface OpenMoney {
  readonly payee: Address
  /** For subtasks judged right since then. */
  readonly owed: bigint
  /** By vouchers for this job to this payee, in all. */
  readonly promised: bigint
  /** What a subtask costs about; at least 1. */
  readonly subtaskWei: bigint
}

/** What is open between a provider and a requestor's key over a job when an agreement has ended. */
export interface OpenAccount {
  readonly partedAt: number
  /** When it is closed with what is open then, unless they work on that job again. */
  readonly dueAt: number
  /** Subtasks answered and not judged. */
  readonly unjudged: number
  /** Subtasks judged right under the agreements that it is about. */
  readonly accepted: number
  /** Whether more than the credit was taken under one of them: its key is let alone while this is open. */
  readonly isOverdrawn: boolean
  readonly money: OpenMoney | undefined
}

/** How an agreement ended, as its provider saw it. */
export interface Parting {
  /**
   * Its requestor said goodbye; went without a word; took more than its credit, so that the
   * provider left; or the provider left of its own accord.
   */
  readonly how: 'goodbye' | 'silence' | 'overdraft' | 'ours'
  readonly accepted: number
  /** Subtasks answered and not judged. */
  readonly unjudged: number
  /** The job's, in Unix milliseconds. */
  readonly deadline: number
  /** Of a paid job, in wei. */
  readonly money:
    | {
        readonly payee: Address
        /** For subtasks judged right under this agreement. */
        readonly earned: bigint
        /** For those that were not judged. */
        readonly hoped: bigint
        /** By vouchers for this job to this payee: when the agreement began, and now. */
        readonly promisedBefore: bigint
        readonly promised: bigint
      }
    | undefined
}

/**
 * What is open with the same key after one more agreement on a job; undefined where nothing is. What
 * was carried on stays due when it was. What the provider itself did not wait for is held against
 * nobody.
 */
export function openAccount(
  before: OpenAccount | undefined,
  parting: Parting,
  now: number,
): OpenAccount | undefined {
  const { how, accepted, money, deadline } = parting
  const carried = before && makeGood(before, parting)
  if (how === 'ours') return carried
  const unjudged = (carried?.unjudged ?? 0) + parting.unjudged
  const open = money && moneyOpen(before?.money, parting, money)
  const isOverdrawn = how === 'overdraft'
  // Who called wrong what it took leaves nothing open, and is let alone as long.
  if (unjudged === 0 && isCovered(open, money) && !isOverdrawn) return undefined
  const isCarried = carried !== undefined && carried.unjudged > 0
  const patience = isOverdrawn ? now + PATIENCE_MS : Math.min(deadline, now + PATIENCE_MS)
  return {
    partedAt: now,
    dueAt: isCarried && !isOverdrawn ? carried.dueAt : patience,
    unjudged,
    accepted: accepted + (before?.accepted ?? 0),
    isOverdrawn: isOverdrawn || before?.isOverdrawn === true,
    money: open,
  }
}

/**
 * What is left of an account after an agreement on its job, with whichever key; undefined where
 * nothing is. A subtask that was left is made good by one judged right since, and all of them by a
 * free job that ends with everything judged, unless more than the credit had been taken.
 */
export function makeGood(
  account: OpenAccount,
  { how, accepted, unjudged, money }: Parting,
): OpenAccount | undefined {
  const isInOrder = how === 'goodbye' && unjudged === 0 && money === undefined
  const isCleared = isInOrder && !account.isOverdrawn
  const left = isCleared ? 0 : Math.max(0, account.unjudged - accepted)
  if (left === 0 && isCovered(account.money, money)) return undefined
  return { ...account, unjudged: left }
}

function isCovered(open: OpenMoney | undefined, money: Parting['money']): boolean {
  if (open === undefined) return true
  return money?.payee === open.payee && open.owed <= money.promised - open.promised
}

function moneyOpen(
  before: OpenMoney | undefined,
  { accepted, unjudged }: Parting,
  { payee, earned, hoped, promisedBefore }: NonNullable<Parting['money']>,
): OpenMoney {
  const subtasks = BigInt(accepted + unjudged)
  const average = subtasks === 0n ? (before?.subtaskWei ?? 0n) : (earned + hoped) / subtasks
  const same = before?.payee === payee ? before : undefined
  return {
    payee,
    owed: atMost(earned + (same?.owed ?? 0n)),
    promised: atMost(same?.promised ?? promisedBefore),
    subtaskWei: average > 0n ? atMost(average) : 1n,
  }
}

const atMost = (wei: bigint) => (wei > MAX_AMOUNT_WEI ? MAX_AMOUNT_WEI : wei)

/** Subtasks that remain lost. */
export interface Loss {
  readonly unjudged: number
  readonly unpaid: number
}

/**
 * What an account comes to once it is due.
 * @param promised wei promised or paid for the job to the account's payee by now, in all. More than
 * is owed is for subtasks that were confirmed without a word: they are not lost.
 */
export function closeAccount({ unjudged, accepted, money }: OpenAccount, promised: bigint): Loss {
  if (money === undefined) return { unjudged, unpaid: 0 }
  const subtasks = Number((money.owed - (promised - money.promised)) / money.subtaskWei)
  return subtasks >= 0
    ? { unjudged, unpaid: Math.min(accepted, subtasks) }
    : { unjudged: Math.max(0, unjudged + subtasks), unpaid: 0 }
}

/** Whether more than the credit was taken, and most of it lost: tabs that close do not do that. */
export const isBroken = (
  { accepted, isOverdrawn }: OpenAccount,
  { unjudged, unpaid }: Loss,
): boolean => isOverdrawn && unjudged + unpaid > accepted - unpaid
