import type { JobPhase, JobView } from '#peer/peer.ts'
import type { Explanation } from '#protocol/explanation.ts'

export const PHASES: Readonly<Record<JobPhase, string>> = {
  funding: 'Waiting for your wallet',
  seeking: 'On the market',
  running: 'At work',
  paused: 'Paused',
  settling: 'Paying everybody and closing the books',
  done: 'Done',
  cancelled: 'Cancelled',
  failed: 'Stopped',
}

/** What is so of a phase itself, where the job says nothing of its own; most need no words. */
const USUAL: Readonly<Partial<Record<JobPhase, Explanation>>> = {
  funding: {
    reason: 'The wallet was asked to lock the budget, and the chain has not seen it yet.',
    advice: 'This page goes on by itself once it is there.',
  },
  settling: {
    reason: 'Everybody is paid what was verified, and what is not spent comes back.',
    advice: 'Nothing to do but to keep the tab open: the escrow gives everybody notice first.',
  },
  cancelled: {
    reason: 'You ended it early; what was verified is kept and paid.',
    advice: 'What is missing can be run as a job of its own.',
  },
}

/** What a job waits for or how it ended, and what would change that; undefined while it gets on. */
export const explainJob = ({ phase, explanation }: JobView): Explanation | undefined =>
  explanation ?? USUAL[phase]

/** What a tile is once it is here: nothing is verified where nobody looks at it. */
export const sayVerified = ({ checks }: Pick<JobView, 'checks'>): 'verified' | 'taken' =>
  checks?.policy.kind === 'none' ? 'taken' : 'verified'
