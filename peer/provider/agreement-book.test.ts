import { bytesToHex } from '@noble/hashes/utils.js'
import { expect, it } from 'vitest'
import { createMemoryStore } from '#peer/adapters/store-memory/memory-store.ts'
import type { Store } from '#peer/ports/store.ts'
import { SavedRecords } from '#peer/saved-records.ts'
import {
  type ChainedAgreement,
  chainHeadSchema,
  verifyChain,
} from '#protocol/market/agreement-chain.ts'
import { agreementSchema } from '#protocol/market/demand.ts'
import { peerIdOfSeed, type Sealed, seal } from '#protocol/trust/seal.ts'
import { encode } from '#protocol/wire/codec.ts'
import { createFakeClock } from '#test/support/fake-clock.ts'
import { demandOf, offerOf } from '#test/support/market.ts'
import { AgreementBook } from './agreement-book.ts'

const seed = new Uint8Array(32).fill(1)
const requestorSeed = new Uint8Array(32).fill(2)
const self = peerIdOfSeed(seed)
const requestor = peerIdOfSeed(requestorSeed)
const clock = createFakeClock()
const WORK = { answered: 3, verified: 2, rejected: 1 }

const idOf = (at: number) => Uint8Array.from({ length: 16 }, (_, byte) => at >> (8 * byte))
const agreementOf = (at: number): Sealed =>
  seal(
    'agreement',
    agreementSchema,
    {
      agreementId: idOf(at),
      demand: demandOf({ requestor }),
      offer: offerOf({ provider: self, payee: null }),
      signedAt: 1,
    },
    requestorSeed,
  )
const nameOf = ({ link }: { readonly link: Sealed }) => bytesToHex(link.signature)
const open = (store: Store) =>
  AgreementBook.load({ saved: new SavedRecords(), store, clock, self, seed })

it('makes one chain of agreements signed at once', async () => {
  const book = await open(createMemoryStore())
  const handed = await Promise.all(
    Array.from({ length: 8 }, (_, at) => book.sign(idOf(at), agreementOf(at))),
  )
  const entries = await book.entries()
  expect(entries.map(nameOf)).toEqual(handed.map((link) => nameOf({ link })))
  expect(verifyChain(self, entries)).toMatchObject({ kind: 'whole', head: { number: 8 } })
})

it('keeps how each ended, once', async () => {
  const book = await open(createMemoryStore())
  for (const at of [0, 1, 2]) await book.sign(idOf(at), agreementOf(at))
  await book.end(idOf(1), 'left', WORK)
  await book.end(idOf(1), 'done', WORK)
  await book.end(idOf(0), 'done', WORK)
  await book.end(idOf(7), 'done', WORK)
  const ended = (await book.entries()).map((entry) => entry.ended)
  expect(ended).toMatchObject([{ ending: 'done' }, { ending: 'left', work: WORK }, undefined])
  expect(ended[2]).toBe(undefined)
})

it('goes on where it was after a crash, though the last link was never handed out', async () => {
  const store = createMemoryStore()
  const before = await open(store)
  await before.sign(idOf(0), agreementOf(0))
  // The tab dies once this is on disk, before anybody hears of it.
  void before.sign(idOf(1), agreementOf(1))
  await before.written
  const after = await open(store)
  await after.sign(idOf(2), agreementOf(2))
  const entries = await after.entries()
  expect(entries.map(({ number }) => number)).toEqual([0, 1, 2])
  expect(verifyChain(self, entries)).toMatchObject({ kind: 'whole' })
})

it('knows ids that were used, after a reload too', async () => {
  const store = createMemoryStore()
  const book = await open(store)
  expect(book.knows(idOf(5))).toBe(false)
  await book.sign(idOf(5), agreementOf(5))
  await book.end(idOf(5), 'done', WORK)
  for (const each of [book, await open(store)]) {
    expect(each.knows(idOf(5))).toBe(true)
    expect(each.knows(idOf(6))).toBe(false)
  }
})

it('hands nothing out that is not on disk, and never one number twice', async () => {
  const store = createMemoryStore()
  let disk: 'fine' | 'full' | 'silent' = 'fine'
  const book = await open({
    ...store,
    saveAll: async (entries) => {
      if (disk !== 'full') await store.saveAll(entries)
      if (disk !== 'fine') throw new Error('the disk does not say that it is written')
    },
  })
  const handed: Sealed[] = []
  const states = ['fine', 'full', 'fine', 'silent', 'full', 'fine', 'silent'] as const
  for (const [at, state] of states.entries()) {
    disk = state
    await book.sign(idOf(at), agreementOf(at)).then(
      (link) => handed.push(link),
      () => {},
    )
  }
  const again = await open(store)
  handed.push(await again.sign(idOf(9), agreementOf(9)))
  const entries = await again.entries()
  expect(handed).toHaveLength(4)
  // What was written in silence keeps its number: nobody can tell whether it was handed out.
  expect(verifyChain(self, entries)).toMatchObject({ kind: 'whole', head: { number: 5 } })
  for (const link of handed) expect(entries.map(nameOf)).toContain(nameOf({ link }))
})

it('keeps the newest agreements and forgets the oldest', async () => {
  const store = createMemoryStore()
  const book = await open(store)
  await book.sign(idOf(0), agreementOf(0))
  await book.end(idOf(0), 'done', WORK)
  // As if there had been 1,100 of them.
  const like = async (part: string) =>
    (await store.load(['provider', 'agreement', '0000000000', part])) as Uint8Array
  const [agreed, ended] = [await like('agreed'), await like('ended')]
  for (let at = 1; at < 1_100; at += 1) {
    const number = `${at}`.padStart(10, '0')
    await store.save(['provider', 'agreement', number, 'agreed'], agreed)
    await store.save(['provider', 'agreement', number, 'ended'], ended)
  }
  const head = { number: 1_100, previous: new Uint8Array(32) }
  await store.save(['provider', 'chain'], encode(chainHeadSchema, head))

  const later = await open(store)
  for (let at = 1_100; at < 1_152; at += 1) await later.sign(idOf(at), agreementOf(0))
  const numbers = (await later.entries()).map(({ number }) => number)
  expect(numbers).toEqual(Array.from({ length: 1_024 }, (_, at) => 128 + at))
})

it('signs no second link of a number, though it cannot read where its chain went on', async () => {
  const handed: ChainedAgreement[] = []
  const store = createMemoryStore()
  const book = await open(store)
  const sign = async (from: AgreementBook, at: number) => {
    const agreement = agreementOf(at)
    handed.push({ agreement, link: await from.sign(idOf(at), agreement) })
  }
  for (const at of [0, 1, 2]) await sign(book, at)
  const garbage = Uint8Array.of(0xa0)
  await store.save(['provider', 'chain'], garbage)
  await sign(await open(store), 3)
  expect(verifyChain(self, handed)).toMatchObject({ kind: 'whole', head: { number: 4 } })

  await store.save(['provider', 'chain'], garbage)
  await store.save(['provider', 'agreement', '0000000003', 'agreed'], garbage)
  await sign(await open(store), 4)
  expect(verifyChain(self, handed)).toEqual({ kind: 'broken', at: 4, fault: 'gap' })
})
