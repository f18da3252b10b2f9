import type { Explanation } from '../explanation.ts'
import type { JobId } from '../ids.ts'
import type { Judgement } from './judgement.ts'

/**
 * What stands between a provider and a job, in the order in which its owner can do something about
 * it: its own settings first, then what passes, last what only others can change.
 */
export const OBSTACLES = [
  'unpaid',
  'price',
  'wallet',
  'graphics',
  'formats',
  'cores',
  'memory',
  'minutes',
  'hours',
  'apps',
  'people',
  'record',
  'busy',
  'answer',
  'line',
  'network',
  'machine',
  'chain',
  'escrow',
  'deadline',
] as const
export type Obstacle = (typeof OBSTACLES)[number]

/** Why a provider does not answer a demand; `advice` is for its owner. */
export interface DemandRefusal extends Explanation {
  readonly obstacle: Obstacle
}

export const passOver = (
  obstacle: Obstacle,
  reason: string,
  advice: string,
): Judgement<DemandRefusal> => ({ kind: 'decline', obstacle, reason, advice })

/** Advice where nothing can be done here. */
export const NOT_YOURS = 'Nothing on your side; other jobs are not concerned.'

/** How long what was passed over is told of, in ms. */
const MEMORY_MS = 600_000
/** Jobs counted for one obstacle, at most: strangers name as many as they like, and more say no more. */
export const MAX_JOBS = 16

interface Passing extends Explanation {
  readonly at: number
  readonly title: string
}

/** What a provider passed over of late by what stood in the way, the latest last. Kept below. */
export type PassedOver = Map<Obstacle, Map<JobId, Passing>>

export const createPassedOver = (): PassedOver => new Map()

/** A job was passed over, or did not take this provider. Heard again, it is counted once. */
export function notePassedOver(
  passed: PassedOver,
  { jobId, title }: { readonly jobId: JobId; readonly title: string },
  { obstacle, reason, advice }: DemandRefusal,
  now: number,
): void {
  forgetJob(passed, jobId)
  const jobs = passed.get(obstacle) ?? new Map<JobId, Passing>()
  jobs.set(jobId, { at: now, title, reason, advice })
  for (const [oldest, { at }] of jobs) {
    if (now - at < MEMORY_MS && jobs.size <= MAX_JOBS) break
    jobs.delete(oldest)
  }
  passed.set(obstacle, jobs)
}

/** A job is at work here now: what stood in its way is no news any more. */
export function forgetJob(passed: PassedOver, jobId: JobId): void {
  for (const [obstacle, jobs] of passed)
    if (jobs.delete(jobId) && jobs.size === 0) passed.delete(obstacle)
}

/** One obstacle, and how many jobs of the last ten minutes it stood before. */
export interface PassedOverView extends Explanation {
  readonly obstacle: Obstacle
  /** `MAX_JOBS` or more where it is so many. */
  readonly jobs: number
  /** A stranger's words: what the latest of these jobs is called. The reason is that job's. */
  readonly title: string
}

/** First what the provider's owner can change. */
export function viewPassedOver(passed: PassedOver, now: number): readonly PassedOverView[] {
  return OBSTACLES.flatMap((obstacle) => {
    const recent = [...(passed.get(obstacle)?.values() ?? [])].filter(
      ({ at }) => now - at < MEMORY_MS,
    )
    const latest = recent.at(-1)
    if (latest === undefined) return []
    const { title, reason, advice } = latest
    return [{ obstacle, jobs: recent.length, title, reason, advice }]
  })
}
