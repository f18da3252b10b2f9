import { expect, it } from 'vitest'
import { createMemoryEscrow } from '#peer/adapters/ledger-memory/memory-escrow.ts'
import { createMemorySiblings } from '#peer/adapters/memory-siblings.ts'
import { createMemoryStore } from '#peer/adapters/store-memory/memory-store.ts'
import { LedgerError } from '#peer/ports/errors.ts'
import type { Ledger } from '#peer/ports/ledger.ts'
import { HandedVouchers } from '#peer/provider/handed-vouchers.ts'
import type { HeldVoucher } from '#peer/provider/provider-store.ts'
import { SavedRecords } from '#peer/saved-records.ts'
import { MalformedError } from '#protocol/errors.ts'
import { asAddress, asJobId } from '#protocol/ids.ts'
import { WEI_PER_GLM } from '#protocol/payment/amount.ts'
import { handoverSchema, MAX_HANDOVER_BYTES } from '#protocol/payment/handover.ts'
import { encode } from '#protocol/wire/codec.ts'
import { createFakeClock } from '#test/support/fake-clock.ts'
import { createPromiser } from '#test/support/promised-money.ts'
import { VoucherIntake } from './voucher-intake.ts'

const PAYEE = asAddress(`0x${'c1'.repeat(20)}`)
const OTHER = asAddress(`0x${'c2'.repeat(20)}`)
const FEE_PER_GAS = 10n ** 9n
/** 55,000 chain gas of one voucher's, at 10⁹ wei. */
const OWN_GAS = 55_000n * FEE_PER_GAS

/** A collector for one payee, on a chain whose gas has a price, and a requestor that promises. */
async function createScene({ maxKept = 10 } = {}) {
  const clock = createFakeClock()
  const escrow = createMemoryEscrow({ clock })
  const ledger: Ledger = { ...escrow.ledger(), readFeePerGas: async () => FEE_PER_GAS }
  const promiser = createPromiser(escrow, clock)
  const heard: HeldVoucher[] = []
  const spent: HeldVoucher[] = []
  const handed = new HandedVouchers({
    ...{ store: createMemoryStore(), saved: new SavedRecords(), self: 'collector' },
    siblings: createMemorySiblings().join(),
  })
  const open = () =>
    VoucherIntake.load({
      ...{ ledger, clock, handed, maxKept, glmPerCoin: WEI_PER_GLM },
      payees: new Set([PAYEE]),
      redeemer: {
        hear: (voucher) => void heard.push(voucher),
        forgetSpent: async () => spent.splice(0),
      },
    })
  const intake = await open()
  const take = (...vouchers: HeldVoucher[]) => intake.take(encode(handoverSchema, vouchers))
  const [jobId, second] = [await promiser.open(PAYEE), await promiser.open(PAYEE)]
  const good = await promiser.promise(jobId, PAYEE, WEI_PER_GLM)
  return { ledger, promiser, handed, heard, spent, open, take, intake, jobId, second, good }
}

it('keeps the largest of a job and payee, on disk before it says so, and over a restart', async () => {
  const { promiser, handed, heard, open, take, jobId, second, good } = await createScene()
  const larger = await promiser.promise(jobId, PAYEE, 2n * WEI_PER_GLM)
  const other = await promiser.promise(second, PAYEE, WEI_PER_GLM)
  expect(await take(good, other)).toEqual(['kept', 'kept'])
  expect(await take(larger)).toEqual(['kept'])
  expect(await take(good)).toEqual(['kept'])
  expect(heard.map(({ signature }) => signature)).toEqual(
    [good, other, larger].map(({ signature }) => signature),
  )
  const kept = await handed.load()
  expect(new Set(kept.map(({ signature }) => signature))).toEqual(
    new Set([larger.signature, other.signature]),
  )
  const again = await open()
  expect(await again.take(encode(handoverSchema, [good]))).toEqual(['kept'])
  expect(heard).toHaveLength(3)
})

it('keeps the larger of two that come at once, whichever is on disk first', async () => {
  const { promiser, handed, take, jobId, good } = await createScene()
  const larger = await promiser.promise(jobId, PAYEE, 2n * WEI_PER_GLM)
  expect(await Promise.all([take(larger), take(good)])).toEqual([['kept'], ['kept']])
  expect(await handed.load()).toMatchObject([{ signature: larger.signature }])
})

