import { describe, expect, it } from 'vitest'
import { plainSignatures } from '#peer/adapters/plain-signatures.ts'
import { ChainMaker } from '#test/support/record.ts'
import { MalformedError } from '../errors.ts'
import { type ChainHead, followChain, type Link } from '../market/agreement-chain.ts'
import { encode } from '../wire/codec.ts'
import {
  type CarriedRecord,
  MAX_SHOWN,
  MAX_TESTIMONIALS,
  MIN_SHOWN,
  recordSchema,
  verifyRecord,
} from './record.ts'

const SEED = new Uint8Array(32).fill(1)
const OTHER_SEED = new Uint8Array(32).fill(2)

const verify = (place: Link, shown: CarriedRecord, seen: readonly ChainHead[] = []) =>
  verifyRecord(place, shown, seen, plainSignatures.verify)

/** A chain of five, the third abandoned, and the agreement that it is shown for. */
function makeChain(seed = SEED) {
  const chain = new ChainMaker(seed)
  for (const said of [{}, {}, null, { part: { right: 3, wrong: 2 } }, {}]) chain.sign(said)
  return { chain, place: chain.sign(null) }
}

describe('a record that holds', () => {
  it('shows every agreement before the one it is shown for', async () => {
    const { chain, place } = makeChain()
    const verdict = await verify(place, chain.show())
    expect(verdict).toMatchObject({
      kind: 'sound',
      record: { provider: chain.self, signed: 5 },
    })
    expect(verdict.kind === 'sound' && verdict.seen.at(-1)).toEqual(chain.head)
    const shown = verdict.kind === 'sound' ? verdict.record.agreements : []
    expect(shown.map(({ number }) => number)).toEqual([0, 1, 2, 3, 4])
    expect(shown.map(({ testimonial }) => testimonial?.right)).toEqual([10, 10, undefined, 3, 10])
  })

  it('counts what it leaves out of the newest, and may be of a key that has signed nothing', async () => {
    const { chain, place } = makeChain()
    expect(await verify(place, chain.show(3))).toMatchObject({
      kind: 'sound',
      record: { signed: 5, agreements: [{ number: 3 }, { number: 4 }], hidden: 3 },
    })
    const long = new ChainMaker(SEED)
    for (let at = 0; at < MIN_SHOWN + 5; at += 1) long.sign(null)
    const last = long.sign(null)
    const hidden = async (first: number) => {
      const verdict = await verify(last, long.show(first))
      return verdict.kind === 'sound' && verdict.record.hidden
    }
    expect(await Promise.all([0, 5, 6, 105].map(hidden))).toEqual([0, 0, 1, 100])
    const fresh = new ChainMaker(SEED)
    const first = fresh.sign(null)
    expect(await verify(first, fresh.show())).toMatchObject({
      kind: 'sound',
      record: { signed: 0, agreements: [] },
    })
  })

  it('takes less than 140 kB at its longest', async () => {
    const chain = new ChainMaker(SEED)
    const payee = `0x${'12'.repeat(20)}` as never
    const endorsement = `0x${'ab'.repeat(65)}` as const
    const part = { payee, endorsement, owed: 10n ** 30n }
    for (let at = 0; at <= MAX_TESTIMONIALS; at += 1) chain.sign({ part })
    const said = chain.show()
    const silent = Array.from({ length: MAX_SHOWN - MAX_TESTIMONIALS }, () => ({
      ...{ agreement: new Uint8Array(32), testimonial: null },
    }))
    const longest = { ...said, agreements: [...said.agreements, ...silent] }
    expect(encode(recordSchema, longest).byteLength).toBeLessThan(140_000)
    const [one] = said.agreements
    if (one === undefined) throw new Error('there is one')
    const tooMuchSaid = { ...said, agreements: [...said.agreements, one] }
    expect(() => encode(recordSchema, tooMuchSaid)).toThrow()
  })
})

