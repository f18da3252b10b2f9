import { sha256 } from '@noble/hashes/sha2.js'
import { equals } from 'multiformats/bytes'
import { z } from 'zod'
import { MalformedError } from '../errors.ts'
import type { PeerId } from '../ids.ts'
import { isSealedBy, type Sealed, seal, sealedSchema, unseal } from '../trust/seal.ts'
import { bytesOf, countSchema, decode, encode, peerIdSchema } from '../wire/codec.ts'
import { agreementSchema } from './demand.ts'

const LINK_MAX_BYTES = 512
const AGREEMENT_MAX_BYTES = 16 * 1024
const HASH_BYTES = 32

/** What a provider signs instead of the agreement itself: it, its number, and what came before. */
const linkSchema = z.object({
  provider: peerIdSchema,
  /** From 0 on, one more with each agreement that this worker key signs. */
  number: countSchema,
  /** SHA-256 of the link before; zeros in the first. */
  previous: bytesOf(HASH_BYTES),
  /** SHA-256 of the agreement as its requestor signed it. */
  agreement: bytesOf(HASH_BYTES),
})
export type Link = z.output<typeof linkSchema>

/** An agreement that both signed: the requestor its terms, the provider its place in the chain. */
export const chainedAgreementSchema = z.object({ agreement: sealedSchema, link: sealedSchema })
export type ChainedAgreement = z.output<typeof chainedAgreementSchema>

/** Where a worker key's chain goes on. */
export const chainHeadSchema = z.object({
  /** The number of the next agreement. */
  number: countSchema,
  /** What its link calls previous. */
  previous: bytesOf(HASH_BYTES),
})
export type ChainHead = z.output<typeof chainHeadSchema>

/** A worker key that has signed nothing yet. */
export const CHAIN_START: ChainHead = { number: 0, previous: new Uint8Array(HASH_BYTES) }

/** How an agreement ended: by plan, by its provider, by its requestor's silence, or before it began. */
export const endingSchema = z.enum(['done', 'left', 'abandoned', 'refused'])
export type Ending = z.output<typeof endingSchema>

/** Subtasks that came of an agreement. */
export const workDoneSchema = z.object({
  answered: countSchema,
  verified: countSchema,
  rejected: countSchema,
})
export type WorkDone = z.output<typeof workDoneSchema>

/**
 * Gives an agreement the next place in a provider's chain. Whoever calls this keeps the new head
 * before the link leaves the machine: two links of one number are proof of a lie.
 */
export function addLink(
  head: ChainHead,
  agreement: Sealed,
  provider: PeerId,
  seed: Uint8Array,
): { readonly link: Sealed; readonly head: ChainHead } {
  const link = seal(
    'link',
    linkSchema,
    { provider, ...head, agreement: sha256(agreement.body) },
    seed,
  )
  return { link, head: { number: head.number + 1, previous: sha256(link.body) } }
}

/**
 * Where a chain goes on after a link that need not be seen: what it says follows from its place and
 * its agreement's hash. Whether it was signed shows in the first link after it that is.
 */
export function followChain(head: ChainHead, provider: PeerId, agreement: Uint8Array): ChainHead {
  const body = encode(linkSchema, { provider, ...head, agreement })
  return { number: head.number + 1, previous: sha256(body) }
}

/** What the link after this one follows on. */
export const hashLink = ({ link }: ChainedAgreement): Uint8Array => sha256(link.body)

/**
 * Opens a provider's link to an agreement.
 * @throws {MalformedError} when it is another key's, of another agreement, or a first that is none.
 */
export function readLink(chained: ChainedAgreement, provider: PeerId): Link {
  return checkLink(
    unseal('link', linkSchema, chained.link, () => provider),
    chained,
    provider,
  )
}

/**
 * Opens a link as `readLink` does, by whoever has looked at its signature.
 * @throws {MalformedError} as `readLink` does.
 */
export const readSignedLink = (chained: ChainedAgreement, provider: PeerId): Link =>
  checkLink(decode(linkSchema, chained.link.body, 'link', LINK_MAX_BYTES), chained, provider)

function checkLink(read: Link, { agreement, link }: ChainedAgreement, provider: PeerId): Link {
  if (!equals(encode(linkSchema, read), link.body))
    throw new MalformedError('link with more than a link says')
  if (read.provider !== provider) throw new MalformedError('link of another provider')
  if (!equals(read.agreement, sha256(agreement.body)))
    throw new MalformedError('link to another agreement')
  if (read.number === 0 && !equals(read.previous, CHAIN_START.previous))
    throw new MalformedError('first link that is none')
  return read
}

/** What is wrong with a chain. */
export type ChainFault =
  /** A link that this worker key did not sign. */
  | 'wrongKey'
  /** A link and an agreement that do not belong together, or terms that its requestor did not sign. */
  | 'otherAgreement'
  /** Two links of one number, or one that follows on something else than is shown. */
  | 'forked'
  /** Numbers that are not shown. */
  | 'gap'
  /** All that is needed, in another order or twice. */
  | 'reordered'

export type ChainVerdict =
  | { readonly kind: 'whole'; readonly head: ChainHead }
  /** `at` is the first that does not fit. */
  | { readonly kind: 'broken'; readonly at: number; readonly fault: ChainFault }

/**
 * Checks agreements that are shown as a worker key's, in their order and none left out, from any
 * number on. Whether it has signed more since only those can tell who hold a later link.
 */
export function verifyChain(provider: PeerId, shown: readonly ChainedAgreement[]): ChainVerdict {
  const links: Array<Link & { readonly hash: Uint8Array }> = []
  for (const [at, chained] of shown.entries()) {
    const read = readShown(chained, provider)
    if (typeof read === 'string') return { kind: 'broken', at, fault: read }
    links.push({ ...read, hash: hashLink(chained) })
  }
  const [first] = links
  let head: ChainHead = first ?? CHAIN_START
  for (const [at, link] of links.entries()) {
    const fault = faultOf(link, head)
    if (fault !== undefined) return { kind: 'broken', at, fault }
    head = { number: link.number + 1, previous: link.hash }
  }
  return { kind: 'whole', head }

  function faultOf(
    { number, previous, hash }: Link & { readonly hash: Uint8Array },
    { number: next, previous: last }: ChainHead,
  ): ChainFault | undefined {
    if (number === next) return equals(previous, last) ? undefined : 'forked'
    const hasTwin = links.some((link) => link.number === number && !equals(link.hash, hash))
    if (hasTwin) return 'forked'
    if (number < next) return 'reordered'
    return links.some((link) => link.number === next) ? 'reordered' : 'gap'
  }
}

function readShown({ agreement, link }: ChainedAgreement, provider: PeerId): Link | ChainFault {
  if (!isSealedBy('link', link, provider)) return 'wrongKey'
  try {
    const read = decode(linkSchema, link.body, 'link', LINK_MAX_BYTES)
    const terms = decode(agreementSchema, agreement.body, 'agreement', AGREEMENT_MAX_BYTES)
    const isOurs = terms.offer.provider === provider && terms.demand.jobId === terms.offer.jobId
    const isSigned = isSealedBy('agreement', agreement, terms.demand.requestor)
    return isOurs && isSigned ? checkLink(read, { agreement, link }, provider) : 'otherAgreement'
  } catch (error) {
    if (!(error instanceof MalformedError)) throw error
    return 'otherAgreement'
  }
}
