import type { PeerId } from '../ids.ts'
import type { Format } from '../task/app.ts'
import { type CheckTally, newCheckTally } from '../trust/check-tally.ts'
import type { Leaves } from '../trust/leaves.ts'
import { FIRST_POLICY, type PartyRecord, type Policy, wordsWanted } from '../trust/policy.ts'
import { MAX_BATCH } from '../wire/messages.ts'
import { BitSet } from './bit-set.ts'
import { CHUNK_MS } from './constants.ts'
import { createDraw, type Draw } from './draw.ts'
import type { Duplicate } from './duplicates.ts'
import { type Maker, Makers } from './makers.ts'
import { Needy } from './needy.ts'
import type { Outvoted } from './outvoted.ts'
import { Redo } from './redo.ts'
import type { Shares } from './shares.ts'

/** What was signed for one subtask. */
export interface Line {
  /** Among these, its own is at `line`. */
  readonly leaves: Leaves
  readonly line: number
  /** Where it stands in its batch. */
  readonly position: number
}

/** One provider's signed result for one subtask. */
export interface Vote extends Line {
  readonly peer: PeerId
  readonly party: string
  readonly leaseId: number
  /**
   * Which of the results that this subtask was given: equal keys mean equal outcome, bytes and gas;
   * in a judged job, equal outcome and units.
   */
  readonly key: number
  /** Its bytes were asked for and are long overdue. */
  isWithheld: boolean
  /** Its bytes came, and this peer has not looked at them yet. */
  isHere: boolean
  /** Its bytes came, and this peer could not look at them. */
  isUnseen: boolean
}

/** Somebody at work on a subtask. A stale holder is suspected dead: it no longer blocks others. */
export interface Holder {
  readonly peer: PeerId
  readonly party: string
  readonly leaseId: number
  readonly backup: boolean
  stale: boolean
}

/**
 * A subtask that was begun and is not settled. Tens of thousands are at once: their lists are made
 * anew by `concat` when they grow, because one that is pushed to has room for seventeen.
 */
export interface OpenSubtask {
  votes: readonly Vote[]
  holders: readonly Holder[]
  failedParties: readonly string[]
  /** The key that enough words stand behind; its bytes are being fetched. */
  agreed: number | undefined
  /** Parties that must say the same, where nobody says otherwise. */
  wanted: number
  /** What it was settled by before one of those who said so was caught, or was contradicted. */
  past: Past | undefined
}

/** A result that is kept, and that somebody cast doubt on. */
export interface Past {
  readonly print: number
  /** Whose word for it still counts; of nobody, where it was one's who has been caught. */
  words: readonly Maker[]
  /** Whether its bytes are kept for now. */
  isKept: boolean
  /** Whose party is told if it turns out wrong. */
  readonly caught: string | undefined
}

/** A provider that works on this job. */
export interface Worker {
  readonly peer: PeerId
  /** Replicas never share it: the payee, or the peer itself where nobody is paid. */
  readonly party: string
  cores: number
  /** What it computes with; undefined where all compute with the same. */
  readonly format: Format | undefined
  /** Leases before this one were another session's: their outputs are gone over there. */
  readonly firstLeaseId: number
  lastHeard: number
  /** When its latest output arrived. */
  lastOutputAt: number
  /** When what it said last waited for us to come to it. */
  lastHeldAt: number
  lastAnswerAt: number
  suspect: boolean
  /** Smoothed milliseconds a subtask takes one of its cores. */
  subtaskMs: number | undefined
  rttMs: number
  /** Leases not yet answered. */
  readonly leases: Set<number>
  /** Subtasks in them. */
  leased: number
  /** Answered, neither accepted nor rejected yet. */
  unsettled: number
  /** Subtasks that may still be leased to it before money has to be moved. */
  allowance: number
  hostFailuresInARow: number
}

export interface Lease {
  readonly leaseId: number
  readonly peer: PeerId
  readonly indexes: readonly number[]
  grantedAt: number
  readonly isBackup: boolean
  /** Whether its holder had nothing else to do. */
  readonly wasIdle: boolean
  answered: boolean
  /** Past its time: others may have its subtasks too; a late answer still counts. */
  overdue: boolean
  /** Positions without a verdict. */
  unresolved: number
  accepted: number[]
  readonly rejected: number[]
}

