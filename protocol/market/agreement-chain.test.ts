import { sha256 } from '@noble/hashes/sha2.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { demandOf, offerOf } from '#test/support/market.ts'
import { MalformedError } from '../errors.ts'
import { peerIdOfSeed, type Sealed, seal } from '../trust/seal.ts'
import { bytesOf, countSchema, peerIdSchema } from '../wire/codec.ts'
import {
  addLink,
  CHAIN_START,
  type ChainedAgreement,
  type ChainHead,
  readLink,
  verifyChain,
} from './agreement-chain.ts'
import { agreementSchema } from './demand.ts'

const seedOf = (at: number) => new Uint8Array(32).fill(at)
const [providerSeed, requestorSeed, otherSeed] = [seedOf(1), seedOf(2), seedOf(3)]
const provider = peerIdOfSeed(providerSeed)
const requestor = peerIdOfSeed(requestorSeed)

/** An agreement that its requestor signed. */
const agreementOf = (at: number, who = provider, seed = requestorSeed): Sealed =>
  seal(
    'agreement',
    agreementSchema,
    {
      agreementId: new Uint8Array(16).fill(at),
      demand: demandOf({ requestor }),
      offer: offerOf({ provider: who, payee: null }),
      signedAt: 1 + at,
    },
    seed,
  )

/** A chain of so many agreements, of which the first has this number. */
function chainOf(length: number, { start = CHAIN_START, seed = providerSeed, from = 0 } = {}) {
  const chain: ChainedAgreement[] = []
  let head: ChainHead = start
  for (let at = 0; at < length; at += 1) {
    const agreement = agreementOf(from + at)
    const added = addLink(head, agreement, peerIdOfSeed(seed), seed)
    chain.push({ agreement, link: added.link })
    head = added.head
  }
  return { chain, head }
}

const LONG = chainOf(6)
/** A chain costs two signatures a link to check. */
const RUNS = { numRuns: 20 }
const at = fc.nat(LONG.chain.length - 1)
/** The same chain with one agreement of it replaced, or left out. */
const changed = (where: number, ...instead: readonly ChainedAgreement[]) =>
  LONG.chain.toSpliced(where, 1, ...instead)
const faultOf = (chain: readonly ChainedAgreement[]) => {
  const verdict = verifyChain(provider, chain)
  return verdict.kind === 'broken' ? { at: verdict.at, fault: verdict.fault } : verdict.kind
}

