import type { JobView } from '#peer/peer.ts'

const OPEN: ReadonlySet<JobView['phase']> = new Set(['funding', 'seeking', 'running', 'paused'])

/** Whether a job is still wanted: neither over nor being paid and closed. */
export const isOpen = ({ phase }: JobView) => OPEN.has(phase)

/** Whether a job is still wanted, and what it needs is locked. */
export const isFunded = (job: JobView) => isOpen(job) && job.phase !== 'funding'

/** Whether nobody works on a job any more. */
export const isEnded = ({ phase }: JobView) =>
  phase === 'done' || phase === 'cancelled' || phase === 'failed'

/** Whether a job ended before all of it was verified. */
export const hasRest = ({ phase, verified, subtasks }: JobView) =>
  (phase === 'failed' || phase === 'cancelled') && verified < subtasks
