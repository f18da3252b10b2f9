import { expect, it } from 'vitest'
import { plainSignatures } from '#peer/adapters/plain-signatures.ts'
import { createMemoryStore } from '#peer/adapters/store-memory/memory-store.ts'
import { SavedRecords } from '#peer/saved-records.ts'
import { readLink } from '#protocol/market/agreement-chain.ts'
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

it('keeps showing the good words that others would flood away with agreements never kept', async () => {
  const [store, clock] = [createMemoryStore(), createFakeClock()]
  const book = await AgreementBook.load({ saved: new SavedRecords(), store, clock, self, seed })
  const record = await OwnRecord.load({ book, self, signatures: plainSignatures })
  const sign = async (at: number) => {
    const agreementId = Uint8Array.from({ length: 16 }, (_, byte) => at >> (8 * byte))
    const terms = { agreementId, demand, offer, signedAt: 1 }
    const agreement = seal('agreement', agreementSchema, terms, requestorSeed)
    const link = await book.sign(agreementId, agreement)
    return { agreementId, place: readLink({ agreement, link }, self) }
  }
  for (let at = 0; at < 40; at += 1) {
    const { place } = await sign(at)
    const part = { jobId: demand.jobId, right: 100 }
    await record.take(requestor, testify(place, { requestorSeed, part }))
  }
  for (let at = 40; at < 40 + MIN_SHOWN; at += 1) await sign(at)
  const { agreementId, place } = await sign(999)
  const shown = await record.show(agreementId)
  if (shown === undefined) throw new Error('it lasts')
  const verdict = await verifyRecord(place, shown, [], plainSignatures.verify)
  if (verdict.kind === 'forked') throw new Error('forked')
  const reputation = summarise(verdict.record, [])
  expect(reputation).toMatchObject({ concluded: 40, abandoned: MIN_SHOWN })
  expect(carriedTrust(reputation)).toBeCloseTo((0.25 * 40) / (40 + MIN_SHOWN))
}, 20_000)
