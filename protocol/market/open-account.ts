import type { Address } from '../ids.ts'

/** How long a requestor that went away is waited for, in ms, unless its job's deadline is before. */
const PATIENCE_MS = 3_600_000

/** Wei of one job that its requestor owes, and what it had promised when the account was opened. */
interface OpenMoney {
  readonly payee: Address
  /** For pieces judged right since then. */
  readonly owed: bigint
  /** By vouchers for this job to this payee, in all. */
  readonly promised: bigint
  /** What a piece costs about; at least 1. */
  readonly pieceWei: bigint
}

/** What is open between a provider and a requestor over a job when an agreement on it has ended. */
export interface OpenAccount {
  readonly partedAt: number
  /** When it is closed with what is open then; undefined while they work on that job again. */
  readonly dueAt: number | undefined
  /** Pieces answered and not judged. */
  readonly unjudged: number
  /** Pieces judged right under the agreements that it is about. */
  readonly accepted: number
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
  readonly rejected: number
  /** Pieces answered and not judged. */
  readonly unjudged: number
  /** The job's, in Unix milliseconds. */
  readonly deadline: number
  /** Of a paid job, in wei. */
  readonly money:
    | {
        readonly payee: Address
        /** For pieces judged right under this agreement. */
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
 * What is open after one more agreement on a job; undefined where nothing is. A piece that was left
 * before is made good by one judged right since, and all of them by a free job that ends with
 * everything judged. What the provider did not wait for is held against nobody.
 */
export function openAccount(
  before: OpenAccount | undefined,
  parting: Parting,
  now: number,
): OpenAccount | undefined {
  const { how, accepted, money, deadline } = parting
  const isInOrder = how === 'goodbye' && parting.unjudged === 0 && money === undefined
  const carried = isInOrder ? 0 : Math.max(0, (before?.unjudged ?? 0) - accepted)
  const unjudged = carried + (how === 'ours' ? 0 : parting.unjudged)
  const open = money && moneyOpen(before?.money, parting, money)
  const isCovered = open === undefined || open.owed <= (money?.promised ?? 0n) - open.promised
  if (unjudged === 0 && isCovered) return undefined
  return {
    partedAt: now,
    dueAt: Math.min(deadline, now + PATIENCE_MS),
    unjudged,
    accepted: accepted + (before?.accepted ?? 0),
    money: open,
  }
}

function moneyOpen(
  before: OpenMoney | undefined,
  { accepted, unjudged }: Parting,
  { payee, earned, hoped, promisedBefore }: NonNullable<Parting['money']>,
): OpenMoney {
  const pieces = BigInt(accepted + unjudged)
  const average = pieces === 0n ? (before?.pieceWei ?? 0n) : (earned + hoped) / pieces
  const same = before?.payee === payee ? before : undefined
  return {
    payee,
    owed: earned + (same?.owed ?? 0n),
    promised: same?.promised ?? promisedBefore,
    pieceWei: average > 0n ? average : 1n,
  }
}

/** Pieces that remain lost. */
export interface Loss {
  readonly unjudged: number
  readonly unpaid: number
}

/**
 * What an account comes to once it is due.
 * @param promised wei promised or paid for the job to the account's payee by now, in all. More than
 * is owed is for pieces that were confirmed without a word: they are not lost.
 */
export function closeAccount({ unjudged, accepted, money }: OpenAccount, promised: bigint): Loss {
  if (money === undefined) return { unjudged, unpaid: 0 }
  const pieces = Number((money.owed - (promised - money.promised)) / money.pieceWei)
  return pieces >= 0
    ? { unjudged, unpaid: Math.min(accepted, pieces) }
    : { unjudged: Math.max(0, unjudged + pieces), unpaid: 0 }
}

/** Whether so much was lost that it was no oversight: more than was made good. */
export const isBroken = ({ accepted }: OpenAccount, { unjudged, unpaid }: Loss): boolean =>
  unjudged + unpaid > accepted - unpaid
