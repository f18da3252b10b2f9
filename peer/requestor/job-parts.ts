import type { MarketWatch } from '#peer/market-watch.ts'
import type { JobPriority, VerifiedResult } from '#peer/peer.ts'
import type { Clock } from '#peer/ports/clock.ts'
import type { Mesh } from '#peer/ports/mesh.ts'
import type { Signatures } from '#peer/ports/signatures.ts'
import type { Explanation } from '#protocol/explanation.ts'
import type { PeerId } from '#protocol/ids.ts'
import type { Demand } from '#protocol/market/demand.ts'
import type { BitSet } from '#protocol/schedule/bit-set.ts'
import type { Makers } from '#protocol/schedule/makers.ts'
import { Shares, subtasksIn } from '#protocol/schedule/shares.ts'
import { createSchedule, type ScheduleState } from '#protocol/schedule/state.ts'
import type { Votes } from '#protocol/schedule/votes.ts'
import type { VerifyKind } from '#protocol/task/verify-rule.ts'
import type { CheckTally } from '#protocol/trust/check-tally.ts'
import { FIRST_POLICY } from '#protocol/trust/policy.ts'
import { MAX_LEASE_BYTES } from '#protocol/wire/messages.ts'
import type { Auditor } from './auditor.ts'
import { BatchBook } from './batch-book.ts'
import { Books } from './books.ts'
import type { Cashier } from './cashier.ts'
import { CommitQueue, type Due, NOTHING_BUT_VOTES } from './commit-queue.ts'
import { Crew } from './crew.ts'
import { Experience } from './experience.ts'
import { JobMarket } from './job-market.ts'
import type { JobProgress, JobRecord } from './job-record.ts'
import type { JobStore } from './job-store.ts'
import { Journal } from './journal.ts'
import { Paces } from './paces.ts'
import type { Payees } from './payees.ts'
import { Payroll } from './payroll.ts'
import { Places } from './places.ts'
import { Precedence, type Rival } from './precedence.ts'
import { Reception } from './reception.ts'
import type { Reputations } from './reputations.ts'
import type { SettledJobs } from './settled-jobs.ts'
import { Settlement } from './settlement.ts'
import type { Standings } from './standings.ts'
import { Testimonials } from './testimonials.ts'
import { VoteKeeper } from './vote-keeper.ts'
import { VoucherDesk } from './voucher-desk.ts'
import { WorkFloor } from './work-floor.ts'
import type { WorkLink } from './work-link.ts'

/** Lease ids of one run: far more than it grants, and a thousand runs fit the wire's 32 bits. */
const LEASE_IDS = 2 ** 22
/** What a subtask's index and framing take beside its input. */
const INPUT_OVERHEAD_BYTES = 64

export interface JobOptions {
  readonly mesh: Mesh
  readonly clock: Clock
  readonly seed: Uint8Array
  readonly signatures: Signatures
  readonly store: JobStore
  readonly standings: Standings
  readonly payees: Payees
  readonly settled: SettledJobs
  readonly reputations: Reputations
  readonly watch: MarketWatch
  readonly record: JobRecord
  readonly progress: JobProgress
  /** What was checked in earlier runs, counted on here and by `auditor`. */
  readonly tally: CheckTally
  /** What strangers are told that the job is. */
  readonly appTitle: string
  /** The rule that results are judged by. */
  readonly verify: VerifyKind
  /** Which results are on disk. */
  readonly kept: BitSet
  /** Whose word stands behind them, as far as it is known. */
  readonly makers: Makers
  /** What was answered before this run, and may not be settled. */
  readonly votes: readonly Votes[]
  /** The number of each provider's latest agreement before this run. */
  readonly numbers: ReadonlyMap<PeerId, number>
  readonly program: Pick<Demand, 'module' | 'shared' | 'reference'> & { readonly bytes: number }
  readonly input: (index: number) => Uint8Array
  /** The longest input there is. */
  readonly inputBytes: number
  /** Undefined for a free job. */
  readonly cashier: Cashier | undefined
  /** For jobs whose bytes this peer judges itself; undefined where replicas are compared. */
  readonly auditor: Auditor | undefined
  readonly terms: Demand['terms']
  /** What of a remote address tells one place from another; undefined where it says nothing. */
  readonly placeOf: (address: string) => string | undefined
  /** The jobs of this requestor, this one among them. */
  readonly rivals: () => Iterable<Rival>
  readonly onChange: () => void
  readonly onVerified: (results: readonly VerifiedResult[]) => void
}

/** What the parts need of the job that they are of. */
export interface JobHooks {
  /** Whether this tab let go of the job. */
  readonly isStopped: () => boolean
  /** Whether the job is over or being settled: no work counts any more. */
  readonly isEnding: () => boolean
  readonly priority: () => JobPriority
  /** Has what is due on disk, and then told; must not reject. */
  readonly write: (due: Due) => Promise<void>
  /** The job cannot go on. */
  readonly fail: (why: Explanation) => void
  /** A provider came to work. */
  readonly onAdmitted: () => void
}

