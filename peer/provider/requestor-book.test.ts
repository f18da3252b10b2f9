import { expect, it, vi } from 'vitest'
import { createMemoryStore } from '#peer/adapters/store-memory/memory-store.ts'
import { LedgerError } from '#peer/ports/errors.ts'
import type { EscrowJob, Ledger } from '#peer/ports/ledger.ts'
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
const DAY = 24 * HOUR
const PAYEE = asAddress(`0x${'11'.repeat(20)}`)
const RITA = asPeerId(`12D3KooW${'R'.repeat(44)}`)
const MALLORY = asPeerId(`12D3KooW${'M'.repeat(44)}`)
const RITAS_OTHER_TAB = asPeerId(`12D3KooW${'S'.repeat(44)}`)
const JOB = demandAt(1, { requestor: RITA })
const PAID = demandAt(2, { requestor: RITA, terms: paidTerms(10n ** 18n) })

const parting = (part: Partial<Parting> = {}): Parting => ({
  how: 'silence',
  accepted: 0,
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
  readJob = async () => ({ closed: true }),
  vouchered,
}: {
  clock?: FakeClock
  store?: ReturnType<typeof createMemoryStore>
  readChannel?: () => Promise<{ paid: bigint }>
  readJob?: () => Promise<Partial<EscrowJob>>
  /** Of every job, instead of what was taken. */
  vouchered?: bigint
} = {}) {
  const saved = new SavedRecords()
  const ledger = readChannel && ({ readChannel, readJob } as unknown as Ledger)
  const earnings = await Earnings.load({ store, clock, saved, ledger })
  if (vouchered !== undefined) earnings.vouchered = () => vouchered
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
  book.parted(JOB, parting({ how: 'overdraft', unjudged: 30 }))
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
  expect(await known(RITAS_OTHER_TAB)).toMatchObject({ unjudged: 1 })
  expect(await known()).toMatchObject({ unjudged: 18, breaks: 0 })
})

it('leaves the blame with the key that left, whoever works on its job afterwards', async () => {
  const { book, clock, known } = await openBook()
  for (let day = 0; day < 3; day += 1) {
    const job = demandAt(10 + day, { requestor: MALLORY })
    book.parted(job, parting({ how: 'overdraft', unjudged: 5_000 }))
    const victims: Demand = { ...job, requestor: RITA }
    book.resumed(victims)
    book.judged(victims, { accepted: 20, rejected: 0 })
    book.parted(victims, parting({ how: 'ours', accepted: 20 }))
    await clock.advance(DAY)
    await known()
  }
  expect(await known()).toMatchObject({ unjudged: 0, breaks: 0 })
  expect(Math.round((await known(MALLORY)).breaks)).toBe(3)
})

it('never throws and keeps the rest, whatever a stranger’s price comes to', async () => {
  const { book, known } = await openBook()
  const huge = 10n ** 60n
  const money = { payee: PAYEE, earned: huge, hoped: huge, promisedBefore: 0n, promised: huge }
  book.parted(PAID, parting({ how: 'overdraft', accepted: 1, unjudged: 2 ** 40, money }))
  book.parted(PAID, parting({ accepted: -1, unjudged: 1, money }))
  expect(await known()).toEqual(NEW_REQUESTOR)
})

it('forgets what was left of a job at whose work this tab dies, on disk as well', async () => {
  const { book, store, clock } = await openBook()
  book.parted(JOB, parting({ unjudged: 30 }))
  await clock.advance(1)
  expect(await store.loadKeys(['provider', 'openAccount'])).toHaveLength(1)
  book.resumed(JOB)
  await clock.advance(1)
  expect(await store.loadKeys(['provider', 'openAccount'])).toEqual([])
  book.parted(JOB, parting({ how: 'ours' }))
  await clock.advance(1)
  expect(await store.loadKeys(['provider', 'openAccount'])).toHaveLength(1)
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
  expect(await store.loadKeys(['provider', 'openAccount'])).toEqual([])
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
  await clock.advance(HOUR)
  expect((await known()).unpaid).toBe(30)

  const settled = await openBook({ readChannel: async () => ({ paid: 50n }) })
  settled.book.parted(PAID, owing(50n))
  await settled.clock.advance(HOUR)
  expect(await settled.known()).toEqual(NEW_REQUESTOR)
})

