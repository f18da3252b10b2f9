import { expect, it } from 'vitest'
import { LedgerError } from '#peer/ports/errors.ts'
import type { Ledger } from '#peer/ports/ledger.ts'
import { type Address, asPeerId } from '#protocol/ids.ts'
import { WEI_PER_GLM } from '#protocol/payment/amount.ts'
import type { AuthorShare } from '#protocol/payment/author-share.ts'
import { coinForEnd, DELIVERY_GAS, stipendFor } from '#protocol/payment/chain-gas.ts'
import { FEE_PER_GAS, openJob, payeeAt, SESSION } from '#test/support/opened-job.ts'
import { Cashier } from './cashier.ts'

/** What a subtask is likely to cost, and a quarter. */
const SUBTASK_WEI = 1_250_000n

/** A job's cashier, whose session key has this much coin; its reservations are counted by payees. */
async function openTill(stipend = 10n ** 18n, authorShare?: AuthorShare) {
  const job = await openJob({ amount: WEI_PER_GLM, stipend, authorShare })
  const { clock, ledger, jobId } = job
  const cashier = new Cashier({
    ...{ ledger, clock, jobId, sessionKey: SESSION, ceilingPerGigaGas: 10n ** 9n },
    ...{ gasPerSubtask: 1_000_000n, arrears: 0, owed: [], held: [], onChange: () => {} },
  })
  await cashier.refresh()
  const admit = (payee: Address) => {
    cashier.register(payee)
    return cashier.admit({ payee, leased: 0, unsettled: 0, part: 1_000, doable: 1_000 }, 0, true)
  }
  const capOf = async (payee: Address) => (await ledger.readChannel(jobId, payee)).cap
  const earn = (payee: Address, gas: bigint) =>
    cashier.earn(payee, { peer: asPeerId('a'), leaseId: 1, gas, isProven: true })
  return { ...job, cashier, admit, earn, capOf }
}

it('sets money aside for all who come at once in one transaction, and lets nobody spoil it', async () => {
  const { ledger, reserved, admit, capOf } = await openTill()
  const payees = [1, 2, 3, 4].map(payeeAt)
  await Promise.all(payees.map(admit))
  expect(reserved).toEqual([4])
  for (const payee of payees) expect(await capOf(payee)).toBe(500n * SUBTASK_WEI)
  // The escrow itself is no payee: those who came with it are not refused with it.
  await Promise.all([payeeAt(5), ledger.chain.escrow, payeeAt(6)].map(admit))
  expect(reserved).toEqual([4, 3, 1, 1, 1])
  expect(await capOf(payeeAt(6))).toBeGreaterThan(0n)
})

it('takes on as many wallets as the stipend was reckoned for, and ends the job whatever else comes', async () => {
  const stipend = stipendFor({
    subtasks: 3,
    budget: WEI_PER_GLM,
    feePerGas: FEE_PER_GAS,
    glmPerCoin: WEI_PER_GLM,
  })
  const { cashier, admit, capOf } = await openTill(stipend)
  let taken = 0
  while (taken < 50 && cashier.affordsPayee) {
    taken += 1
    await admit(payeeAt(taken))
  }
  expect(taken).toBeGreaterThanOrEqual(3)
  expect(taken).toBeLessThan(16)
  await admit(payeeAt(50))
  expect(await capOf(payeeAt(50))).toBe(0n)
})

it('delivers to all who were paid and to the author at once, and to nobody out of the coin that ends the job', async () => {
  const author = { payee: payeeAt(77), basisPoints: 1_000 }
  const gas = (deliveries: bigint) =>
    coinForEnd(3, FEE_PER_GAS) + deliveries * DELIVERY_GAS * FEE_PER_GAS
  for (const [coin, got] of [
    [gas(4n), [900n, 1_800n, 2_700n, 600n]],
    // The most first.
    [gas(2n) - 1n, [0n, 0n, 2_700n, 0n]],
    [gas(1n) - 1n, [0n, 0n, 0n, 0n]],
  ] as const) {
    const { cashier, escrow, ledger, admit, earn, jobId } = await openTill(10n ** 18n, author)
    const payees = [1, 2, 3].map(payeeAt)
    await Promise.all(payees.map(admit))
    for (const [at, payee] of payees.entries()) earn(payee, 1_000n * BigInt(at + 1))
    await cashier.settle()
    escrow.wallet(ledger.addressOf(SESSION), { glm: 0n, coin })
    await cashier.deliver()
    const wallets = [...payees, author.payee].map(
      async (who) => (await ledger.readBalance(who)).glm,
    )
    expect(await Promise.all(wallets)).toEqual(got)
    expect((await ledger.readJob(jobId))?.paid).toBe(6_000n)
  }
})

it.each([
  ['was not asked', 1, 0],
  ['did it and never said so', 1, 1],
  ['does not do it', 9, 0],
])(
  'tries once more to deliver, before it closes, where the chain %s',
  async (_, failures, done) => {
    const { clock, ledger, jobId, cashier, admit, earn } = await openTill()
    const deliver = ledger.withdrawMany.bind(ledger)
    let asked = 0
    let delivered = 0
    Object.assign(ledger, {
      withdrawMany: async (...order: Parameters<Ledger['withdrawMany']>) => {
        asked += 1
        const isLost = asked <= failures
        if (!isLost || asked <= done) {
          delivered += 1
          await deliver(...order)
        }
        if (isLost) throw new LedgerError('unreachable', 'Away.', 'Wait.')
      },
    })
    await admit(payeeAt(1))
    earn(payeeAt(1), 1_000n)
    await cashier.settle()
    await cashier.deliver()
    const closing = cashier.close()
    await clock.advance(10_000)
    await closing
    expect((await ledger.readJob(jobId))?.closed).toBe(true)
    const isGivenUp = failures > 1
    expect(asked).toBe(done === 1 ? 1 : 2)
    expect(delivered).toBe(isGivenUp ? 0 : 1)
    expect((await ledger.readBalance(payeeAt(1))).glm).toBe(isGivenUp ? 0n : 1_000n)
    expect(await ledger.readCredit(payeeAt(1))).toBe(isGivenUp ? 1_000n : 0n)
  },
)

it('sends coin on that came to the session key after its job was closed', async () => {
  const { clock, escrow, ledger, wallet, cashier } = await openTill()
  const closing = cashier.settle().then(() => cashier.close())
  await clock.advance(10_000)
  await closing
  const session = ledger.addressOf(SESSION)
  expect((await ledger.readBalance(session)).coin).toBe(0n)
  const before = (await ledger.readBalance(wallet.address)).coin
  escrow.wallet(session, { glm: 0n, coin: 7n })
  await cashier.sweep()
  expect((await ledger.readBalance(session)).coin).toBe(0n)
  expect((await ledger.readBalance(wallet.address)).coin).toBe(before + 7n)
})