/** What becomes of a provider over the whole job, kept after it left. */
export interface TrackRecord {
  readonly party: string
  answered: number
  verified: number
  rejected: number
  gas: bigint
  /** Results it gave, in this job and those before, since it last failed or was found wrong. */
  given: number
  /** Those of them that another party came to as well. */
  confirmed: number
  /** Canaries it was lent. */
  readonly tried: Set<number>
  /** Names of where it was last seen to be, such as its address; those who share one may be one person. */
  whereabouts: readonly string[]
}

/** Records of parties. They are changed in place: jobs that run side by side learn from each other. */
export interface Parties {
  get(party: string): PartyRecord | undefined
  set(party: string, record: PartyRecord): void
}

/** What was known of a provider before it had a part in the job. */
export type Standing = Pick<TrackRecord, 'given' | 'confirmed'>

export const newRecord = (
  party: string,
  { given, confirmed }: Standing = { given: 0, confirmed: 0 },
): TrackRecord => ({
  party,
  answered: 0,
  verified: 0,
  rejected: 0,
  gas: 0n,
  given,
  confirmed,
  tried: new Set(),
  whereabouts: [],
})

/**
 * Everything that decides who computes what. Owned by `advance`, which changes it in place: a job
 * of ten million subtasks cannot be copied at every heartbeat (ADR 0003).
 */
export interface ScheduleState {
  readonly subtasks: number
  readonly verified: BitSet
  readonly open: Map<number, OpenSubtask>
  /** Whose bytes were asked for, and when, of agreed subtasks. */
  readonly fetches: Map<number, { readonly vote: Vote; askedAt: number }>
  /** Begun subtasks that want one more holder. */
  readonly needy: Needy
  /** Whether the event at hand made work for others than it concerns. */
  hasNewWork: boolean
  /** Workers that the event at hand may have made ready for more. */
  readonly stirred: Set<Worker>
  /** Workers that could hold more, and for whom nothing was found. */
  readonly hungry: Set<Worker>
  /** Cores of all workers. */
  slots: number
  /** Unanswered leases that copy what others are at. */
  backups: number
  /** What a subtask took of late, whoever computed it, by what it was computed with. */
  readonly typicalMs: Map<Format | undefined, number>
  /** Leases by when they are expected to end, as it stood at `stragglersAt`. */
  stragglers: Array<{ readonly lease: Lease; readonly endsAt: number }>
  stragglersAt: number
  readonly workers: Map<PeerId, Worker>
  readonly leases: Map<number, Lease>
  /** Leases with positions judged that nobody was told of. */
  readonly untold: Set<Lease>
  /** Leases that are judged to the last. */
  readonly judgedWhole: Set<Lease>
  readonly banned: Map<PeerId, string>
  /** Of those who were wrong by the number of heads alone. */
  readonly outvoted: Map<PeerId, Outvoted>
  readonly records: Map<PeerId, TrackRecord>
  /** Settled subtasks that somebody still works on, so that a late result can be judged. */
  readonly late: Map<
    number,
    {
      /** Of what it was settled with. */
      readonly print: number
      readonly owed: readonly PeerId[]
      holders: readonly Holder[]
    }
  >
  /** Results of a judged job that came second and whose bytes are to be looked at. */
  readonly duplicates: Map<string, Duplicate>
  readonly draw: Draw
  /** Most subtasks in one lease of this job. */
  readonly maxBatch: number
  /**
   * Whether the requestor judges bytes itself: then one party's word settles a subtask once its
   * bytes have been taken, and differing bytes accuse nobody.
   */
  readonly judged: boolean
  readonly policy: Policy
  /** Different parties that have to agree on a subtask that nobody cast doubt on. */
  readonly quorum: number
  /** What others than the quorum stand behind; undefined where nothing settled is looked at again. */
  readonly makers: Makers | undefined
  /** What is known of those who are paid together, by party. */
  readonly parties: Parties
  /** What each party may see of the job; undefined where all may see all. */
  readonly shares: Shares | undefined
  /** Begun subtasks whose words are weighed, and when somebody was left to ask last. */
  readonly disputed: Map<number, number>
  /** What was settled and somebody was caught or contradicted at, until it is begun again. */
  readonly redo: Redo
  /** Settled subtasks that somebody was caught at: what its accomplices would say of them is known. */
  readonly canaries: number[]
  /** Makes prints unforeseeable. */
  readonly printSecret: number
  /** What was checked, in earlier runs too. */
  readonly tally: CheckTally
  cursor: number
  nextLeaseId: number
  executions: number
  lastTick: number
  /** Whether no further subtask is begun; what was answered once is confirmed all the same. */
  paused: boolean
  finished: boolean
}

