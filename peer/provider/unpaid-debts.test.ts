import { expect, it } from 'vitest'
import { createMemoryStore } from '#peer/adapters/store-memory/memory-store.ts'
import { LedgerError } from '#peer/ports/errors.ts'
import type { Ledger } from '#peer/ports/ledger.ts'
import { SavedRecords } from '#peer/saved-records.ts'
import { type Address, asAddress, asJobId, asPeerId, type JobId } from '#protocol/ids.ts'
import type { Agreement } from '#protocol/market/demand.ts'
import { createFakeClock } from '#test/support/fake-clock.ts'
import { CreditLimit } from './credit-limit.ts'
import type { Earnings } from './earnings.ts'
import { UnpaidDebts } from './unpaid-debts.ts'

const FORTNIGHT = 14 * 24 * 3_600_000
const PAYEE = asAddress(`0x${'11'.repeat(20)}`)
const MALLORYS = asAddress(`0x${'aa'.repeat(20)}`)
const RITAS = asAddress(`0x${'bb'.repeat(20)}`)
const jobAt = (at: number) => asJobId(`0x${`${at}`.padStart(64, '0')}`)
const keyAt = (at: number) => asPeerId(`12D3KooW${`${at}`.padStart(44, 'A').replaceAll('0', 'B')}`)
const owing = (earned: bigint) => ({
  ...{ payee: PAYEE, earned, hoped: 0n },
  ...{ promisedBefore: 0n, promised: 0n },
})

/** A book of debts over jobs of Mallory's wallet, but for those that are said to be of another. */
async function openDebts({ clock = createFakeClock(), store = createMemoryStore() } = {}) {
  const wallets = new Map<JobId, Address>()
  const paid = new Map<JobId, bigint>()
  const chain = { isAway: false }
  const ledger = {
    readJob: async (jobId: JobId) => {
      if (chain.isAway) throw new LedgerError('unreachable', 'Away.', 'Wait.')
      return { requestor: wallets.get(jobId) ?? MALLORYS }
    },
    readChannel: async (jobId: JobId) => ({ paid: paid.get(jobId) ?? 0n }),
  } as unknown as Ledger
  const earnings = { vouchered: () => 0n } as unknown as Earnings
  const debts = new UnpaidDebts({ store, clock, ledger, earnings, saved: new SavedRecords() })
  await debts.recall()
  const owes = (job: number, key: number) =>
    debts.owedBefore({ jobId: jobAt(job), requestor: keyAt(key) })
  const note = (job: number, key: number, wei: bigint) =>
    debts.note({ jobId: jobAt(job), requestor: keyAt(key) }, owing(wei))
  return { clock, store, debts, earnings, wallets, paid, chain, owes, note }
}

it('takes no more than one credit from who is asked under new keys in new jobs, out of one wallet', async () => {
  const { debts, earnings, note } = await openDebts()
  const gasPerSubtask = 1_000n
  const price = 10n ** 9n
  let taken = 0n
  for (let at = 1; at <= 30; at += 1) {
    const demand = {
      ...{ jobId: jobAt(at), requestor: keyAt(at), gasPerSubtask },
      ...{ terms: { kind: 'paid' }, policy: { kind: 'none' } },
    }
    const offer = { payee: PAYEE, cores: 1, pricePerGigaGas: price }
    const limit = new CreditLimit({ demand, offer } as unknown as Agreement, earnings)
    limit.charge(await debts.owedBefore(demand as never))
    let earned = 0n
    // It goes before anything is objected to.
    for (;;) {
      limit.confirm(gasPerSubtask, 1)
      if (limit.objection(0) !== undefined) break
      earned += gasPerSubtask
    }
    taken += earned
    await note(at, at, earned)
  }
  // Four windows of 64 subtasks.
  expect(taken).toBe(256n * gasPerSubtask)
})

it('sums up what one key or one wallet owes, and nobody else, over a reload too', async () => {
  const { clock, store, wallets, owes, note } = await openDebts()
  wallets.set(jobAt(2), RITAS)
  await note(1, 1, 30n)
  await note(2, 1, 12n)
  expect(await owes(3, 9)).toBe(30n)
  expect(await owes(2, 9)).toBe(12n)
  expect(await owes(3, 1)).toBe(42n)
  const again = await openDebts({ clock, store })
  expect(await again.owes(3, 1)).toBe(42n)
})

it('forgets what was paid, halves what was not every two weeks, and accuses nobody while the chain is away', async () => {
  const { clock, store, paid, chain, owes, note } = await openDebts()
  await note(1, 1, 40n)
  chain.isAway = true
  await note(2, 2, 40n)
  expect(await owes(3, 3)).toBe(0n)
  chain.isAway = false
  expect(await owes(3, 3)).toBe(40n)
  paid.set(jobAt(1), 8n)
  expect(await owes(3, 3)).toBe(32n)
  await clock.advance(FORTNIGHT)
  expect(await owes(3, 3)).toBe(16n)
  paid.set(jobAt(1), 40n)
  expect(await owes(3, 3)).toBe(0n)
  expect(await store.loadKeys(['provider', 'debt'])).toEqual([])
})
