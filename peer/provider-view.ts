import type { Explanation } from '#protocol/explanation.ts'
import type { Address, JobId, PeerId } from '#protocol/ids.ts'
import type { MarketRules } from '#protocol/market/market-rules.ts'
import type { PassedOverView } from '#protocol/market/passed-over.ts'
import type { RequestorRecord } from '#protocol/market/requestor-record.ts'
import type { AuthorShare } from '#protocol/payment/author-share.ts'
import type { Claim } from '#protocol/payment/collection.ts'
import type { Rate } from '#protocol/payment/rate.ts'
import type { Reputation } from '#protocol/trust/reputation.ts'
import type { GraphicsDevice } from './ports/compute.ts'

/**
 * What a volunteer grants and asks. What it grants (cores, time, memory, graphics) may change while
 * work runs, and holds from the next subtask on; what it asks, from the next agreement on.
 */
export interface ProviderSettings {
  readonly cores: number
  /**
   * Share of the time that each core and the graphics device compute, above 0 and up to 1; all of
   * it unless said.
   */
  readonly dutyCycle?: number | undefined
  /** Memory of one subtask, and so of each core, or of the graphics device; 1 GiB unless said. */
  readonly maxMemoryBytes?: number | undefined
  /** Longest that one subtask may compute; ten minutes unless said. */
  readonly maxWallMs?: number | undefined
  /** The wallet that is paid; undefined works for verified credit alone. */
  readonly payee: Address | undefined
  /** The origin of the site whose visitor provides; left out on a page of its own. */
  readonly site?: string | undefined
  /** The address of that site's collector, which the payee's vouchers are handed over to. */
  readonly collector?: string | undefined
  readonly acceptFree: boolean
  /** Wei of GLM for a thousand million gas, at least. */
  readonly floorPerGigaGas: bigint
  /** Whose shaders its graphics device runs, where it has one; nobody's unless said. */
  readonly shaders?: 'none' | 'own' | 'any' | undefined
  /** What it takes of whom, and how its price moves; `USUAL_RULES` unless said. */
  readonly rules?: MarketRules | undefined
  /** Kept with what jobs promise, to be shown by: nothing is paid by it. */
  readonly rate?: Rate | undefined
}

/** One requestor's job as this provider sees it. */
export interface ProviderJobView {
  readonly jobId: JobId
  readonly title: string
  readonly requestor: PeerId
  /** What this provider saw of it, this job's verdicts among it. */
  readonly record: RequestorRecord
  readonly paid: boolean
  /** What computes it. */
  readonly device: 'processor' | 'graphics'
  readonly path: 'direct' | 'relayed'
  /** Whether its program is here, checked and compiled. */
  readonly isReady: boolean
  /** Subtasks on the cores at this moment. */
  readonly running: number
  readonly waiting: number
  readonly answered: number
  readonly verified: number
  readonly rejected: number
  /** Wei promised by the last voucher held, without the author's share. */
  readonly vouchered: bigint
  /** What the app's author has of its pay; undefined where that is nothing. */
  readonly authorShare: AuthorShare | undefined
}

/** What this machine can do, as far as it is known and was measured. */
export interface MachineView {
  /** Gas a second of one core; 0 before it was measured. */
  readonly gasPerSecond: bigint
  /** The graphics device that could be lent; undefined where there is none. */
  readonly graphics: (GraphicsDevice & { readonly pathsPerSecond: bigint }) | undefined
  /** What it was seen to receive of late; undefined where nothing was fetched. */
  readonly bytesPerSecond: number | undefined
}

/** A job that this worker key agreed to work on, as far as its agreements are kept. */
export interface PastJobView {
  readonly jobId: JobId
  /** Of its app, as its requestor told it. */
  readonly title: string
  readonly requestor: PeerId
  /** Wei that its vouchers promise, without what of it is the author's; undefined where it was free. */
  readonly earned: bigint | undefined
  /** Unix milliseconds of its latest agreement. */
  readonly agreedAt: number
  /** Over all agreements on it that have ended. */
  readonly verified: number
  readonly rejected: number
}

/** What one payee of this browser's vouchers has at the escrow, as it was last looked at. */
export interface TillView {
  readonly payee: Address
  /** What vouchers would still bring, job by job. */
  readonly claims: readonly Claim[]
  /** Wei of GLM that the escrow has credited and not sent to the wallet yet. */
  readonly credit: bigint
  /** Wei of chain coin that the key that collects lacks for collecting what would be worth it. */
  readonly coinMissing: bigint
  /** Wei of GLM that it was promised for jobs that the configured chain does not know: kept, and asked for again. */
  readonly outOfReach: bigint
  /** Whether this browser holds the key that collects; if not, its owner does. */
  readonly isOurs: boolean
}

export interface ProviderView {
  readonly status:
    | 'off'
    | 'connecting'
    | 'idle'
    | 'working'
    | 'finishing'
    | 'leaving'
    | 'cannotWork'
  /** Why nothing happens, or what is wrong, and what would change it. */
  readonly explanation: Explanation | undefined
  /** Jobs of the last ten minutes that it does not work on; first what its owner could change. */
  readonly passedOver: readonly PassedOverView[]
  readonly cores: number
  readonly machine: MachineView
  readonly payee: Address | undefined
  readonly jobs: readonly ProviderJobView[]
  /** Subtasks computed since this tab was opened, whatever came of them. */
  readonly computed: number
  /** Over this worker key's life. */
  readonly verifiedTotal: number
  readonly rejectedTotal: number
  /** Verified subtasks of free jobs. */
  readonly creditTotal: number
  /** Wei of vouchers held, over all jobs, redeemed or not, without authors' shares. */
  readonly earnedTotal: bigint
  /** Undefined where no chain is configured. */
  readonly tills: readonly TillView[] | undefined
  /** Gas of everything verified. */
  readonly gasTotal: bigint
  /** What this worker key can show others of its past; no escrow was asked about it. */
  readonly record: Reputation
}
