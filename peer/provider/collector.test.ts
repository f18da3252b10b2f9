import { expect, it } from 'vitest'
import { createMemoryEscrow } from '#peer/adapters/ledger-memory/memory-escrow.ts'
import { createMemoryStore } from '#peer/adapters/store-memory/memory-store.ts'
import type { Wallet } from '#peer/ports/ledger.ts'
import { SavedRecords } from '#peer/saved-records.ts'
import { asAddress } from '#protocol/ids.ts'
import { WEI_PER_GLM } from '#protocol/payment/amount.ts'
import { createFakeClock } from '#test/support/fake-clock.ts'
import { createPromiser } from '#test/support/promised-money.ts'
import { Claims } from './claims.ts'
import { Collector } from './collector.ts'
import { Redeemer } from './redeemer.ts'

const PAYEE = asAddress(`0x${'11'.repeat(20)}`)
const OTHER = asAddress(`0x${'22'.repeat(20)}`)

/** Two jobs promised money to a payee whose key is not here; what wallets are asked is noted. */
async function createScene(wallets: { connected?: Wallet['address']; guest?: Wallet['address'] }) {
  const clock = createFakeClock()
  const escrow = createMemoryEscrow({ clock })
  const ledger = escrow.ledger()
  const promiser = createPromiser(escrow, clock)
  const vouchers = await Promise.all(
    [3, 1].map(async (days) =>
      promiser.promise(await promiser.open(PAYEE, days), PAYEE, WEI_PER_GLM),
    ),
  )
  const asked: string[] = []
  const noting = (address: Wallet['address']): Wallet => {
    const wallet = escrow.wallet(address, { glm: 0n, coin: 1n })
    return {
      ...wallet,
      redeemMany: (all, payOut) => {
        asked.push(
          `redeem ${all.map(({ jobId }) => vouchers.findIndex((one) => one.jobId === jobId))}`,
        )
        return wallet.redeemMany(all, payOut)
      },
      withdraw: (payee) => {
        asked.push('withdraw')
        return wallet.withdraw(payee)
      },
    }
  }
  const claims = await Claims.load({
    ...{ ledger, clock, vouchers },
    store: createMemoryStore(),
    saved: new SavedRecords(),
  })
  const desk = {
    wallet: async (which: 'connected' | 'guest' = 'connected') => {
      const address = wallets[which]
      return address === undefined ? undefined : noting(address)
    },
    carrierFor: async () => undefined,
  }
  const redeemer = new Redeemer({
    ...{ ledger, clock, claims, carrierFor: desk.carrierFor },
    glmPerCoin: WEI_PER_GLM,
    onChange: () => {},
  })
  await clock.advance(1_000)
  const inWallet = async () => (await ledger.readBalance(PAYEE)).glm
  const collector = new Collector({ redeemer, desk })
  return { collector, redeemer, clock, ledger, vouchers, asked, inWallet }
}

it('asks the payee’s wallet once, to have all of all jobs sent', async () => {
  const { collector, redeemer, clock, asked, inWallet } = await createScene({ connected: PAYEE })
  expect(redeemer.view()).toMatchObject([{ payee: PAYEE, isOurs: false, credit: 0n }])
  expect(redeemer.view()[0]?.claims).toHaveLength(2)

  expect(await collector.collect(PAYEE, 'connected')).toEqual({ kind: 'done' })
  // What ends first comes first: should only so many fit, it is among them.
  expect(asked).toEqual(['redeem 1,0'])
  await clock.advance(1_000)
  expect(redeemer.view()).toMatchObject([{ claims: [], credit: 0n }])
  expect(await inWallet()).toBe(2n * WEI_PER_GLM)
  redeemer.stop()
})

it('asks for what was credited alone where vouchers hold nothing more', async () => {
  const { collector, redeemer, ledger, vouchers, asked, inWallet } = await createScene({
    connected: OTHER,
  })
  await ledger.redeemMany(`0x${'5e'.repeat(32)}`, vouchers)
  expect(await collector.collect(PAYEE, 'connected')).toEqual({ kind: 'done' })
  expect(asked).toEqual(['withdraw'])
  expect(await inWallet()).toBe(2n * WEI_PER_GLM)
  redeemer.stop()
})

it('lets any wallet carry it, and pays the payee alone', async () => {
  const { collector, redeemer, asked, inWallet } = await createScene({ guest: OTHER })
  expect(await collector.collect(PAYEE, 'connected')).toMatchObject({ kind: 'refused' })
  expect(await collector.collect(PAYEE, 'guest')).toEqual({ kind: 'done' })
  expect(asked).toEqual(['redeem 1,0'])
  expect(await inWallet()).toBe(2n * WEI_PER_GLM)
  redeemer.stop()
})

it('says in words that nothing is left to collect', async () => {
  const { collector, redeemer } = await createScene({ guest: OTHER })
  await collector.collect(PAYEE, 'guest')
  expect(await collector.collect(PAYEE, 'guest')).toMatchObject({
    kind: 'refused',
    advice: 'What is owed is as it was.',
  })
  redeemer.stop()
})