it('asks the chain after an overdraft too, and believes it only once the job has ended', async () => {
  let closed = false
  let paid = 0n
  const { book, clock, known } = await openBook({
    readChannel: async () => ({ paid }),
    readJob: async () => ({ closed, deadline: 1e10, graceSeconds: 60 }),
  })
  book.judged(PAID, { accepted: 257, rejected: 0 })
  book.parted(PAID, { ...owing(257n), how: 'overdraft' })
  await clock.advance(2 * DAY)
  expect(await known()).toMatchObject({ unpaid: 0, breaks: 0 })
  closed = true
  paid = 257n
  await clock.advance(HOUR)
  expect(await known()).toMatchObject({ unpaid: 0, breaks: 0 })
})

it('counts who never paid, once the time to do so is over', async () => {
  const clock = createFakeClock()
  const deadline = clock.now() / 1_000 + 7_200
  const readJob = async () => ({ closed: false, deadline, graceSeconds: 600 })
  const { book, known } = await openBook({
    clock,
    readChannel: async () => ({ paid: 0n }),
    readJob,
  })
  book.judged(PAID, { accepted: 257, rejected: 0 })
  book.parted(PAID, { ...owing(257n), how: 'overdraft' })
  await clock.advance(2 * HOUR)
  expect(await known()).toMatchObject({ unpaid: 0, breaks: 0 })
  await clock.advance(2 * HOUR)
  await known()
  expect((await known()).unpaid).toBeGreaterThan(250)
  expect((await known()).breaks).toBe(1)
})

it('counts no voucher as pay once the escrow is closed, and each that can still be redeemed', async () => {
  const unpaid = async (closed: boolean) => {
    const { book, clock, known } = await openBook({
      vouchered: 30n,
      readChannel: async () => ({ paid: 10n }),
      readJob: async () => ({ closed, deadline: 1, graceSeconds: 60 }),
    })
    book.judged(PAID, { accepted: 50, rejected: 0 })
    book.parted(PAID, owing(50n))
    await clock.advance(HOUR)
    await known()
    return Math.round((await known()).unpaid)
  }
  expect(await unpaid(true)).toBe(40)
  expect(await unpaid(false)).toBe(20)
})

it('survives whatever a ledger throws, and closes the other accounts all the same', async () => {
  const readChannel = vi.fn<() => Promise<{ paid: bigint }>>()
  readChannel.mockRejectedValue(new TypeError('unexpected'))
  const { book, clock, known } = await openBook({ readChannel })
  for (let at = 0; at < 6; at += 1)
    book.parted(demandAt(20 + at, { requestor: RITA, terms: PAID.terms }), owing(50n))
  await clock.advance(HOUR)
  await known()
  await known()
  book.parted(JOB, parting({ unjudged: 30 }))
  await clock.advance(HOUR)
  for (let tries = 0; tries < 4; tries += 1) await known()
  expect(await known()).toMatchObject({ unjudged: 30, unpaid: 0 })
})

it('holds no more accounts open than it says: the oldest are forgotten', async () => {
  const { book, store, clock, known } = await openBook()
  for (let at = 0; at < 300; at += 1)
    book.parted(demandAt(at, { requestor: RITA }), parting({ unjudged: 1 }))
  await clock.advance(1)
  for (let tries = 0; tries < 20; tries += 1) await known()
  expect(await known()).toEqual(NEW_REQUESTOR)
  expect(await store.loadKeys(['provider', 'openAccount'])).toHaveLength(256)
})
