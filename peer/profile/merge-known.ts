import type { z } from 'zod'
import type { Store, StoreKey } from '#peer/ports/store.ts'
import { savedPayeeSchema } from '#peer/requestor/payees.ts'
import { savedReputationSchema } from '#peer/requestor/reputations.ts'
import { savedJobSchema } from '#peer/requestor/settled-jobs.ts'
import { savedStandingSchema } from '#peer/requestor/standings.ts'
import { MalformedError } from '#protocol/errors.ts'
import { decode, encode, type WireSchema } from '#protocol/wire/codec.ts'

const MAX_SAVED_BYTES = 4_096

type Entry = readonly [StoreKey, Uint8Array]
type Known = z.output<typeof savedStandingSchema>
type Payee = z.output<typeof savedPayeeSchema>
type Shown = z.output<typeof savedReputationSchema>

/**
 * What is to be written of what a profile knows of providers, beside what this browser knows of them:
 * nothing newer gives way to it, and no conviction on either side is lost. What cannot be read is left
 * out: it is learnt anew.
 */
export async function mergeKnown(
  jobs: Store,
  profile: readonly Entry[],
): Promise<readonly Entry[]> {
  const merged = await Promise.all(
    profile.map(async ([key, theirs]): Promise<readonly Entry[]> => {
      const ours = await jobs.load(key)
      const bytes = mergeOne(key[1], ours, theirs)
      return bytes === undefined ? [] : [[key, bytes]]
    }),
  )
  return merged.flat()
}

function mergeOne(room: string | undefined, ours: Uint8Array | undefined, theirs: Uint8Array) {
  if (room === 'standing') return merge(savedStandingSchema, mergeStandings, ours, theirs)
  if (room === 'payee') return merge(savedPayeeSchema, strictest, ours, theirs)
  if (room === 'settled') return merge(savedJobSchema, (mine) => mine, ours, theirs)
  return merge(savedReputationSchema, newestShown, ours, theirs)
}

function merge<T>(
  schema: WireSchema<T>,
  join: (ours: T, theirs: T) => T,
  ours: Uint8Array | undefined,
  theirs: Uint8Array,
): Uint8Array | undefined {
  const read = readKnown(schema, theirs)
  const known = ours && readKnown(schema, ours)
  if (read === undefined) return undefined
  return encode(schema, known === undefined ? read : join(known, read))
}

function readKnown<T>(schema: WireSchema<T>, bytes: Uint8Array): T | undefined {
  try {
    return decode(schema, bytes, 'what is known of a provider', MAX_SAVED_BYTES)
  } catch (error) {
    if (!(error instanceof MalformedError)) throw error
    return undefined
  }
}

/** The newer, but for trust: who was caught last knows what came since. */
function mergeStandings(ours: Known, theirs: Known): Known {
  const [older, newer] = ours.heardAt > theirs.heardAt ? [theirs, ours] : [ours, theirs]
  const judge = (older.caughtAt ?? 0) > (newer.caughtAt ?? 0) ? older : newer
  const { given, confirmed, caughtAt } = judge
  return {
    ...newer,
    ...{ given, confirmed, caughtAt },
    completed: Math.max(ours.completed, theirs.completed),
    caught: Math.max(ours.caught, theirs.caught),
  }
}

/** Whoever saw more of its keys caught; of two that saw the same the newer. */
function strictest(ours: Payee, theirs: Payee): Payee {
  if (ours.caught !== theirs.caught) return ours.caught > theirs.caught ? ours : theirs
  return ours.heardAt >= theirs.heardAt ? ours : theirs
}

/** Whichever saw more of the provider's chain. */
const newestShown = (ours: Shown, theirs: Shown): Shown =>
  placeOf(theirs) > placeOf(ours) ? theirs : ours

const placeOf = ({ seen }: Shown) => seen.at(-1)?.number ?? 0
