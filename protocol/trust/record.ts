import { equals } from 'multiformats/bytes'
import { z } from 'zod'
import { MalformedError } from '../errors.ts'
import type { PeerId } from '../ids.ts'
import { CHAIN_START, type ChainHead, followChain, type Link } from '../market/agreement-chain.ts'
import { bytesOf, countSchema } from '../wire/codec.ts'
import type { VerifySignature } from './seal.ts'
import { readTestimonial, sealedTestimonialSchema, type Testimonial } from './testimonial.ts'

/** Agreements that a record has to show, the newest ones: those it leaves out count as abandoned. */
export const MIN_SHOWN = 128
/**
 * Agreements that it may show, and words on them. So a flood of agreements that came to nothing takes
 * the place of no words before it: silence is 32 bytes, a word some 600.
 */
export const MAX_SHOWN = 1_024
export const MAX_TESTIMONIALS = 128

const countWords = (shown: ReadonlyArray<{ readonly testimonial: unknown }>) =>
  shown.filter(({ testimonial }) => testimonial !== null).length

/** What a provider shows of its agreements before one: no number between is left out. */
export const recordSchema = z.object({
  /** The number of the first that is shown. */
  first: countSchema,
  /** What its link calls previous. */
  previous: bytesOf(32),
  /** In the order they were signed. */
  agreements: z
    .array(
      z.object({
        /** SHA-256 of the agreement, as its requestor signed it. */
        agreement: bytesOf(32),
        /** What its requestor said of it last; null where nothing was said. */
        testimonial: sealedTestimonialSchema.nullable(),
      }),
    )
    .max(MAX_SHOWN)
    .refine((shown) => countWords(shown) <= MAX_TESTIMONIALS),
})
/** A record as it is shown, of which nothing is believed yet. */
export type CarriedRecord = z.output<typeof recordSchema>

/** An agreement of a record that was checked. */
export interface ShownAgreement {
  readonly number: number
  /** Undefined where its requestor said nothing, or nothing of it is shown. */
  readonly testimonial: Testimonial | undefined
}

/** A record that holds. */
export interface ShownRecord {
  readonly provider: PeerId
  /** Agreements that this worker key signed before, shown or not. */
  readonly signed: number
  /** The newest of them, in the order they were signed. */
  readonly agreements: readonly ShownAgreement[]
  /** Of the newest `MIN_SHOWN`, those that are left out. */
  readonly hidden: number
}

export type RecordVerdict =
  /** `seen` is where the chain went on, to be remembered for the next time. */
  | { readonly kind: 'sound'; readonly record: ShownRecord; readonly seen: readonly ChainHead[] }
  /** Its key signed two links of one number. */
  | { readonly kind: 'forked'; readonly number: number }

/** Places of a chain that are remembered: agreements that began at once are shown in any order. */
const REMEMBERED = 16

/**
 * Checks a record that a provider shows together with an agreement that it just signed. Its links are
 * not sent: they follow from what is, and end in what the signed link of that agreement follows on.
 *
 * @param place the link of that agreement, its signature looked at.
 * @param seen where this key's chain went on when it was seen last, one after another; nothing for
 * one that never was.
 * @throws {MalformedError} when something was left out, changed, or is another key's.
 */
export async function verifyRecord(
  place: Link,
  shown: CarriedRecord,
  seen: readonly ChainHead[],
  verify: VerifySignature,
): Promise<RecordVerdict> {
  const heads = followAll(place, shown)
  const forkedAt = findFork(place, heads, seen)
  if (forkedAt !== undefined) return { kind: 'forked', number: forkedAt }
  const agreements = await Promise.all(
    shown.agreements.map(async ({ testimonial }, at): Promise<ShownAgreement> => {
      const number = shown.first + at
      if (testimonial === null) return { number, testimonial: undefined }
      const said = await readTestimonial(testimonial, verify)
      if (said.provider !== place.provider)
        throw new MalformedError('testimonial of another provider')
      const link = heads[at + 1]?.previous
      if (said.number !== number || link === undefined || !equals(said.link, link))
        throw new MalformedError('testimonial of another agreement')
      return { number, testimonial: said }
    }),
  )
  const { provider, number: signed } = place
  const hidden = Math.max(0, Math.min(signed, MIN_SHOWN) - agreements.length)
  const record = { provider, signed, agreements, hidden }
  // What began before the newest that was seen adds nothing to it.
  const isOlder = (seen.at(-1)?.number ?? 0) > signed + 1
  return { kind: 'sound', record, seen: isOlder ? seen : heads.slice(-REMEMBERED) }
}

/** Where the chain goes on before, between and after what is shown. */
function followAll(place: Link, { first, previous, agreements }: CarriedRecord): ChainHead[] {
  const heads: ChainHead[] = [{ number: first, previous }]
  for (const { agreement } of agreements)
    heads.push(followChain(heads.at(-1) as ChainHead, place.provider, agreement))
  const last = heads.at(-1)
  if (last?.number !== place.number || !equals(last.previous, place.previous))
    throw new MalformedError('record that does not lead up to its agreement')
  return [...heads, followChain(place, place.provider, place.agreement)]
}

/**
 * The number of which two links were signed, as far as what is shown and what was seen overlap. They
 * need not where a chain begins anew at a later number, for its key could not read where it went on:
 * it shows nothing of what was before, and all of that counts as abandoned.
 * @throws {MalformedError} where they should, and what was seen is left out.
 */
function findFork(
  place: Link,
  heads: readonly ChainHead[],
  seen: readonly ChainHead[],
): number | undefined {
  const [oldest, newest] = [seen[0], seen.at(-1)]
  if (oldest === undefined || newest === undefined) return undefined
  // Long passed when it was seen: its key has signed this number before.
  if (oldest.number > place.number + 1) return place.number
  const { number: first, previous } = heads[0] ?? place
  const beginsAnew = equals(previous, CHAIN_START.previous)
  if (!beginsAnew && newest.number < first && place.number - newest.number < MIN_SHOWN)
    throw new MalformedError('record that leaves out what was seen of it before')
  const parted = seen.find(({ number, previous }) => {
    const now = heads[number - first]
    return now !== undefined && !equals(now.previous, previous)
  })
  return parted && parted.number - 1
}
