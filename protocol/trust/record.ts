import { bytesToHex } from '@noble/hashes/utils.js'
import { equals } from 'multiformats/bytes'
import { z } from 'zod'
import { MalformedError } from '../errors.ts'
import type { PeerId } from '../ids.ts'
import { type ChainHead, followChain, type Link } from '../market/agreement-chain.ts'
import { bytesOf, countSchema } from '../wire/codec.ts'
import type { VerifySignature } from './seal.ts'
import { readTestimonial, sealedTestimonialSchema, type Testimonial } from './testimonial.ts'

/** Agreements that a record shows, the newest ones. */
export const MAX_SHOWN = 128

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
    .max(MAX_SHOWN),
})
/** A record as it is shown, of which nothing is believed yet. */
export type CarriedRecord = z.output<typeof recordSchema>

/** An agreement of a record that was checked. */
export interface ShownAgreement {
  readonly number: number
  /** Undefined where its requestor said nothing, or it is not shown. */
  readonly testimonial: Testimonial | undefined
}

/** A record that holds. */
export interface ShownRecord {
  readonly provider: PeerId
  /** Agreements that this worker key signed before, shown or not. */
  readonly signed: number
  /** The newest of them, in the order they were signed. */
  readonly agreements: readonly ShownAgreement[]
}

export type RecordVerdict =
  /** `head` is where the chain went on, to be remembered for the next time. */
  | { readonly kind: 'sound'; readonly record: ShownRecord; readonly head: ChainHead }
  /** Its key signed two links of one number. */
  | { readonly kind: 'forked'; readonly number: number }

/**
 * Checks a record that a provider shows together with an agreement that it just signed. Its links are
 * not sent: they follow from what is, and end in what the signed link of that agreement follows on.
 *
 * @param place the link of that agreement, its signature looked at.
 * @param seen where this key's chain went on when it was seen last, if it ever was.
 * @throws {MalformedError} when something was left out, changed, or is another key's.
 */
export async function verifyRecord(
  place: Link,
  shown: CarriedRecord,
  seen: ChainHead | undefined,
  verify: VerifySignature,
): Promise<RecordVerdict> {
  const { provider } = place
  const heads = followAll(place, shown)
  const passed = heads.find(({ number }) => number === seen?.number)
  if (seen !== undefined && passed !== undefined && !equals(passed.previous, seen.previous))
    return { kind: 'forked', number: seen.number - 1 }
  const names = shown.agreements.map(({ agreement }) => bytesToHex(agreement))
  if (new Set(names).size < names.length) throw new MalformedError('agreement shown twice')
  const agreements = await Promise.all(
    shown.agreements.map(async ({ agreement, testimonial }, at): Promise<ShownAgreement> => {
      const said = testimonial === null ? undefined : await readTestimonial(testimonial, verify)
      if (said !== undefined && said.provider !== provider)
        throw new MalformedError('testimonial of another provider')
      if (said !== undefined && !equals(said.agreement, agreement))
        throw new MalformedError('testimonial of another agreement')
      return { number: shown.first + at, testimonial: said }
    }),
  )
  const head = followChain(place, provider, place.agreement)
  return { kind: 'sound', record: { provider, signed: place.number, agreements }, head }
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