describe('a chain of agreements', () => {
  it('is whole from any number on, and says where it goes on', () => {
    expect(verifyChain(provider, LONG.chain)).toEqual({ kind: 'whole', head: LONG.head })
    expect(verifyChain(provider, [])).toEqual({ kind: 'whole', head: CHAIN_START })
    fc.assert(
      fc.property(at, (from) => {
        const verdict = verifyChain(provider, LONG.chain.slice(from))
        expect(verdict).toEqual({ kind: 'whole', head: LONG.head })
      }),
      RUNS,
    )
  })

  it('names an agreement that is left out', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: LONG.chain.length - 2 }), (where) => {
        expect(faultOf(changed(where))).toEqual({ at: where, fault: 'gap' })
      }),
      RUNS,
    )
  })

  it('names an agreement signed in another’s place', () => {
    fc.assert(
      fc.property(at, (where) => {
        const before = chainOf(where)
        const [twin] = chainOf(1, { start: before.head, from: 100 }).chain
        if (twin === undefined) throw new Error('one link')
        const shown = [...LONG.chain, twin]
        expect(faultOf(shown)).toEqual({ at: LONG.chain.length, fault: 'forked' })
        // Shown instead, it is the one after that follows on something else.
        if (where === LONG.chain.length - 1) return
        expect(faultOf(changed(where, twin))).toEqual({ at: where + 1, fault: 'forked' })
      }),
      RUNS,
    )
  })

  it('names another order', () => {
    fc.assert(
      fc.property(
        fc
          .shuffledSubarray([...LONG.chain.keys()], { minLength: LONG.chain.length })
          .filter((order) => order.some((number, place) => number !== place)),
        (order) => {
          const shown = order.map((number) => LONG.chain[number] as ChainedAgreement)
          expect(faultOf(shown)).toMatchObject({ fault: 'reordered' })
        },
      ),
      RUNS,
    )
    const [first, second] = LONG.chain as [ChainedAgreement, ChainedAgreement]
    expect(faultOf([first, second, second])).toEqual({ at: 2, fault: 'reordered' })
  })

  it('names a link of another key', () => {
    const foreign = chainOf(6, { seed: otherSeed }).chain
    fc.assert(
      fc.property(at, (where) => {
        const shown = changed(where, foreign[where] as ChainedAgreement)
        expect(faultOf(shown)).toEqual({ at: where, fault: 'wrongKey' })
      }),
      RUNS,
    )
  })

  it('names terms that were never agreed on', () => {
    const fault = 'otherAgreement'
    fc.assert(
      fc.property(at, (where) => {
        const { link } = LONG.chain[where] as ChainedAgreement
        expect(faultOf(changed(where, { agreement: agreementOf(99), link }))).toEqual({
          at: where,
          fault,
        })
      }),
      RUNS,
    )
    for (const invented of [
      agreementOf(0, provider, providerSeed),
      agreementOf(0, peerIdOfSeed(otherSeed)),
      { body: new Uint8Array(9), signature: new Uint8Array(64) },
    ]) {
      const { link } = addLink(CHAIN_START, invented, provider, providerSeed)
      expect(faultOf([{ agreement: invented, link }])).toEqual({ at: 0, fault })
    }
  })

  it('changes with every bit', () => {
    fc.assert(
      fc.property(
        at,
        fc.constantFrom('agreement' as const, 'link' as const),
        fc.constantFrom('body' as const, 'signature' as const),
        fc.nat(),
        (where, what, part, pick) => {
          const chained = LONG.chain[where] as ChainedAgreement
          const bytes = Uint8Array.from(chained[what][part])
          const byte = (pick >> 3) % bytes.length
          bytes[byte] = (bytes[byte] ?? 0) ^ (1 << (pick & 7))
          const forged = { ...chained, [what]: { ...chained[what], [part]: bytes } }
          expect(faultOf(changed(where, forged))).toMatchObject({ at: where })
        },
      ),
      RUNS,
    )
  })
})

describe('a link', () => {
  const [chained] = LONG.chain as [ChainedAgreement]

  it('tells its number to whom it was made for', () => {
    expect(readLink(chained, provider).number).toBe(0)
    const later = LONG.chain[5] as ChainedAgreement
    expect(readLink(later, provider).number).toBe(5)
  })

  it('is refused for another agreement, of another key, and as a first that follows on one', () => {
    const { link } = chained
    const odd = addLink(
      { number: 0, previous: seedOf(9) },
      chained.agreement,
      provider,
      providerSeed,
    )
    const foreign = addLink(CHAIN_START, chained.agreement, provider, otherSeed)
    for (const wrong of [
      { agreement: agreementOf(5), link },
      { ...chained, link: foreign.link },
      { ...chained, link: odd.link },
    ])
      expect(() => readLink(wrong, provider)).toThrow(MalformedError)
  })
})

it('reads no link with more in its signed bytes than a link says', () => {
  const agreement = agreementOf(0)
  const words = { provider, ...CHAIN_START, agreement: sha256(agreement.body) }
  const schema = z.object({
    provider: peerIdSchema,
    number: countSchema,
    previous: bytesOf(32),
    agreement: bytesOf(32),
  })
  const plain = seal('link', schema, words, providerSeed)
  expect(readLink({ agreement, link: plain }, provider).number).toBe(0)
  const padded = schema.extend({ more: bytesOf(200) })
  const link = seal('link', padded, { ...words, more: new Uint8Array(200) }, providerSeed)
  expect(() => readLink({ agreement, link }, provider)).toThrow('more than a link says')
})
