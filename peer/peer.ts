import type { Explanation } from '#protocol/explanation.ts'
import type { Address, JobId, PeerId } from '#protocol/ids.ts'
import type { GoingRate } from '#protocol/market/going-rate.ts'
import type { Preferences } from '#protocol/market/preferences.ts'
import type { OfferView } from '#protocol/market/recent-offers.ts'
import type { AuthorShare } from '#protocol/payment/author-share.ts'
import type { LedgerEntry } from '#protocol/payment/ledger-entry.ts'
import type { LedgerFormat } from '#protocol/payment/ledger-file.ts'
import type { FixedRate, Rate } from '#protocol/payment/rate.ts'
import type { VerifyKind } from '#protocol/task/verify-rule.ts'
import type { CheckTally } from '#protocol/trust/check-tally.ts'
import type { Policy } from '#protocol/trust/policy.ts'
import type { Reputation } from '#protocol/trust/reputation.ts'
import type { Allowance, WalletKind } from './ports/ledger.ts'
import type { MeshStatus, Unsubscribe } from './ports/mesh.ts'
import type { PastJobView, ProviderSettings, ProviderView } from './provider-view.ts'
import type { UnreadRecords } from './saved-records.ts'

export type JobPhase =
  | 'funding'
  | 'seeking'
  | 'running'
  | 'paused'
  | 'settling'
  | 'done'
  | 'cancelled'
  | 'failed'

/** Which of its requestor's jobs a provider serves first. */
export type JobPriority = 'high' | 'normal' | 'low'

/** A provider as the requestor of one job sees it. */
export interface JobProviderView {
  readonly peer: PeerId
  readonly payee: Address | undefined
  readonly state: 'connecting' | 'working' | 'idle' | 'suspect' | 'gone' | 'banned'
  readonly path: 'direct' | 'relayed' | undefined
  readonly cores: number
  /** Executions this provider answered, and those verified as right. */
  readonly answered: number
  readonly verified: number
  readonly rejected: number
  readonly leased: number
  /** What it asked, in wei for 10⁹ of the job's unit; undefined once it is gone. */
  readonly pricePerGigaGas: bigint | undefined
  /** Wei that its payee is promised, without the author's share. */
  readonly earned: bigint
  /** Milliseconds a subtask takes it, smoothed; undefined before the first. */
  readonly subtaskMs: number | undefined
  /** What its record amounts to; undefined where it showed none. */
  readonly reputation: Reputation | undefined
}

/** Always `deposited = free + reserved + paid + refunded`. Wei. */
export interface JobMoneyView {
  readonly deposited: bigint
  readonly free: bigint
  readonly reserved: bigint
  readonly paid: bigint
  readonly refunded: bigint
  /** What of `paid` is the app's author's; a wei for each payee less may have come to it. */
  readonly toAuthor: bigint
  /** What vouchers signed so far promise, of which `paid` is already settled. */
  readonly vouchered: bigint
  /** What a provider may ask at most, for 10⁹ of the job's unit. */
  readonly ceilingPerGigaGas: bigint
  /**
   * Whether the escrow was asked in this session, and knew the job. Where it was not, or did not, the
   * amounts above are 0.
   */
  readonly standing: 'unasked' | 'absent' | 'known'
  /** Of the key that pays the chain gas of all that the wallet is not asked for. */
  readonly session: Address
  /** What the wallet was asked to lock at first. */
  readonly budget: bigint
  /** What it was worth when the job was opened; undefined where nobody had said. */
  readonly rate: FixedRate | undefined
}

/** What was checked of a job's results, over all its runs. */
export interface JobChecksView extends Readonly<CheckTally> {
  readonly policy: Policy
  /** The rule that results are judged by. */
  readonly verify: VerifyKind
  /** Keys that were sent away for good. */
  readonly caught: number
}

export interface JobView {
  readonly jobId: JobId
  readonly appId: string
  readonly title: string
  /** The app's parameters, as given. */
  readonly params: unknown
  readonly createdAt: number
  /** Unix milliseconds after which nothing is leased any more. */
  readonly deadline: number
  readonly priority: JobPriority
  /** Percent of its subtasks that one party is lent at most; undefined where it may be all. */
  readonly maxShare: number | undefined
  readonly phase: JobPhase
  /** What it waits for, or why it failed, and what would change that. */
  readonly explanation: Explanation | undefined
  readonly subtasks: number
  readonly verified: number
  /** The job that ended early and of which this one computes the rest. */
  readonly continues: JobId | undefined
  /** How many of the verified it found done. */
  readonly inherited: number
  /** Results received, replicas and rejected ones counted. */
  readonly executions: number
  /** Undefined where the job began before this was counted. */
  readonly checks: JobChecksView | undefined
  readonly leased: number
  readonly providers: readonly JobProviderView[]
  /** Candidates not taken and providers sent away, the latest first; each once. */
  readonly turnedAway: ReadonlyArray<Explanation & { readonly peer: PeerId }>
  /** Undefined for a free job. */
  readonly money: JobMoneyView | undefined
  /** Seconds from posting until the first provider joined, the first verified result, the end. */
  readonly seconds: {
    readonly join: number | undefined
    readonly firstResult: number | undefined
    readonly total: number | undefined
  }
}

