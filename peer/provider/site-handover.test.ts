import { expect, it } from 'vitest'
import { createMemorySiblings } from '#peer/adapters/memory-siblings.ts'
import { createMemoryStore } from '#peer/adapters/store-memory/memory-store.ts'
import { SavedRecords } from '#peer/saved-records.ts'
import { asAddress, asJobId } from '#protocol/ids.ts'
import {
  type HandoverAnswer,
  handoverAnswersSchema,
  handoverSchema,
  MAX_HANDOVER_BYTES,
} from '#protocol/payment/handover.ts'
import { decode, encode } from '#protocol/wire/codec.ts'
import { createFakeClock } from '#test/support/fake-clock.ts'
import { HandedVouchers } from './handed-vouchers.ts'
import type { HeldVoucher } from './provider-store.ts'
import { SiteHandover } from './site-handover.ts'

const PAYEE = asAddress(`0x${'c1'.repeat(20)}`)
const OTHER = asAddress(`0x${'c2'.repeat(20)}`)
const COLLECTOR = 'https://site.example/loam-vouchers'
const HOUR_MS = 3_600_000

const promise = (job: number, cumulative: number, payee = PAYEE): HeldVoucher => ({
  ...{ chainId: 31_337, escrow: OTHER, payee, epoch: 0, cumulative: BigInt(cumulative) },
  jobId: asJobId(`0x${`${job}`.padStart(64, '0')}`),
  signature: `0x${`${payee.slice(2)}${job}${cumulative}`.padStart(130, '0')}`,
})
const vouchersIn = (bytes: Uint8Array | undefined) =>
  (bytes ? decode(handoverSchema, bytes, 'a handover', MAX_HANDOVER_BYTES) : []).map(
    ({ jobId, cumulative }) => `${Number(jobId.slice(2))}: ${cumulative}`,
  )

/** A browser that comes back, and a collector that answers as it is told. */
function createBrowser() {
  const clock = createFakeClock()
  const store = createMemoryStore()
  const saved = new SavedRecords()
  const handed = new HandedVouchers({
    ...{ store, saved, self: 'a tab' },
    siblings: createMemorySiblings().join(),
  })
  const brought: string[][] = []
  const left = new Map<string, Uint8Array | undefined>()
  const collector = {
    answer: (vouchers: readonly string[]): Uint8Array | undefined =>
      encode(
        handoverAnswersSchema,
        vouchers.map((): HandoverAnswer => 'kept'),
      ),
  }
  const post = {
    bring: async (_: string, bytes: Uint8Array) => {
      brought.push(vouchersIn(bytes))
      return collector.answer(vouchersIn(bytes))
    },
    leave: (url: string, bytes: Uint8Array | undefined) => void left.set(url, bytes),
  }
  const visit = async (target = { payee: PAYEE, collector: COLLECTOR }) => {
    const handover = new SiteHandover({ post, clock, store, saved, handed })
    await handover.start(target)
    return handover
  }
  return {
    clock,
    handed,
    brought,
    collector,
    visit,
    atLeave: () => vouchersIn(left.get(COLLECTOR)),
  }
}

it('shows the site the latest of each job, at once and then once in ten seconds', async () => {
  const { clock, brought, visit, atLeave } = createBrowser()
  const handover = await visit()
  handover.hear(promise(1, 10))
  expect(atLeave()).toEqual(['1: 10'])
  await clock.advance(1_000)
  expect(brought).toEqual([['1: 10']])
  expect(atLeave()).toEqual([])
  for (const at of [20, 30, 25]) handover.hear(promise(1, at))
  handover.hear(promise(2, 5))
  expect(atLeave()).toEqual(['1: 30', '2: 5'])
  await clock.advance(8_999)
  expect(brought).toHaveLength(1)
  await clock.advance(1_000)
  expect(brought[1]).toEqual(['1: 30', '2: 5'])
  await clock.advance(HOUR_MS)
  expect(brought).toHaveLength(2)
})

it('shows what another tab left, once over all visits, and to another collector again', async () => {
  const { clock, handed, brought, visit } = createBrowser()
  await handed.hand(promise(1, 10))
  await handed.hand(promise(2, 10, OTHER))
  const first = await visit()
  await clock.advance(1_000)
  first.stop()
  expect(brought).toEqual([['1: 10']])
  const second = await visit()
  await clock.advance(HOUR_MS)
  expect(brought).toHaveLength(1)
  second.stop()
  await visit({ payee: PAYEE, collector: 'https://new.example/' })
  await clock.advance(1_000)
  expect(brought[1]).toEqual(['1: 10'])
})

it('gives a site no voucher that pays somebody else', async () => {
  const { clock, brought, visit } = createBrowser()
  const handover = await visit()
  handover.hear(promise(1, 10, OTHER))
  await clock.advance(HOUR_MS)
  expect(brought).toEqual([])
})

it.each<readonly [string, () => Uint8Array | undefined]>([
  ['does not answer', () => undefined],
  ['answers something else', () => Uint8Array.of(0xff)],
  ['answers of too few', () => encode(handoverAnswersSchema, [])],
  ['cannot say yet', () => encode(handoverAnswersSchema, ['later'])],
])('asks a collector that %s ever more rarely, and loses nothing', async (_, answer) => {
  const { clock, brought, collector, visit, atLeave } = createBrowser()
  const { answer: kept } = collector
  collector.answer = answer
  const handover = await visit()
  handover.hear(promise(1, 10))
  await clock.advance(HOUR_MS)
  // After 0, 20, 60, 140, 300, 620, 1260 and 2540 seconds: from then on every half an hour.
  expect(brought).toHaveLength(8)
  expect(atLeave()).toEqual(['1: 10'])
  collector.answer = kept
  await clock.advance(HOUR_MS)
  expect(brought).toHaveLength(9)
  handover.stop()
  await visit()
  await clock.advance(HOUR_MS)
  expect(brought).toHaveLength(9)
})

it('shows what came while it was being shown', async () => {
  const { clock, brought, collector, visit } = createBrowser()
  const handover = await visit()
  const { answer } = collector
  collector.answer = (vouchers): Uint8Array | undefined => {
    collector.answer = answer
    handover.hear(promise(1, 20))
    return answer(vouchers)
  }
  handover.hear(promise(1, 10))
  await clock.advance(HOUR_MS)
  expect(brought).toEqual([['1: 10'], ['1: 20']])
})

it('has the others their turn before what waits is shown again', async () => {
  const { clock, brought, collector, visit } = createBrowser()
  collector.answer = (vouchers) =>
    encode(
      handoverAnswersSchema,
      vouchers.map((text): HandoverAnswer => (text.endsWith(': 1') ? 'later' : 'kept')),
    )
  const handover = await visit()
  for (let job = 1; job <= 64; job += 1) handover.hear(promise(job, 1))
  handover.hear(promise(65, 2))
  await clock.advance(60_000)
  expect(brought[1]).toContain('65: 2')
})