/** `verified` lists what an earlier run of the same job already settled. */
export function createSchedule(options: {
  readonly subtasks: number
  readonly secret: Uint8Array
  readonly now: number
  readonly verified?: BitSet
  readonly banned?: Iterable<readonly [PeerId, string]>
  readonly executions?: number
  /** What was checked before, counted on here. */
  readonly tally?: CheckTally
  /** Whose word stands behind what is settled; kept up to date from here on. */
  readonly makers?: Makers
  /** Most subtasks in one lease, where inputs are so long that fewer fit a frame. */
  readonly maxBatch?: number
  /** Whether bytes are judged by the requestor, not by a second party. */
  readonly judged?: boolean
  /** How much is computed more than once; `FIRST_POLICY` unless said. */
  readonly policy?: Policy
  /** What the requestor's other jobs learnt of payees; this job adds to it. */
  readonly parties?: Parties
  /** What each party may see of the job, and has seen of it; all may see all unless said. */
  readonly shares?: Shares | undefined
  /** Lease ids go on where an earlier run stopped, so that none is signed twice. */
  readonly firstLeaseId?: number
}): ScheduleState {
  const verified = options.verified?.copy() ?? new BitSet(options.subtasks)
  const { policy = FIRST_POLICY, judged = false } = options
  const draw = createDraw(options.secret)
  return {
    subtasks: options.subtasks,
    verified,
    open: new Map(),
    fetches: new Map(),
    needy: new Needy(),
    hasNewWork: false,
    stirred: new Set(),
    hungry: new Set(),
    slots: 0,
    backups: 0,
    typicalMs: new Map(),
    stragglers: [],
    stragglersAt: Number.NEGATIVE_INFINITY,
    workers: new Map(),
    leases: new Map(),
    untold: new Set(),
    judgedWhole: new Set(),
    banned: new Map(options.banned ?? []),
    outvoted: new Map(),
    records: new Map(),
    late: new Map(),
    duplicates: new Map(),
    draw,
    judged,
    policy,
    quorum: judged ? 1 : wordsWanted(policy),
    makers:
      judged || policy.kind !== 'quorum'
        ? (options.makers ?? new Makers(options.subtasks))
        : undefined,
    parties: options.parties ?? new Map<string, PartyRecord>(),
    shares: options.shares,
    disputed: new Map(),
    redo: new Redo(options.subtasks),
    canaries: [],
    printSecret: draw.next(2 ** 32),
    tally: options.tally ?? newCheckTally(),
    maxBatch: Math.max(1, Math.min(MAX_BATCH, options.maxBatch ?? MAX_BATCH)),
    cursor: 0,
    nextLeaseId: options.firstLeaseId ?? 1,
    executions: options.executions ?? 0,
    lastTick: options.now,
    paused: false,
    finished: false,
  }
}

const NONE: readonly never[] = []

/** A subtask that nobody has begun. */
export const freshSubtask = ({ quorum }: ScheduleState): OpenSubtask => ({
  votes: NONE,
  holders: NONE,
  failedParties: NONE,
  agreed: undefined,
  wanted: quorum,
  past: undefined,
})

/** Subtasks leased to a worker or waiting for their verdict. */
export const countHeld = ({ unsettled, leased }: Worker) => unsettled + leased

type ToTime = Pick<Worker, 'subtaskMs' | 'format'>

/** What a subtask is expected to take a core: like others, until its own speed is known. */
export const expectedMs = (state: ScheduleState, worker: ToTime): number =>
  shownMs(state, worker) ?? CHUNK_MS

/** Subtasks that a worker is expected to do in a millisecond. */
export const paceOf = (state: ScheduleState, worker: ToTime & Pick<Worker, 'cores'>): number =>
  worker.cores / Math.max(1, expectedMs(state, worker))

/** The same, where it or others who compute as it does have shown it. */
export const shownMs = ({ typicalMs }: ScheduleState, { subtaskMs, format }: ToTime) =>
  subtaskMs ?? typicalMs.get(format)