it('keeps nothing of another escrow, another payee or another signer, and nothing that is spent', async () => {
  const { ledger, promiser, handed, heard, take, good, jobId } = await createScene()
  const forOther = await promiser.open(OTHER)
  const cases: ReadonlyArray<readonly [HeldVoucher, string]> = [
    [{ ...good, chainId: good.chainId + 1 }, 'otherEscrow'],
    [{ ...good, escrow: OTHER }, 'otherEscrow'],
    [await promiser.promise(forOther, OTHER, WEI_PER_GLM), 'otherPayee'],
    [{ ...good, cumulative: good.cumulative + 1n }, 'badSignature'],
    [{ ...good, signature: `0x${'12'.repeat(65)}` }, 'badSignature'],
    [{ ...good, jobId: asJobId(`0x${'77'.repeat(32)}`) }, 'later'],
    [await promiser.promise(jobId, PAYEE, OWN_GAS), 'later'],
  ]
  for (const [voucher, answer] of cases) expect(await take(voucher)).toEqual([answer])
  await ledger.redeemMany(`0x${'5e'.repeat(32)}`, [good])
  expect(await take(good)).toEqual(['spent'])
  expect(heard).toEqual([])
  expect(await handed.load()).toEqual([])
  expect(await take(await promiser.promise(jobId, PAYEE, WEI_PER_GLM + OWN_GAS + 1n))).toEqual([
    'kept',
  ])
})

it('keeps nothing whose channel would be looked at without end, or would hold its place for months', async () => {
  const { promiser, take } = await createScene()
  const [hasty, far] = [await promiser.open(PAYEE, 1, 1), await promiser.open(PAYEE, 60)]
  expect(await take(await promiser.promise(hasty, PAYEE, WEI_PER_GLM))).toEqual(['later'])
  expect(await take(await promiser.promise(far, PAYEE, 2n * OWN_GAS))).toEqual(['later'])
  expect(await take(await promiser.promise(far, PAYEE, 20n * OWN_GAS))).toEqual(['kept'])
})

it('has it shown again where the chain does not answer', async () => {
  const { ledger, take, good, heard } = await createScene()
  const { readChannel } = ledger
  ledger.readChannel = async () => {
    throw new LedgerError('unreachable', 'Away.', 'Wait.')
  }
  expect(await take(good)).toEqual(['later'])
  ledger.readChannel = readChannel
  expect(await take(good)).toEqual(['kept'])
  expect(heard).toHaveLength(1)
})

it('says of nothing that it is kept where the disk fails', async () => {
  const { handed, take, good, heard } = await createScene()
  handed.hand = () => Promise.reject(new Error('The disk is full'))
  await expect(take(good)).rejects.toThrow('The disk is full')
  expect(heard).toEqual([])
})

it('takes no more than it has room for, and what is spent gives way', async () => {
  const { promiser, handed, spent, take, jobId, second, good } = await createScene({ maxKept: 1 })
  const other = await promiser.promise(second, PAYEE, WEI_PER_GLM)
  expect(await take(good)).toEqual(['kept'])
  expect(await take(other)).toEqual(['later'])
  expect(await take(await promiser.promise(jobId, PAYEE, 2n * WEI_PER_GLM))).toEqual(['kept'])
  spent.push(good)
  expect(await take(other)).toEqual(['kept'])
  expect(await handed.load()).toMatchObject([{ jobId: second }])
})

it('looks at no bytes that are too many, or no handover', async () => {
  const { intake, good } = await createScene()
  const many = encode(
    handoverSchema,
    Array.from({ length: 64 }, () => good),
  )
  expect(many.byteLength).toBeLessThan(MAX_HANDOVER_BYTES)
  for (const bytes of [
    new Uint8Array(MAX_HANDOVER_BYTES + 1),
    Uint8Array.of(0x80),
    new TextEncoder().encode('{}'),
  ])
    await expect(intake.take(bytes)).rejects.toThrow(MalformedError)
})