/** The market, as far as this tab heard of it: there is no index to ask. */
export interface MarketView {
  /** Prices by format; empty before anybody named one. */
  readonly rates: readonly GoingRate[]
  /** Offers to this tab's own jobs, the newest first, and why each was taken or not. */
  readonly offers: readonly OfferView[]
}

export interface PeerView {
  readonly self: PeerId
  readonly mesh: MeshStatus
  readonly provider: ProviderView
  readonly market: MarketView
  /** Newest first; the same in every peer that shares this one's store. */
  readonly jobs: readonly JobView[]
  /** Whether this peer runs the jobs, or another that shares its store. */
  readonly jobsRun: 'here' | 'elsewhere'
  /** Jobs on disk that another version wrote and this one cannot read. They stay as they are. */
  readonly unreadJobs: number
  /** What else is on disk and cannot be read. */
  readonly unread: readonly UnreadRecords[]
}

/** A job checked and measured, with nothing sent or locked yet. */
export type PrepareResult =
  | {
      readonly kind: 'ready'
      readonly draftId: string
      readonly subtasks: number
      /** The rule that its results are judged by. */
      readonly verify: VerifyKind
      /** Gas, or the app's own units, of the whole job computed once; from a local probe. */
      readonly estimatedGas: bigint
      /** Seconds the job would take on one core of this machine. */
      readonly estimatedCoreSeconds: number
      /** Bytes every provider downloads. */
      readonly downloadBytes: number
      /** What the app's author has of what is paid; undefined where that is nothing. */
      readonly authorShare: AuthorShare | undefined
    }
  | {
      readonly kind: 'invalid'
      readonly code: string
      readonly message: string
      readonly advice: string
    }

/** How a job is paid, and whom it takes. A paid job locks `budget` and can never cost more. */
export type JobTerms = (
  | { readonly kind: 'free' }
  | {
      readonly kind: 'paid'
      /** Wei. */
      readonly budget: bigint
      /** What a provider may ask at most, in wei for 10⁹ of the job's unit; each is paid what it asks. */
      readonly ceilingPerGigaGas: bigint
      /** What the wallet lets the escrow take where that is too little; the exact budget unless said. */
      readonly allowance?: Allowance | undefined
      /** Kept with the job, to be shown by: nothing is paid by it. */
      readonly rate?: Rate | undefined
    }
) & {
  /** Anybody, unless said. */
  readonly prefers?: Preferences
  /**
   * What the job is called here, 120 letters at most; the app's title unless said. Others are told the
   * app's title alone.
   */
  readonly title?: string | undefined
  /** How much is computed twice; `DEFAULT_POLICY` unless said. */
  readonly policy?: Policy | undefined
}

export type PostResult =
  | { readonly kind: 'posted'; readonly jobId: JobId }
  | { readonly kind: 'refused'; readonly message: string; readonly advice: string }

/** What became of taking a profile out of this browser, or putting it to rest here. */
export type ProfileResult =
  | { readonly kind: 'exported'; readonly file: Uint8Array }
  /** Another key takes its place when the page is opened next. */
  | { readonly kind: 'retired' }
  | { readonly kind: 'refused'; readonly message: string; readonly advice: string }

/** What became of taking a profile in. */
export type ImportResult =
  | {
      /** It could be, or will be when the page is opened next. */
      readonly kind: 'readable' | 'staged'
      readonly peer: PeerId
      /** Unix milliseconds. */
      readonly exportedAt: number
      /** Agreements of the key in the file, and of the one whose place it takes. */
      readonly signed: number
      readonly replaces: number
    }
  | { readonly kind: 'refused'; readonly message: string; readonly advice: string }

/** What became of changing a job that runs. */
export type AmendResult =
  | { readonly kind: 'done' }
  | { readonly kind: 'refused'; readonly message: string; readonly advice: string }

/** What became of having a payee paid what it was promised. */
export type CollectResult =
  | { readonly kind: 'done' }
  | { readonly kind: 'refused'; readonly message: string; readonly advice: string }

/** Verified bytes of one subtask, announced once each. */
export interface VerifiedResult {
  readonly jobId: JobId
  readonly index: number
  readonly output: Uint8Array
  readonly provider: PeerId
}

