import { privateKeyToAccount } from 'viem/accounts'
import { expect, it } from 'vitest'
import { createMemoryEscrow } from '#peer/adapters/ledger-memory/memory-escrow.ts'
import { createMemoryStore } from '#peer/adapters/store-memory/memory-store.ts'
import type { SessionKey } from '#peer/ports/ledger.ts'
import { SavedRecords } from '#peer/saved-records.ts'
import { asAddress, asJobId } from '#protocol/ids.ts'
import type { Agreement } from '#protocol/market/demand.ts'
import { sealedSchema } from '#protocol/trust/seal.ts'
import { decode } from '#protocol/wire/codec.ts'
import { createFakeClock } from '#test/support/fake-clock.ts'
import { Earnings } from './earnings.ts'

const SESSION: SessionKey = `0x${'5e'.repeat(32)}`
const payee = asAddress(`0x${'11'.repeat(20)}`)
const jobId = asJobId(`0x${'01'.repeat(32)}`)

/** Earnings under an agreement whose channel holds `cap`, as far as the chain here knows. */
async function createEarnings(store = createMemoryStore()) {
  const clock = createFakeClock()
  const escrow = createMemoryEscrow({ clock }).ledger()
  const channel = { cap: 0n, paid: 0n, closesAt: 0, epoch: 0 }
  const ledger = { ...escrow, readChannel: async () => channel }
  const earnings = await Earnings.load({
    saved: new SavedRecords(),
    store,
    clock,
    ledger,
    desk: undefined,
  })
  const session = asAddress(privateKeyToAccount(SESSION).address)
  const terms = { kind: 'paid', session }
  const agreement = { demand: { jobId, terms }, offer: { payee } } as unknown as Agreement
  const take = async (cumulative: bigint, key = SESSION) => {
    const signature = await ledger.signVoucher(key, { jobId, payee, cumulative })
    await earnings.takeVoucher(agreement, cumulative, signature)
  }
  return { earnings, channel, take }
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

it('takes no voucher of another key', async () => {
  const { earnings, channel, take } = await createEarnings()
  channel.cap = 9n
  await expect(take(5n, `0x${'5f'.repeat(32)}`)).rejects.toMatchObject({ code: 'malformed' })
  expect(earnings.earnedTotal).toBe(0n)
})

it('keeps the newest verdicts as evidence, and goes on in their place', async () => {
  const store = createMemoryStore()
  const take = async (earnings: Earnings, at: number) => {
    const attestation = { body: Uint8Array.of(at), signature: new Uint8Array(64) }
    const verdict = { attestation, accepted: 1, rejected: 0, free: true, gas: 1n }
    await earnings.takeVerdict(verdict)
  }
  const before = await createEarnings(store)
  for (let at = 0; at < 4_097; at += 1) await take(before.earnings, 1)
  const after = await createEarnings(store)
  await take(after.earnings, 2)
  const kept = await store.loadRange(['provider', 'attestation'])
  expect(kept).toHaveLength(4_096)
  const [newest] = kept.flatMap(([key, bytes]) =>
    decode(sealedSchema, bytes, 'evidence', 1_024).body[0] === 2 ? [key.at(-1)] : [],
  )
  expect(newest).toBe(String(4_098 % 4_096))
  expect(after.earnings.totals.verified).toBe(4_098)
})
