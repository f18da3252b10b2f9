import type { PeerId } from '../ids.ts'
import type { Format } from '../task/app.ts'
import type { Outcome } from '../task/outcome.ts'
import type { Leaves } from '../trust/leaves.ts'
import type { Standing } from './state.ts'
import type { Votes } from './votes.ts'

/** What a peer is banned for that shows its results to be worth nothing. */
export const WRONG_RESULT = 'returned a wrong result'
export const OTHER_BYTES = 'sent other bytes than it signed'

/** What happened. Times are milliseconds of the injected clock. */
export type ScheduleEvent =
  | {
      readonly type: 'joined'
      readonly peer: PeerId
      readonly party: string
      readonly cores: number
      readonly rttMs: number
      readonly allowance: number
      /** What it computes with, in a job that is computed with several. */
      readonly format?: Format
      /** What is known of it from before. */
      readonly standing?: Standing
      /** Names of where it is seen to be: replicas do not go to two at one place while others are here. */
      readonly whereabouts?: readonly string[]
    }
  /** A worker lends another number of cores; with none it is given nothing more. */
  | { readonly type: 'resized'; readonly peer: PeerId; readonly cores: number }
  | { readonly type: 'left'; readonly peer: PeerId }
  | { readonly type: 'heard'; readonly peer: PeerId }
  /** Bytes came, and wait for this peer to look at them: they are not kept back. */
  | {
      readonly type: 'here'
      readonly peer: PeerId
      readonly leaseId: number
      readonly positions: readonly number[]
    }
  /** Bytes came that this peer could not look at. */
  | {
      readonly type: 'unseen'
      readonly peer: PeerId
      readonly leaseId: number
      readonly position: number
    }
  /** What it says waits for us to come to it: it is neither silent nor keeps anything back. */
  | { readonly type: 'held'; readonly peer: PeerId }
  | {
      readonly type: 'allowed'
      readonly peer: PeerId
      readonly allowance: number
      /** Names of where it is seen to be now. */
      readonly whereabouts?: readonly string[]
    }
  | {
      readonly type: 'answered'
      readonly peer: PeerId
      readonly leaseId: number
      readonly leaves: Leaves
      readonly computeMs: number
    }
  | {
      readonly type: 'output'
      readonly peer: PeerId
      readonly leaseId: number
      readonly positions: readonly number[]
      /** Whether the bytes of each hash to what was signed. */
      readonly genuine: boolean
    }
  | {
      readonly type: 'hostFailed'
      readonly peer: PeerId
      readonly leaseId: number
      readonly index: number
      readonly reason: string
    }
  /**
   * An earlier run of the job is taken up, before anybody joins this one. What it was answered is
   * judged as if it were the answers to the next lease ids, one to each of `votes`.
   */
  | { readonly type: 'restored'; readonly votes: readonly Votes[] }
  | { readonly type: 'banned'; readonly peer: PeerId; readonly reason: string }
  | { readonly type: 'paused'; readonly paused: boolean }
  /** Any party may be lent all of the job from now on. */
  | { readonly type: 'unlimited' }
  | { readonly type: 'tick' }

/** What has to be done about it, in order. */
export type ScheduleEffect =
  | {
      readonly type: 'grant'
      readonly peer: PeerId
      readonly leaseId: number
      readonly indexes: readonly number[]
    }
  | { readonly type: 'cancel'; readonly peer: PeerId; readonly leaseId: number }
  | {
      readonly type: 'want'
      readonly peer: PeerId
      readonly leaseId: number
      readonly positions: readonly number[]
    }
  | {
      /** Settled: keep these bytes, owe these providers this gas. */
      readonly type: 'verified'
      readonly index: number
      readonly outcome: Outcome
      /** Whose bytes they are; undefined for another result that agrees with what is kept. */
      readonly source:
        | { readonly peer: PeerId; readonly leaseId: number; readonly position: number }
        | undefined
      readonly earned: ReadonlyArray<{
        readonly peer: PeerId
        /** Whom it worked for then. */
        readonly party: string
        readonly leaseId: number
        readonly gas: bigint
      }>
    }
  /** What is kept for these is void: it was the word of who has been caught, or outvoted since. */
  | { readonly type: 'reopened'; readonly indexes: readonly number[] }
  | {
      readonly type: 'verdict'
      readonly peer: PeerId
      readonly leaseId: number
      readonly accepted: readonly number[]
      readonly rejected: readonly number[]
    }
  | {
      readonly type: 'ban'
      readonly peer: PeerId
      readonly reason: string
      /**
       * Whether heads were counted and nothing else speaks against it: two who lie together can have
       * anybody banned so, and it is held against it in this job alone.
       */
      readonly byHeads: boolean
    }
  | { readonly type: 'drop'; readonly peer: PeerId; readonly reason: string }
  | { readonly type: 'quarantine'; readonly index: number; readonly reason: string }
  | { readonly type: 'finished' }