/**
 * One tab (or one Node process), both roles, as the page drives it.
 *
 * Every method may cross a thread, so everything in and out is plain data. The view is pushed
 * whole, at most a few times a second.
 *
 * @example
 * const stop = peer.onView(render)
 * const draft = await peer.prepare('render', params, { scene })
 * if (draft.kind === 'ready') await peer.post(draft.draftId, { kind: 'free' })
 */
export interface Peer {
  view(): Promise<PeerView>
  onView(run: (view: PeerView) => void): Unsubscribe
  /** Hears of results once they are kept, those of one write together. */
  onVerified(run: (results: readonly VerifiedResult[]) => void): Unsubscribe

  startProviding(settings: ProviderSettings): Promise<void>
  /**
   * Earnings stay. Resolves when it has stopped, or was started again.
   *
   * @param how `now` hands running subtasks back; `finish` takes nothing new, and stops once what
   *   is under way is answered, judged and paid, within a minute. `now` unless said.
   */
  stopProviding(how?: 'now' | 'finish'): Promise<void>

  prepare(
    appId: string,
    params: unknown,
    files: Readonly<Record<string, Uint8Array>>,
  ): Promise<PrepareResult>
  /**
   * Prepares what a job that ended early left undone. Posted, it is a job of its own with a deposit
   * of its own; it shows the old one's results beside its new ones.
   */
  prepareRest(jobId: JobId): Promise<PrepareResult>
  /** Locks the budget through the wallet (paid) and puts the job on the market. */
  post(draftId: string, terms: JobTerms): Promise<PostResult>
  /**
   * Begins no further subtask until `resume`. What is under way ends, and is verified and paid; the
   * deadline still runs. Kept over a reload. Nothing happens to a job that is ending.
   */
  pause(jobId: JobId): Promise<void>
  resume(jobId: JobId): Promise<void>
  /** Ranks a job among its requestor's: while a more urgent one is hungry, its providers go there. */
  prioritise(jobId: JobId, priority: JobPriority): Promise<void>
  /** From now on one party may be lent all of a job, whatever its `Preferences` said. */
  liftShare(jobId: JobId): Promise<void>
  /** Adds wei of GLM to a paid job's deposit through the wallet that opened it. */
  fund(jobId: JobId, amount: bigint): Promise<AmendResult>
  /** Moves a job's deadline to later, in Unix milliseconds; a paid one's through its wallet. */
  extend(jobId: JobId, deadline: number): Promise<AmendResult>
  /** Stops leasing, pays what is owed, refunds the rest. */
  cancel(jobId: JobId): Promise<void>
  /** A verified result, from the store. */
  result(jobId: JobId, index: number): Promise<Uint8Array | undefined>
  /**
   * What this side kept of a job as one signed file, which `loam verify` checks: a requestor's of the
   * whole job, a provider's of its own part. Some tens of MiB at most; what is missing, it says.
   * Undefined where this peer has no such part in the job.
   */
  exportEvidence(jobId: JobId, role: 'requestor' | 'provider'): Promise<Uint8Array | undefined>
  /**
   * Every promise to pay that this browser holds, and every deposit of its jobs, as the chain stood when
   * it was last asked; undefined where no chain is configured.
   */
  ledger(): Promise<readonly LedgerEntry[] | undefined>
  /**
   * Asks the chain anew about all of it. What it took back is set right: a job whose refund is undone is
   * settled again, what is owed again is collected again.
   */
  reconcile(): Promise<AmendResult>
  /** The same as `ledger`, as a text file in UTF-8. */
  exportLedger(format: LedgerFormat): Promise<Uint8Array | undefined>
  /** Shows from now on what the escrow owes a payee, though this browser holds no voucher of its. */
  lookAfter(payee: Address): Promise<void>
  /**
   * Has a wallet carry to the escrow what a payee is owed, at that wallet's chain gas: all that its
   * vouchers hold, or else what the escrow has credited. A connected wallet asks once, the guest
   * wallet nobody.
   */
  collect(payee: Address, which: WalletKind): Promise<CollectResult>
  /** The jobs that this key worked on last, the latest first; twenty at most. */
  pastJobs(): Promise<readonly PastJobView[]>
  /**
   * This worker key with its agreements, evidence, vouchers and what it knows of others, as a file that
   * nobody reads without the passphrase. Two places that use it at once are found out: `retireProfile`
   * has this one begin anew.
   */
  exportProfile(passphrase: string): Promise<ProfileResult>
  retireProfile(): Promise<ProfileResult>
  /**
   * Looks at such a file, or has it take this key's place when the page is opened next.
   * @param how what it replaces is gone from this browser then: ask first.
   */
  importProfile(
    file: Uint8Array,
    passphrase: string,
    how: 'look' | 'replace',
  ): Promise<ImportResult>
  /** Forgets a finished job and its results; not while a wallet may still lock its budget. */
  forget(jobId: JobId): Promise<void>
  stop(): Promise<void>
}
