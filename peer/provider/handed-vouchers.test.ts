import { expect, it } from 'vitest'
import { createMemoryEscrow } from '#peer/adapters/ledger-memory/memory-escrow.ts'
import { createCarrier } from '#peer/adapters/ledger-viem/escrow-signing.ts'
import { createMemorySiblings } from '#peer/adapters/memory-siblings.ts'
import { createMemoryStore } from '#peer/adapters/store-memory/memory-store.ts'
import { Listeners } from '#peer/listeners.ts'
import type { Ledger, SessionKey } from '#peer/ports/ledger.ts'
import { SavedRecords } from '#peer/saved-records.ts'
import { WEI_PER_GLM } from '#protocol/payment/amount.ts'
import { createFakeClock } from '#test/support/fake-clock.ts'
import { createPromiser } from '#test/support/promised-money.ts'
import { HandedVouchers } from './handed-vouchers.ts'
import { openRedeemer } from './open-redeemer.ts'
import type { HeldVoucher } from './provider-store.ts'

const KEY: SessionKey = `0x${'11'.repeat(32)}`
/** Longer than a requestor is given to settle by itself, and than any look at the chain is apart. */
const LONG_MS = 1_500_000
const BLOCK_MS = 12_000

/** Tabs of one browser that work for one payee; each transaction's vouchers are counted. */
function createBrowser() {
  const clock = createFakeClock()
  const escrow = createMemoryEscrow({ clock })
  const chain = escrow.ledger()
  const sent: number[] = []
  const ledger: Ledger = {
    ...chain,
    readBalance: async (holder) => ({ ...(await chain.readBalance(holder)), coin: WEI_PER_GLM }),
    redeemMany: async (sender, vouchers, payOut) => {
      sent.push(vouchers.length)
      // Mined after the other tabs have looked: each would send its own.
      await new Promise<void>((mined) => clock.after(BLOCK_MS, mined))
      return chain.redeemMany(sender, vouchers, payOut)
    },
  }
  const signer = createCarrier(KEY, ledger)
  const promiser = createPromiser(escrow, clock)
  const family = createMemorySiblings()
  const till = createMemoryStore()
  const openTab = async (self: string, held: HeldVoucher[] = []) => {
    const heard = new Listeners<[voucher: HeldVoucher]>()
    const handed = new HandedVouchers({
      ...{ store: till, self, saved: new SavedRecords() },
      siblings: family.join(),
    })
    const redeemer = await openRedeemer({
      ...{ clock, ledger, handed, store: till, saved: new SavedRecords() },
      carrierFor: async () => signer,
      glmPerCoin: WEI_PER_GLM,
      earnings: { held, onVoucher: (run) => void heard.add(run) },
      onChange: () => {},
    })
    const close = () => {
      redeemer.stop()
      handed.leave()
    }
    return { redeemer, close, take: (voucher: HeldVoucher) => heard.tell(voucher) }
  }
  const payee = signer.address
  const promise = async (wei: bigint) => promiser.promise(await promiser.open(payee), payee, wei)
  return { clock, sent, ledger, payee, promise, promiser, openTab }
}

it('has one tab collect for all in one transaction, of a job two worked on the larger total', async () => {
  const { clock, sent, ledger, payee, promise, promiser, openTab } = createBrowser()
  const tabs = [await openTab('first'), await openTab('second'), await openTab('third')]
  const shared = await promise(2n)
  tabs[0]?.take(shared)
  tabs[1]?.take(await promiser.promise(shared.jobId, payee, 5n))
  tabs[2]?.take(await promiser.promise(shared.jobId, payee, 3n))
  tabs[1]?.take(await promise(7n))
  tabs[2]?.take(await promise(11n))
  await clock.advance(LONG_MS)
  expect(sent).toEqual([3])
  await clock.advance(LONG_MS)
  expect((await ledger.readBalance(payee)).glm).toBe(5n + 7n + 11n)
  for (const { redeemer } of tabs) expect(redeemer.view()[0]?.claims).toEqual([])
  for (const { close } of tabs) close()
})

it('collects what tabs took that were closed since, and goes on when the tab that collects closes', async () => {
  const { clock, sent, promise, openTab } = createBrowser()
  const gone = await openTab('gone')
  gone.take(await promise(2n))
  await clock.advance(1_000)
  gone.close()
  // One from before vouchers were handed over at all.
  const first = await openTab('first', [await promise(3n)])
  const second = await openTab('second')
  await clock.advance(1_000)
  expect(second.redeemer.view()[0]?.claims).toHaveLength(2)
  first.close()
  await clock.advance(LONG_MS)
  expect(sent).toEqual([2])
  second.close()
})