describe('who leaves out, changes or borrows', () => {
  it('cannot drop an agreement, neither in the middle nor at the end', async () => {
    const { chain, place } = makeChain()
    const whole = chain.show()
    for (let left = 0; left < whole.agreements.length; left += 1) {
      const agreements = whole.agreements.filter((_, at) => at !== left)
      await expect(verify(place, { ...whole, agreements })).rejects.toThrow(MalformedError)
      // Nor by counting from one later on, unless it is the first that goes.
      const later = { ...whole, first: whole.first + 1, agreements }
      await expect(verify(place, later)).rejects.toThrow(MalformedError)
    }
  })

  it('cannot hide that there was one by withholding what was said of it', async () => {
    const { chain, place } = makeChain()
    const whole = chain.show()
    const agreements = whole.agreements.map((one) => ({ ...one, testimonial: null }))
    const verdict = await verify(place, { ...whole, agreements })
    expect(verdict).toMatchObject({ kind: 'sound', record: { signed: 5 } })
    expect(verdict.kind === 'sound' && verdict.record.agreements).toHaveLength(5)
  })

  it('cannot put agreements in another order, or change one', async () => {
    const { chain, place } = makeChain()
    const whole = chain.show()
    const reversed = whole.agreements.toReversed()
    await expect(verify(place, { ...whole, agreements: reversed })).rejects.toThrow(MalformedError)
    const changed = whole.agreements.with(3, {
      agreement: new Uint8Array(32),
      testimonial: null,
    })
    await expect(verify(place, { ...whole, agreements: changed })).rejects.toThrow(MalformedError)
  })

  it('cannot show another key’s record as its own', async () => {
    const { chain } = makeChain()
    const thief = new ChainMaker(OTHER_SEED)
    for (let at = 0; at < 5; at += 1) thief.sign(null)
    const place = thief.sign(null)
    await expect(verify(place, chain.show())).rejects.toThrow('does not lead up')
    // Nor the words that were said of it, beside agreements of its own.
    const own = thief.show()
    const agreements = own.agreements.map((one, at) => ({
      ...one,
      testimonial: chain.show().agreements[at]?.testimonial ?? null,
    }))
    await expect(verify(place, { ...own, agreements })).rejects.toThrow('another provider')
  })

  it('cannot rewrite what was said, nor say it in a requestor’s name', async () => {
    for (const said of [
      { signedBy: SEED },
      { part: { link: new Uint8Array(32) } },
      { part: { number: 7 } },
      { part: { provider: new ChainMaker(OTHER_SEED).self } },
    ]) {
      const chain = new ChainMaker(SEED)
      chain.sign(said)
      const place = chain.sign(null)
      await expect(verify(place, chain.show())).rejects.toThrow(MalformedError)
    }
    const { chain, place } = makeChain()
    const whole = chain.show()
    const [one] = whole.agreements
    const sealed = one?.testimonial
    if (one === undefined || !sealed) throw new Error('one was said')
    const body = sealed.body.slice()
    const digit = body.length - 1
    body[digit] = (body[digit] ?? 0) ^ 1
    const agreements = whole.agreements.with(0, { ...one, testimonial: { ...sealed, body } })
    await expect(verify(place, { ...whole, agreements })).rejects.toThrow(MalformedError)
  })

  it('cannot have an old word count again at a new number', async () => {
    const { chain } = makeChain()
    const [good] = chain.show().agreements
    if (good === undefined) throw new Error('there is one')
    // Its key signs the old terms once more, and shows what was said of them the first time.
    const head = chain.head
    const { number, previous } = followChain(head, chain.self, good.agreement)
    const place = { ...chain.sign(null), number, previous }
    const again = { first: head.number, previous: head.previous, agreements: [good] }
    await expect(verify(place, again)).rejects.toThrow('another agreement')
    // What is signed anew and of which nothing was said is one more that came to nothing.
    const silent = { ...again, agreements: [{ ...good, testimonial: null }] }
    expect(await verify(place, silent)).toMatchObject({ kind: 'sound' })
  })

  it('is found out by who saw another link of the same number', async () => {
    const { chain: before } = makeChain()
    // The same five, then another sixth: as whoever takes up an old copy of his chain would sign.
    const { chain: again } = makeChain()
    const seen = [before.head]
    again.sign({})
    const place = again.sign(null)
    expect(await verify(place, again.show(), seen)).toMatchObject({ kind: 'sound' })
    const forged = [{ ...before.head, previous: new Uint8Array(32).fill(9) }]
    expect(await verify(place, again.show(), forged)).toEqual({ kind: 'forked', number: 5 })
    // Nor does it help to leave out where they part.
    await expect(verify(place, again.show(7), forged)).rejects.toThrow('seen of it before')
  })

  it('is found out by who saw its chain go on, and is shown an old copy of it', async () => {
    const { chain, place } = makeChain()
    const { chain: copy, place: early } = makeChain()
    for (let at = 0; at < 20; at += 1) chain.sign({})
    const verdict = await verify(chain.sign(null), chain.show())
    const seen = verdict.kind === 'sound' ? verdict.seen : []
    expect(await verify(early, copy.show(), seen)).toEqual({ kind: 'forked', number: 5 })
    // What began at about the same time and is shown late is no lie, and nothing is unlearnt by it.
    const near = new ChainMaker(SEED)
    for (const said of [{}, {}]) near.sign(said)
    const late = near.sign({})
    const lateShown = near.show()
    const newest = await verify(near.sign(null), near.show())
    const nearSeen = newest.kind === 'sound' ? newest.seen : []
    expect(await verify(late, lateShown, nearSeen)).toMatchObject({ kind: 'sound', seen: nearSeen })
    expect(place.number).toBe(early.number)
  })
})
