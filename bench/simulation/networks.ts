import type { JobModel } from './simulate-job.ts'

/** What a job has room for. */
export const POOL = 16

/** The network of notes and papers: speeds a factor of two apart, tabs that close without a word. */
export const NETWORK = {
  providers: POOL,
  sigma: 0.7,
  rttMs: 100,
  jitter: 0.2,
  lifeMs: 300_000,
  vacancyMs: 0,
  malice: 0,
  judged: false,
} as const

/** Half a minute of work for a pool, and half an hour where a subtask alone is ten seconds. */
export const KINDS: ReadonlyArray<Pick<JobModel, 'subtaskMs' | 'subtasks'>> = [
  { subtaskMs: 20, subtasks: 16_000 },
  { subtaskMs: 200, subtasks: 1_600 },
  { subtaskMs: 10_000, subtasks: 1_600 },
]
