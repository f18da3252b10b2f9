import { expect, it, vi } from 'vitest'
import { createMemoryStore } from '#peer/adapters/store-memory/memory-store.ts'
import { LedgerError } from '#peer/ports/errors.ts'
import type { Ledger } from '#peer/ports/ledger.ts'
import { SavedRecords } from '#peer/saved-records.ts'
import { asAddress, asPeerId } from '#protocol/ids.ts'
import type { Demand } from '#protocol/market/demand.ts'
import type { Parting } from '#protocol/market/open-account.ts'
import { NEW_REQUESTOR } from '#protocol/market/requestor-record.ts'
import { createFakeClock, type FakeClock } from '#test/support/fake-clock.ts'
import { demandAt, paidTerms } from '#test/support/market.ts'
import { Earnings } from './earnings.ts'
import { RequestorBook } from './requestor-book.ts'

const HOUR = 3_600_000
const PAYEE = asAddress(`0x${'11'.repeat(20)}`)
const RITA = asPeerId(`12D3KooW${'R'.repeat(44)}`)
const RITAS_OTHER_TAB = asPeerId(`12D3KooW${'S'.repeat(44)}`)
const JOB = demandAt(1, { requestor: RITA })
const PAID = demandAt(2, { requestor: RITA, terms: paidTerms(10n ** 18n) })

const parting = (part: Partial<Parting> = {}): Parting => ({
  how: 'silence',
  accepted: 0,
  rejected: 0,
  unjudged: 0,
  deadline: 2_000_000_000_000,
  money: undefined,
  ...part,
})
const owing = (earned: bigint) =>
  parting({
    accepted: Number(earned),
    money: { payee: PAYEE, earned, hoped: 0n, promisedBefore: 0n, promised: 0n },
  })

async function openBook({
  clock = createFakeClock(),
  store = createMemoryStore(),
  readChannel,
}: {
  clock?: FakeClock
  store?: ReturnType<typeof createMemoryStore>
  readChannel?: () => Promise<{ paid: bigint }>
} = {}) {
  const saved = new SavedRecords()
  const ledger = readChannel && ({ readChannel } as unknown as Ledger)
  const earnings = await Earnings.load({ store, clock, saved, ledger, desk: undefined })
  const book = await RequestorBook.load({ store, clock, saved, earnings, ledger })
  /** What is known of a requestor, once what is due is closed. */
  const known = async (of = RITA) => {
    book.of(of)
    await clock.advance(1)
    return book.of(of)
  }
  return { book, clock, store, known }
}

it('waits an hour for who went, and holds against it what is missing then', async () => {
  const { book, clock, known } = await openBook()
  book.parted(JOB, parting({ unjudged: 30 }))
  await clock.advance(HOUR - 10)
  expect(await known()).toEqual(NEW_REQUESTOR)
  await clock.advance(HOUR)
  expect(await known()).toMatchObject({ unjudged: 30, breaks: 1 })
})

it('waits longer for who came back, with whichever key, until that ends', async () => {
  const { book, clock, known } = await openBook()
  book.parted(JOB, parting({ unjudged: 30 }))
  const again: Demand = { ...JOB, requestor: RITAS_OTHER_TAB }
  book.resumed(again)
  await clock.advance(5 * HOUR)
  expect(await known()).toEqual(NEW_REQUESTOR)
  book.judged(again, { accepted: 12, rejected: 0 })
  book.parted(again, parting({ accepted: 12, unjudged: 1 }))
  await clock.advance(HOUR)
  expect(await known(RITAS_OTHER_TAB)).toMatchObject({ unjudged: 19 })
  expect(await known()).toEqual(NEW_REQUESTOR)
})

it('knows all of it in a later session, and blames nobody for a tab of its own that died', async () => {
  const { book, clock, store } = await openBook()
  book.judged(JOB, { accepted: 40, rejected: 2 })
  book.parted(JOB, parting({ accepted: 40, unjudged: 9 }))
  const other = demandAt(3, { requestor: RITA })
  book.parted(other, parting({ unjudged: 500 }))
  book.resumed(other)
  await book.close()
  await clock.advance(HOUR)
  const { known } = await openBook({ clock, store })
  const { accepted, rejected, unjudged, breaks } = await known()
  expect([accepted, rejected, unjudged].map(Math.round)).toEqual([40, 2, 9])
  expect(breaks).toBe(0)
  expect(await store.loadKeys(['provider', 'openAccount', JOB.jobId])).toEqual([])
})

it('takes what the escrow paid for promised, and accuses nobody while it cannot be asked', async () => {
  const readChannel = vi.fn<() => Promise<{ paid: bigint }>>()
  const { book, clock, known } = await openBook({ readChannel })
  book.judged(PAID, { accepted: 50, rejected: 0 })
  book.parted(PAID, owing(50n))
  readChannel.mockRejectedValue(new LedgerError('chain_away', 'The chain is away.', 'Wait.'))
  await clock.advance(HOUR)
  expect((await known()).unpaid).toBe(0)
  await known()
  expect(readChannel).toHaveBeenCalledTimes(1)
  readChannel.mockResolvedValue({ paid: 20n })
  await clock.advance(60_000)
  expect((await known()).unpaid).toBe(30)

  const settled = await openBook({ readChannel: async () => ({ paid: 50n }) })
  settled.book.parted(PAID, owing(50n))
  await settled.clock.advance(HOUR)
  expect(await settled.known()).toEqual(NEW_REQUESTOR)
})

it('holds no more accounts open than it says: the oldest are due at once', async () => {
  const { book, store, clock, known } = await openBook()
  for (let at = 0; at < 300; at += 1)
    book.parted(demandAt(at, { requestor: RITA }), parting({ unjudged: 1 }))
  await clock.advance(1)
  for (let tries = 0; tries < 20; tries += 1) await known()
  expect(Math.round((await known()).unjudged)).toBe(44)
  expect(await store.loadKeys(['provider', 'openAccount'])).toHaveLength(256)
})
