import { z } from 'zod'

/**
 * How much of a job is computed more than once, and by how many. Chosen by the requestor, once for a
 * job.
 *
 * - `none`: one provider's word is taken.
 * - `audit`: a share of the results, drawn after they were signed, is computed by a second party.
 * - `adaptive`: that share is everything from a key that is new and falls with what it has done
 *   right, as far as the error that the requestor asked for allows.
 * - `quorum`: so many parties must agree on every result.
 *
 * Under the first three, what a key that was caught was taken at its word for is computed again.
 */
export const policySchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({ kind: z.literal('audit'), share: z.number().min(0.01).max(1) }),
  z.strictObject({
    kind: z.literal('adaptive'),
    /** Share of the results that may be wrong where a tenth of the providers cheat together. */
    error: z.number().min(1e-5).max(1e-2),
  }),
  z.strictObject({ kind: z.literal('quorum'), parties: z.union([z.literal(2), z.literal(3)]) }),
])
export type Policy = z.infer<typeof policySchema>

/** What a job is run under unless its requestor says otherwise. */
export const DEFAULT_POLICY: Policy = { kind: 'adaptive', error: 1e-3 }

/** What jobs were run under before they said so. */
export const FIRST_POLICY: Policy = { kind: 'quorum', parties: 2 }

/** Share of a trusted key's results that is checked for ever (ADR 0029). */
export const CHECK_FLOOR = 0.02
/** The same of keys that are new, of a party whose keys have been found good. */
const PARTY_FLOOR = 0.1
/** Keys of a party that must be known before they say anything of the next. */
const PARTY_KEYS = 8
/** Keys of a party that are remembered in full: older ones count half at every so many. */
const PARTY_MEMORY = 512

/**
 * Results of a new key that are all checked. Twice as many checks are what a key has before its
 * share falls to the floor; a tenth of all who cheat as seldom as pays best then leave 0.1/(2e·this)
 * wrong results, which is the error asked for. What those leave who confirm each other is found when
 * one of them is: measured, half of that is left (ADR 0030).
 */
export const probation = (error: number): number => Math.ceil(0.02 / error)

/** What is known of all keys of one party: a payee whose visitors come and go. */
export interface PartyRecord {
  /** Keys that gave a result. */
  keys: number
  /** Results they gave. */
  given: number
  /** Of those keys, the ones that were caught; what these gave, and how much of it was wrong. */
  caught: number
  givenByCaught: number
  wrong: number
}

export const newParty = (): PartyRecord => ({
  keys: 0,
  given: 0,
  caught: 0,
  givenByCaught: 0,
  wrong: 0,
})

/** One more key of a party gives results; what is long ago counts less. */
export function noteKey(party: PartyRecord): void {
  party.keys += 1
  if (party.keys < PARTY_MEMORY) return
  party.keys /= 2
  party.given /= 2
  party.caught /= 2
  party.givenByCaught /= 2
  party.wrong /= 2
}

/**
 * The share of a party's results that has to be checked, so that no more than `error` stays wrong, if
 * its next keys are like those before: of them a share cheats, each in a share of the results it
 * stays for, and one check that finds it has all of them computed again.
 */
export function chanceOfParty(party: PartyRecord, error: number): number {
  if (party.keys < PARTY_KEYS) return 1
  const stay = party.given / party.keys
  // As if of ten results of caught keys one had been wrong, and the next key was the first of them.
  const wrongShare = (party.wrong + 0.2) / (party.givenByCaught + 2)
  const wrongEach = Math.max(1, wrongShare * stay)
  const found = ((party.caught + 1) / party.keys) * wrongShare
  // Those that were caught are what such checks leave seen: what is unseen is to those as u to 1 − u.
  const unseen = error / (found + error)
  return Math.max(PARTY_FLOOR, 1 - unseen ** (1 / wrongEach))
}

/**
 * The chance that a result is checked by a second party, drawn when it has been signed.
 * @param given what its key has given before, and was not found wrong in.
 * @param party what is known of its payee's keys; undefined where nobody is paid.
 */
export function chanceOfCheck(
  policy: Policy,
  given: number,
  party: PartyRecord | undefined,
): number {
  switch (policy.kind) {
    case 'none':
    case 'quorum':
      return 0
    case 'audit':
      return policy.share
    case 'adaptive': {
      const all = probation(policy.error)
      const own = given < all ? 1 : Math.max(CHECK_FLOOR, (all / given) ** 2)
      // A key's own record is better than its party's, once it has one.
      if (party === undefined || own <= PARTY_FLOOR) return own
      return Math.min(own, chanceOfParty(party, policy.error))
    }
  }
}

/**
 * What counts of what a key gave, while few of its checks are back: or whoever answers at once would
 * have been right many times before the first result is looked at.
 */
export const countGiven = (
  policy: Policy,
  { given, confirmed }: { readonly given: number; readonly confirmed: number },
): number =>
  policy.kind === 'adaptive' ? Math.min(given, 2 * probation(policy.error) + 6 * confirmed) : given

/** Parties that must agree on a result that nobody has cast doubt on. */
export const wordsWanted = (policy: Policy): number =>
  policy.kind === 'quorum' ? policy.parties : 1

/**
 * Results of a key that others must have come to as well before any is paid for: whoever answers
 * before a check is back could else be paid for what the first one finds wrong.
 */
export function provenBy(policy: Policy): number {
  switch (policy.kind) {
    case 'none':
    case 'quorum':
      return 0
    case 'audit':
      return 1
    case 'adaptive':
      return probation(policy.error)
  }
}

/**
 * Subtasks that are paid in arrears: so many taken at a key's word are held back, and forfeited when
 * it is caught, that who cheats loses at least what it wins (H ≥ (1−p)/p, ADR 0029).
 */
export function arrearsOf(policy: Policy): number {
  switch (policy.kind) {
    case 'none':
    case 'quorum':
      return 0
    case 'audit':
      return Math.ceil((1 - policy.share) / policy.share)
    case 'adaptive':
      return Math.ceil((1 - CHECK_FLOOR) / CHECK_FLOOR)
  }
}
