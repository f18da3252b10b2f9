import type { VerifiedResult } from '#peer/peer.ts'
import { asAddress, type PeerId } from '#protocol/ids.ts'
import type { ScheduleEffect } from '#protocol/schedule/events.ts'
import type { ScheduleState } from '#protocol/schedule/state.ts'
import { provenBy } from '#protocol/trust/policy.ts'
import type { BatchBook } from './batch-book.ts'
import type { Cashier } from './cashier.ts'
import type { Crew } from './crew.ts'
import type { Journal } from './journal.ts'
import type { VoteKeeper } from './vote-keeper.ts'
import type { VoucherDesk } from './voucher-desk.ts'
import type { WorkLink } from './work-link.ts'

type Verified = Extract<ScheduleEffect, { type: 'verified' }>
/** A settled subtask, with the bytes that settled it: none for a late result that agrees. */
export interface Settled extends Pick<Verified, 'type' | 'index' | 'outcome' | 'earned'> {
  readonly source: { readonly provider: PeerId; readonly output: Uint8Array } | undefined
}
/** What was kept for these subtasks is void. */
type Reopened = Extract<ScheduleEffect, { type: 'reopened' }>
/** A key is paid no more, not even what is held back. */
type Forfeit = Extract<ScheduleEffect, { type: 'ban' }>
/** What changes a job's books, in the order in which it happened. */
export type BookEntry = Settled | Reopened | Forfeit
export type Verdict = Extract<ScheduleEffect, { type: 'verdict' }>

/** The first settled subtask whose program failed. */
export interface ProgramFailure {
  readonly index: number
  readonly outcome: string
}

/** What settled subtasks leave behind. */
interface Entry {
  readonly results: readonly VerifiedResult[]
  /** Subtasks whose earlier results are taken off the disk. */
  readonly voided: readonly number[]
  readonly failure: ProgramFailure | undefined
}

export interface BooksOptions {
  readonly journal: Journal
  readonly schedule: ScheduleState
  readonly cashier: Cashier | undefined
  readonly crew: Crew
  readonly votes: VoteKeeper
  readonly batches: BatchBook
  readonly vouchers: VoucherDesk
  /** Says to a provider at work what there is to be said of it. */
  readonly testify: (link: WorkLink) => Promise<void>
  readonly onVerified: (results: readonly VerifiedResult[]) => void
}

/** A job's books: what is settled is kept and owed, and only then told to whom it concerns. */
export class Books {
  readonly #options: BooksOptions

  constructor(options: BooksOptions) {
    this.#options = options
  }

  /**
   * Results, who stands behind them, debts, progress and votes go to disk in one write; only then anybody is told. Where a program
   * failed, that subtask is owed for and not kept, and the failure comes back.
   */
  async keep(
    settled: readonly BookEntry[],
    verdicts: readonly Verdict[],
  ): Promise<ProgramFailure | undefined> {
    const { journal, schedule, votes, onVerified } = this.#options
    const { shares } = schedule
    const { results, voided, failure } = this.#enter(settled)
    if (results.length > 0) journal.time('firstResult')
    journal.note({
      executions: schedule.executions,
      banned: [...schedule.banned],
      // What an earlier version ran of it was not counted: then no count would be right.
      ...(journal.progress.checks && { checks: { ...schedule.tally } }),
      ...(shares && { shares: { lent: [...shares.lent], isLifted: shares.isLifted } }),
    })
    // Taken in the turn in which all that the schedule has settled so far is due.
    const makers = schedule.makers?.takeNews()
    await journal.save({ results, voided, makers, votes: votes.take() ?? [] })
    if (results.length > 0) onVerified(results)
    // A provider that does not read its verdict must not hold up the others' results.
    for (const verdict of verdicts) void this.#tell(verdict)
    return failure
  }

  /** Notes what is about to be kept: whose work it is is not lent more than it can be paid for. */
  expect(settled: readonly BookEntry[]): void {
    for (const entry of settled)
      if (entry.type === 'verified')
        for (const work of entry.earned)
          if (work.party !== work.peer) this.#options.cashier?.expect(asAddress(work.party), work)
  }

  /** Books debts. Nothing is on disk yet. */
  #enter(settled: readonly BookEntry[]): Entry {
    const { journal, cashier, schedule } = this.#options
    const results = new Map<number, VerifiedResult>()
    const voided = new Set<number>()
    const failures = new Map<number, ProgramFailure>()
    for (const entry of settled) {
      if (entry.type === 'ban') cashier?.forfeit(entry.peer)
      if (entry.type === 'reopened')
        for (const index of entry.indexes) {
          voided.add(index)
          results.delete(index)
          failures.delete(index)
        }
      if (entry.type !== 'verified') continue
      const { index, outcome, source, earned } = entry
      schedule.tally.owed += earned.length
      for (const work of earned) {
        const isProven = this.#isProven(work.peer)
        // Who works for credit is a party of its own.
        if (work.party !== work.peer) cashier?.earn(asAddress(work.party), { ...work, isProven })
      }
      if (source === undefined) continue
      if (outcome.kind === 'success')
        results.set(index, { jobId: journal.record.jobId, index, ...source })
      else failures.set(index, { index, outcome: outcome.kind })
    }
    const [failure] = failures.values()
    return { results: [...results.values()], voided: [...voided], failure }
  }

  /** A job whose bytes this peer judges itself proves each key before it takes a result of it. */
  #isProven(peer: PeerId): boolean {
    const { judged, policy, records } = this.#options.schedule
    return judged || (records.get(peer)?.confirmed ?? 0) >= provenBy(policy)
  }

  /** Sends the signed verdict, and has it paid for. Only after the disk has both. */
  async #tell(verdict: Verdict): Promise<void> {
    const { batches, crew, vouchers, testify } = this.#options
    const { peer, accepted } = verdict
    // Who is gone is attested to all the same.
    const attestation = await batches.attest(verdict)
    const link = crew.link(peer)
    if (link === undefined) return
    if (attestation !== undefined) await link.judge(verdict, attestation)
    if (accepted.length > 0) await vouchers.earned(link)
    // Who is paid can do without a word for its record.
    await testify(link).catch(() => undefined)
  }
}
