import type { OfferRefusal } from './judgement.ts'

/** Providers a job takes on at most. */
export const MAX_PROVIDERS = 16
/** Leases that a core holds at once: one computing, one on the way. */
const WINDOW = 2

/** Who is with a job, and what is left for them. */
export interface Pool {
  readonly members: number
  /** Whom they work for; replicas never share one. */
  readonly parties: ReadonlySet<string>
  /** Cores of all members. */
  readonly cores: number
  readonly subtasksLeft: number
  /** Different parties that have to compute each subtask. */
  readonly quorum: number
}

/** How many more a job has use for. */
export interface Places {
  /** Places that are free. */
  readonly free: number
  /** Cores that what is left can still keep busy. */
  readonly cores: number
  /** Parties missing for a quorum: these are taken in even where no place is free. */
  readonly parties: number
}

/**
 * The pool follows the queue: never more providers than the open subtasks can keep busy, and at
 * least as many parties as have to agree.
 */
export function countPlaces({ members, parties, cores, subtasksLeft, quorum }: Pool): Places {
  if (subtasksLeft <= 0) return { free: 0, cores: 0, parties: 0 }
  const useful = Math.ceil((subtasksLeft * quorum) / WINDOW)
  const more = Math.max(0, useful - cores)
  return {
    free: more === 0 ? 0 : Math.max(0, Math.min(MAX_PROVIDERS - members, more)),
    cores: more,
    parties: Math.max(0, quorum - parties.size),
  }
}

/** Whether a job looks for anybody. */
export const wantsMore = (pool: Pool): boolean => {
  const { free, parties } = countPlaces(pool)
  return free > 0 || parties > 0
}

/** The pool with one more provider in it. */
export const joinPool = (
  pool: Pool,
  { party, cores }: { readonly party: string; readonly cores: number },
): Pool => ({
  ...pool,
  members: pool.members + 1,
  parties: new Set([...pool.parties, party]),
  cores: pool.cores + cores,
})

/** Why nobody more is taken. */
export const explainFull = ({ members, subtasksLeft }: Pool): OfferRefusal =>
  members >= MAX_PROVIDERS
    ? {
        reason: `enough providers: all ${MAX_PROVIDERS} places are taken`,
        advice: 'It is taken when one of them leaves and it offers again.',
        toProvider: 'Offer again when one of them has left.',
      }
    : {
        reason: `enough providers for what is left: ${subtasksLeft} subtask${subtasksLeft === 1 ? '' : 's'}`,
        advice: 'Nothing to do: those at work will be through with it soon.',
        toProvider: 'Offer to other jobs: this one is nearly through.',
      }