/** What runs one job, each for a concern of its own. */
export interface JobParts {
  readonly journal: Journal
  readonly schedule: ScheduleState
  readonly crew: Crew
  readonly books: Books
  readonly floor: WorkFloor
  readonly votes: VoteKeeper
  readonly batches: BatchBook
  /** Undefined for a free job. */
  readonly payroll: Payroll | undefined
  readonly market: JobMarket
  readonly places: Places
  readonly experience: Experience
  readonly reception: Reception
  readonly settlement: Settlement
  readonly commits: CommitQueue
  readonly vouchers: VoucherDesk
}

/** What each party may still be lent; undefined where nobody is held to a share. */
function sharesOf({ record, progress }: JobOptions): Shares | undefined {
  const { subtasks, prefers } = record
  if (prefers.maxShare === undefined) return undefined
  const shares = new Shares(subtasksIn(prefers.maxShare, subtasks), progress.shares?.lent)
  if (progress.shares?.isLifted) shares.lift()
  return shares
}

/** Puts the parts of a job together. */
export function createParts(options: JobOptions, hooks: JobHooks): JobParts {
  const { record, cashier, clock, standings, mesh } = options
  const { isStopped, isEnding } = hooks
  const { jobId } = record
  const { self } = mesh
  const journal = new Journal(options)
  const commits = new CommitQueue(hooks.write)
  const crew = new Crew({
    ...options,
    onAgreed: (agreed) => {
      journal.keepAgreement(agreed)
      testimonials.agreed(agreed)
    },
    onPart: (link) => sayLast(link),
    onEvent: async (peer, event) => {
      await reception.hear(peer, event)
      if (votes.isDue) commits.add(NOTHING_BUT_VOTES)
      // A provider may not answer faster than its results can be looked at and kept.
      await floor.roomFor(peer)
      await commits.room
    },
    onParted: (peer) => floor.apply({ type: 'left', peer }),
    onIncident: (peer, kind) => {
      // Who leaves with nothing undone leaves nobody in the lurch.
      const isDone = schedule.workers.get(peer)?.leases.size === 0
      if (kind !== 'departure' || !isDone) standings.incident(peer, kind)
    },
  })
  const schedule = createSchedule({
    subtasks: record.subtasks,
    secret: record.secret,
    now: clock.now(),
    verified: options.kept,
    banned: options.progress.banned,
    executions: options.progress.executions,
    tally: options.tally,
    makers: options.makers,
    maxBatch: Math.floor(MAX_LEASE_BYTES / (options.inputBytes + INPUT_OVERHEAD_BYTES)),
    firstLeaseId: journal.progress.runs * LEASE_IDS,
    judged: options.auditor !== undefined,
    policy: record.policy ?? FIRST_POLICY,
    parties: options.payees,
    shares: sharesOf(options),
  })
  const shared = { ...options, journal, crew, schedule, self, jobId }
  const isOpen = () => !isStopped() && !isEnding()
  const testimonials = new Testimonials({
    ...shared,
    isChecked: schedule.policy.kind !== 'none',
    endorse: cashier && (() => cashier.endorse(self)),
  })
  const batches = new BatchBook({ ...shared, testimonials })
  const votes = new VoteKeeper({ ...shared, isOpen: () => !isEnding() })
  const payroll = cashier && new Payroll({ ...shared, cashier, written: () => commits.written })
  const testify = (link: WorkLink) => reception.testify(link, false)
  const vouchers = new VoucherDesk(shared)
  const books = new Books({ ...shared, votes, batches, vouchers, testify })
  const floor = new WorkFloor({
    ...shared,
    batches,
    isOpen,
    paces: new Paces(shared),
    onDue: (due) => {
      books.expect(due.settled)
      commits.add(due)
    },
    onBroken: hooks.fail,
  })
  const precedence = new Precedence({ ...options, self: hooks.priority })
  const experience = new Experience(shared)
  const places = new Places({ ...shared, floor, precedence, payroll, experience, isOpen })
  const market = new JobMarket({
    ...shared,
    past: options.settled.shown,
    payroll,
    isOpen: () => isOpen() && journal.phase !== 'paused',
  })
  const settlement = new Settlement({ ...shared, market, isStopped })
  const reception = new Reception({
    ...{ ...shared, floor, market, places, precedence, testimonials, isOpen },
    onAdmitted: hooks.onAdmitted,
  })
  /** The last word and the last voucher are on all verdicts, those on their way to disk among them. */
  async function sayLast(link: WorkLink): Promise<void> {
    await Promise.resolve()
    await commits.written
    await vouchers.part(link)
    await reception.testify(link, true)
  }
  return {
    ...{ journal, schedule, crew, books, floor, votes, batches, payroll, market, places },
    ...{ experience, reception, settlement, commits, vouchers },
  }
}
