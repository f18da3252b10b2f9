import type { Clock } from '#peer/ports/clock.ts'
import type { Ledger, SessionKey } from '#peer/ports/ledger.ts'
import type { JobId } from '#protocol/ids.ts'
import type { Abandoned, Accounts } from './accounts.ts'
import { payTotals } from './pay-totals.ts'

export interface ReclaimOptions {
  readonly ledger: Ledger
  readonly clock: Clock
  readonly jobId: JobId
  readonly sessionKey: SessionKey
  readonly accounts: Accounts
  /** Settles once every debt booked so far is on disk. */
  readonly written: () => Promise<void>
}

/**
 * One step towards putting back to free what abandoned channels hold: pays what their payees are
 * owed, gives notice, and once that is over frees the rest and keeps back what pending results may
 * earn. What was vouched is always paid first. How far it got is read from the chain, so that it can
 * stop between any two transactions, for good or for a reload, and loses and doubles nothing.
 *
 * @throws {LedgerError} when the chain refuses or cannot be reached; call it again later.
 */
export async function reclaim(
  options: ReclaimOptions,
  abandoned: readonly Abandoned[],
): Promise<void> {
  const { ledger, clock, jobId, sessionKey, accounts } = options
  await matchAll(options, abandoned)
  const untold = abandoned.filter((one) => accounts.idle(one, clock.now()) === 'untold')
  if (untold.length > 0) {
    // Once the notice is over anybody may free a channel: nothing may be owed by then.
    await payAll(options, untold)
    await ledger.noticeClose(sessionKey, jobId, payeesOf(untold))
    await matchAll(options, untold)
  }
  const due = abandoned.filter((one) => accounts.idle(one, clock.now()) === 'due')
  if (due.length > 0) await free(options, due)
}

async function free(options: ReclaimOptions, due: readonly Abandoned[]): Promise<void> {
  const { ledger, jobId, sessionKey, accounts } = options
  // Its payee may come back at any moment: no voucher may promise what is about to be freed.
  for (const { payee } of due) accounts.freeze(payee)
  await payAll(options, due)
  await ledger.finishClose(sessionKey, jobId, payeesOf(due))
  await matchAll(options, due)
  const caps = due
    .map(({ payee, pending }) => ({
      payee,
      cap: accounts.claimed(payee) + BigInt(pending) * accounts.subtaskCost(payee),
    }))
    .filter(({ payee, cap }) => cap > accounts.channel(payee).cap)
  if (caps.length === 0) return
  await ledger.reserve(sessionKey, jobId, caps)
  await matchAll(options, due)
}

async function payAll(options: ReclaimOptions, payees: readonly Abandoned[]): Promise<void> {
  const { accounts, written } = options
  const totals = payees
    .map(({ payee }) => ({ payee, cumulative: accounts.total(payee) }))
    .filter(({ payee, cumulative }) => cumulative > accounts.channel(payee).paid)
  if (totals.length === 0) return
  // Paid work must survive a reload: done again, it would be paid again.
  await written()
  await payTotals(options, totals)
}

async function matchAll(
  { ledger, jobId, accounts }: ReclaimOptions,
  payees: readonly Abandoned[],
): Promise<void> {
  await Promise.all(
    payees.map(async ({ payee }) => {
      accounts.match(payee, await ledger.readChannel(jobId, payee))
    }),
  )
}

const payeesOf = (abandoned: readonly Abandoned[]) => abandoned.map(({ payee }) => payee)
