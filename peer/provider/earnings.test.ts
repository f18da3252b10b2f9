import fc from 'fast-check'
import { privateKeyToAccount } from 'viem/accounts'
import { expect, it } from 'vitest'
import { createMemoryEscrow } from '#peer/adapters/ledger-memory/memory-escrow.ts'
import { createMemoryStore } from '#peer/adapters/store-memory/memory-store.ts'
import { LedgerError } from '#peer/ports/errors.ts'
import type { EscrowJob, SessionKey } from '#peer/ports/ledger.ts'
import { SavedRecords } from '#peer/saved-records.ts'
import { asAddress, asJobId } from '#protocol/ids.ts'
import type { Agreement } from '#protocol/market/demand.ts'
import type { AuthorShare } from '#protocol/payment/author-share.ts'
import { createFakeClock } from '#test/support/fake-clock.ts'
import { Earnings } from './earnings.ts'

const SESSION: SessionKey = `0x${'5e'.repeat(32)}`
const payee = asAddress(`0x${'11'.repeat(20)}`)
const jobId = asJobId(`0x${'01'.repeat(32)}`)

/** Earnings under an agreement whose channel holds `cap`, as far as the chain here knows. */
async function createEarnings(store = createMemoryStore(), authorShare?: AuthorShare) {
  const clock = createFakeClock()
  const escrow = createMemoryEscrow({ clock }).ledger()
  const channel = { cap: 0n, paid: 0n, closesAt: 0, epoch: 0 }
  const job = { closed: false }
  const ledger = {
    ...escrow,
    readChannel: async () => channel,
    readJob: async () => job as unknown as EscrowJob,
  }
  const earnings = await Earnings.load({
    saved: new SavedRecords(),
    store,
    clock,
    ledger,
  })
  const session = asAddress(privateKeyToAccount(SESSION).address)
  const terms = { kind: 'paid', session, authorShare }
  const agreement = { demand: { jobId, terms }, offer: { payee } } as unknown as Agreement
  const take = async (cumulative: bigint, { key = SESSION, epoch = 0 } = {}) => {
    const voucher = { jobId, payee, epoch, cumulative }
    const signature = await ledger.signVoucher(key, voucher)
    await earnings.takeVoucher(agreement, { epoch, cumulative, signature })
  }
  return { clock, earnings, channel, job, ledger, take }
}

it('counts a voucher once the chain here knows that its channel can pay it', async () => {
  const { earnings, channel, take } = await createEarnings()
  await take(5n)
  expect(earnings.earnedTotal).toBe(0n)
  channel.cap = 6n
  await take(6n)
  expect(earnings.earnedTotal).toBe(6n)
  await take(7n)
  expect(earnings.earnedTotal).toBe(6n)
})

it('counts the last voucher too, once the chain knows that its channel can pay it', async () => {
  const { clock, earnings, channel, ledger, take } = await createEarnings()
  const { readChannel } = ledger
  ledger.readChannel = async () => {
    throw new LedgerError('unreachable', 'Away.', 'Wait.')
  }
  await take(5n)
  await clock.advance(6_000)
  ledger.readChannel = readChannel
  await clock.advance(5_000)
  expect(earnings.earnedTotal).toBe(0n)
  channel.cap = 6n
  await clock.advance(5_000)
  expect(earnings.earnedTotal).toBe(5n)
})

it('counts nothing once the job is closed, whatever cap its channel had', async () => {
  const { earnings, channel, job, take } = await createEarnings()
  channel.cap = 9n
  await take(5n)
  job.closed = true
  await take(9n)
  expect(earnings.earnedTotal).toBe(5n)
})

it('counts what is left without the author’s share, also after a reload', async () => {
  const store = createMemoryStore()
  const share = { payee: asAddress(`0x${'a7'.repeat(20)}`), basisPoints: 2_000 }
  const { earnings, channel, take } = await createEarnings(store, share)
  channel.cap = 9n
  await take(9n)
  expect(earnings.earnedTotal).toBe(8n)
  expect((await createEarnings(store)).earnings.earnedTotal).toBe(8n)
})

it('takes no voucher of another key', async () => {
  const { earnings, channel, take } = await createEarnings()
  channel.cap = 9n
  await expect(take(5n, { key: `0x${'5f'.repeat(32)}` })).rejects.toMatchObject({
    code: 'malformed',
  })
  expect(earnings.earnedTotal).toBe(0n)
})

it('holds the newest voucher, here and on disk, however chain and disk interleave', async () => {
  const shown = fc.array(
    fc.record({
      epoch: fc.integer({ min: 0, max: 1 }),
      cumulative: fc.bigInt({ min: 1n, max: 9n }),
    }),
    { minLength: 2, maxLength: 6 },
  )
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), shown, async (scheduler, vouchers) => {
      const store = createMemoryStore()
      const save = store.save.bind(store)
      store.save = scheduler.scheduleFunction(save)
      const { earnings, channel, ledger, take } = await createEarnings(store)
      Object.assign(channel, { cap: 9n, epoch: 1 })
      ledger.readChannel = scheduler.scheduleFunction(ledger.readChannel)
      ledger.verifyVoucher = scheduler.scheduleFunction(ledger.verifyVoucher)
      const heard: bigint[] = []
      earnings.onVoucher(({ cumulative }) => heard.push(cumulative))
      const takes = vouchers.map(({ epoch, cumulative }) => take(cumulative, { epoch }))
      await scheduler.waitFor(Promise.all(takes))

      const current = vouchers.filter(({ epoch }) => epoch === 1)
      const totals = current.map(({ cumulative }) => Number(cumulative))
      const newest = BigInt(Math.max(0, ...totals))
      expect(earnings.earnedTotal).toBe(newest)
      expect(heard).toEqual([...new Set(heard)].sort((a, b) => Number(a - b)))
      expect((await createEarnings(store)).earnings.earnedTotal).toBe(newest)
    }),
    { numRuns: 60 },
  )
})

it('takes a smaller total of the next epoch for the newer one', async () => {
  const { earnings, channel, take } = await createEarnings()
  channel.cap = 9n
  await take(8n)
  channel.epoch = 1
  await take(5n, { epoch: 1 })
  expect(earnings.earnedTotal).toBe(5n)
  await take(8n)
  expect(earnings.earnedTotal).toBe(5n)
})

it('remembers what it did, with the evidence of it', async () => {
  const store = createMemoryStore()
  const { earnings } = await createEarnings(store)
  const evidence = [[['provider', 'evidence', '1'], Uint8Array.of(7)]] as const
  const verdict = { accepted: 3, rejected: 1, free: true, gas: 5n }
  await earnings.takeVerdict({ ...verdict, evidence })
  await earnings.takeVerdict({ ...verdict, free: false, evidence: [] })
  expect(await store.load(['provider', 'evidence', '1'])).toEqual(Uint8Array.of(7))
  const { totals } = (await createEarnings(store)).earnings
  expect(totals).toEqual({ verified: 6, rejected: 2, credit: 3, gas: 10n })
})
