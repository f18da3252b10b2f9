import { expect, it } from 'vitest'
import { plainSignatures } from '#peer/adapters/plain-signatures.ts'
import { createMemoryStore } from '#peer/adapters/store-memory/memory-store.ts'
import type { Store } from '#peer/ports/store.ts'
import { SavedRecords } from '#peer/saved-records.ts'
import { type ChainHead, readLink } from '#protocol/market/agreement-chain.ts'
import { agreementSchema } from '#protocol/market/demand.ts'
import { MIN_SHOWN, verifyRecord } from '#protocol/trust/record.ts'
import { carriedTrust, summarise } from '#protocol/trust/reputation.ts'
import { peerIdOfSeed, seal } from '#protocol/trust/seal.ts'
import { createFakeClock } from '#test/support/fake-clock.ts'
import { demandOf, offerOf } from '#test/support/market.ts'
import { testify } from '#test/support/record.ts'
import { AgreementBook } from './agreement-book.ts'
import { OwnRecord } from './own-record.ts'

const seed = new Uint8Array(32).fill(1)
const requestorSeed = new Uint8Array(32).fill(2)
const self = peerIdOfSeed(seed)
const requestor = peerIdOfSeed(requestorSeed)
const demand = demandOf({ requestor })
const offer = offerOf({ provider: self, payee: null })

/** A book of agreements, and the record that is shown of it. */
async function open(store: Store) {
  const clock = createFakeClock()
  const book = await AgreementBook.load({ saved: new SavedRecords(), store, clock, self, seed })
  const record = await OwnRecord.load({ book, self, signatures: plainSignatures })
  const sign = async (at: number) => {
    const agreementId = Uint8Array.from({ length: 16 }, (_, byte) => at >> (8 * byte))
    const terms = { agreementId, demand, offer, signedAt: 1 }
    const agreement = seal('agreement', agreementSchema, terms, requestorSeed)
    const link = await book.sign(agreementId, agreement)
    return { agreementId, place: readLink({ agreement, link }, self) }
  }
  /** How a requestor that saw so much before judges what is shown with one more agreement. */
  const judge = async (at: number, seen: readonly ChainHead[]) => {
    const { agreementId, place } = await sign(at)
    const shown = await record.show(agreementId)
    if (shown === undefined) throw new Error('it lasts')
    return verifyRecord(place, shown, seen, plainSignatures.verify)
  }
  return { record, sign, judge }
}

it('keeps showing the good words that others would flood away with agreements never kept', async () => {
  const { record, sign, judge } = await open(createMemoryStore())
  for (let at = 0; at < 40; at += 1) {
    const { place } = await sign(at)
    const part = { jobId: demand.jobId, right: 100 }
    await record.take(requestor, testify(place, { requestorSeed, part }))
  }
  for (let at = 40; at < 40 + MIN_SHOWN; at += 1) await sign(at)
  const verdict = await judge(999, [])
  if (verdict.kind === 'forked') throw new Error('forked')
  const reputation = summarise(verdict.record, [])
  expect(reputation).toMatchObject({ concluded: 40, abandoned: MIN_SHOWN })
  expect(carriedTrust(reputation)).toBeCloseTo((0.25 * 40) / (40 + MIN_SHOWN))
}, 20_000)

it('begins anew where it cannot read where its chain went on, and all before counts as abandoned', async () => {
  const store = createMemoryStore()
  const before = await open(store)
  for (const at of [0, 1]) await before.sign(at)
  const known = await before.judge(2, [])
  const seen = known.kind === 'sound' ? known.seen : []
  const garbage = Uint8Array.of(0xa0)
  await store.save(['provider', 'chain'], garbage)
  await store.save(['provider', 'agreement', '0000000002', 'agreed'], garbage)
  const after = await open(store)
  const anew = await after.judge(3, seen)
  expect(anew).toMatchObject({ kind: 'sound', record: { signed: 4, agreements: [], hidden: 4 } })
  // Who was away meanwhile takes it later, and the old chain beside it is a fork.
  expect(await after.judge(4, seen)).toMatchObject({ kind: 'sound', record: { hidden: 4 } })
  const forked = await before.judge(5, anew.kind === 'sound' ? anew.seen : [])
  expect(forked).toMatchObject({ kind: 'forked' })
})
