/** What can go wrong with a provider without its being caught at anything. */
export type Incident = 'timeout' | 'failure' | 'departure'

/** What one requestor knows of a provider's key, over all its jobs. */
export interface Standing {
  /** Leases whose results it accepted. */
  readonly completed: number
  /** When what went wrong, oldest first: the latest `MAX_INCIDENTS` of the last hour. */
  readonly incidents: ReadonlyArray<{ readonly at: number; readonly kind: Incident }>
  /** Milliseconds of a round trip to it, as last measured; undefined where it never was. */
  readonly rttMs: number | undefined
  /** The share of its claimed speed that it held of late; undefined where nobody could tell. */
  readonly pace: number | undefined
  /** Results it gave since it was last caught, and those of them that another party came to as well. */
  readonly given: number
  readonly confirmed: number
  /** How often it was caught at a wrong result: each time weighs half `CAUGHT_HALF_MS` later. */
  readonly caught: number
  /** When it was caught last, as of which `caught` stands; undefined where it never was. */
  readonly caughtAt: number | undefined
}

export const NEWCOMER: Standing = {
  completed: 0,
  incidents: [],
  rttMs: undefined,
  pace: undefined,
  given: 0,
  confirmed: 0,
  caught: 0,
  caughtAt: undefined,
}

/** For so long an incident is held against a key, in ms. */
const MEMORY_MS = 3_600_000
/** More are as bad as so many. */
export const MAX_INCIDENTS = 16
const CAUGHT_HALF_MS = 30 * 24 * MEMORY_MS
/** From here on it is let alone: caught twice within a month, or thrice within two. */
const CAUGHT_TOO_OFTEN = 1.5
/** Incidents within the hour that are put down to chance. */
const FORGIVEN = 2
const FIRST_PAUSE_MS = 15_000
const LONGEST_PAUSE_MS = 1_800_000

export const noteCompleted = (standing: Standing): Standing => ({
  ...standing,
  completed: standing.completed + 1,
})

/** So many more, or fewer, than a job knew of before. */
export const noteTrust = (
  standing: Standing,
  { given, confirmed }: Pick<Standing, 'given' | 'confirmed'>,
): Standing => ({
  ...standing,
  given: Math.max(0, standing.given + given),
  confirmed: Math.max(0, standing.confirmed + confirmed),
})

/** It begins from nothing again. */
export const noteCaught = (standing: Standing, now: number): Standing => ({
  ...standing,
  given: 0,
  confirmed: 0,
  caught: convictions(standing, now) + 1,
  caughtAt: now,
})

/** How often it was caught, less what has been forgotten since. */
export const convictions = ({ caught, caughtAt = 0 }: Standing, now: number): number =>
  caught * 0.5 ** (Math.max(0, now - caughtAt) / CAUGHT_HALF_MS)

/** How long a provider that was caught too often is still let alone, in ms; 0 when it may be taken. */
export function banLeft(standing: Standing, now: number): number {
  const excess = convictions(standing, now) / CAUGHT_TOO_OFTEN
  return excess <= 1 ? 0 : Math.log2(excess) * CAUGHT_HALF_MS
}

export const noteRoundTrip = (standing: Standing, rttMs: number): Standing => ({
  ...standing,
  rttMs,
})

export const notePace = (standing: Standing, pace: number): Standing => ({ ...standing, pace })

export const noteIncident = (standing: Standing, kind: Incident, now: number): Standing => ({
  ...standing,
  incidents: [...recent(standing, now), { at: now, kind }].slice(-MAX_INCIDENTS),
})

/** Incidents of the last hour by kind. */
export function countIncidents(
  standing: Standing,
  now: number,
): Readonly<Record<Incident, number>> {
  const counts = { timeout: 0, failure: 0, departure: 0 }
  for (const { kind } of recent(standing, now)) counts[kind] += 1
  return counts
}

/**
 * How long a flapping provider is still let alone, in ms; 0 when it may be taken. From the third
 * incident within an hour on each doubles the pause after it: 15 s, 30 s, … half an hour.
 */
export function pauseLeft(standing: Standing, now: number): number {
  const incidents = recent(standing, now)
  const last = incidents.at(-1)
  const excess = incidents.length - FORGIVEN
  if (last === undefined || excess <= 0) return 0
  const pauseMs = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (excess - 1))
  return Math.max(0, last.at + pauseMs - now)
}

/** Such as “3 timeouts and 1 failure in the last hour”; undefined where nothing happened. */
export function sayIncidents(standing: Standing, now: number): string | undefined {
  const counts = countIncidents(standing, now)
  const parts = (Object.keys(counts) as Incident[])
    .filter((kind) => counts[kind] > 0)
    .map((kind) => `${counts[kind]} ${kind}${counts[kind] === 1 ? '' : 's'}`)
  return parts.length === 0 ? undefined : `${parts.join(' and ')} in the last hour`
}

const recent = ({ incidents }: Standing, now: number) =>
  incidents.filter(({ at }) => now - at < MEMORY_MS)
