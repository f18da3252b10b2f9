import { expect, it } from 'vitest'
import { createMemoryEscrow, MEMORY_CHAIN } from '#peer/adapters/ledger-memory/memory-escrow.ts'
import { createCarrier } from '#peer/adapters/ledger-viem/escrow-signing.ts'
import { createMemoryStore } from '#peer/adapters/store-memory/memory-store.ts'
import { LedgerError } from '#peer/ports/errors.ts'
import type { Ledger, SessionKey } from '#peer/ports/ledger.ts'
import { SavedRecords } from '#peer/saved-records.ts'
import { asAddress, asJobId, type JobId } from '#protocol/ids.ts'
import { WEI_PER_GLM } from '#protocol/payment/amount.ts'
import { createFakeClock } from '#test/support/fake-clock.ts'
import { Claims } from './claims.ts'
import type { HeldVoucher } from './provider-store.ts'
import { Redeemer } from './redeemer.ts'

const SESSION: SessionKey = `0x${'5e'.repeat(32)}`
const PAYEE: SessionKey = `0x${'11'.repeat(32)}`
const HERE = { chainId: MEMORY_CHAIN.chainId, escrow: MEMORY_CHAIN.escrow }
const NOTICE_SECONDS = 30
const GRACE_SECONDS = 600
const DAY_SECONDS = 86_400

/** A payee with vouchers of some jobs, on a chain whose gas has a price; its sends are counted. */
async function createTill({ jobs = 1, amount = WEI_PER_GLM, coin = 10n ** 18n } = {}) {
  const clock = createFakeClock()
  const escrow = createMemoryEscrow({ clock })
  const chain = escrow.ledger()
  const sent: number[] = []
  const ledger: Ledger = {
    ...chain,
    readFeePerGas: async () => 10n ** 9n,
    readBalance: async (holder) => ({ ...(await chain.readBalance(holder)), coin }),
    redeemMany: async (sender, vouchers, payOut) => {
      sent.push(vouchers.length)
      return chain.redeemMany(sender, vouchers, payOut)
    },
  }
  const signer = createCarrier(PAYEE, ledger)
  const spender = escrow.wallet(asAddress(`0x${'ab'.repeat(20)}`), {
    glm: 10n ** 21n,
    coin: 10n ** 18n,
  })
  const vouchers: HeldVoucher[] = []
  for (let at = 1; at <= jobs; at += 1) {
    const opened = await spender.open({
      requestor: spender.address,
      salt: `0x${`${at}`.padStart(64, '0')}`,
      session: ledger.addressOf(SESSION),
      amount: 2n * amount,
      stipend: 0n,
      deadline: Math.floor(clock.now() / 1000) + DAY_SECONDS,
      graceSeconds: GRACE_SECONDS,
      noticeSeconds: NOTICE_SECONDS,
      spec: `0x${'00'.repeat(32)}`,
    })
    if (opened.kind !== 'opened') throw new Error(opened.message)
    const { jobId } = opened
    const payee = signer.address
    await ledger.reserve(SESSION, jobId, [{ payee, cap: amount }])
    const voucher = { ...HERE, jobId, payee, epoch: 0, cumulative: amount }
    vouchers.push({ ...voucher, signature: await ledger.signVoucher(SESSION, voucher) })
  }
  const store = createMemoryStore()
  const open = async () => {
    const claims = await Claims.load({ store, saved: new SavedRecords(), ledger, clock, vouchers })
    const redeemer = new Redeemer({
      ledger,
      clock,
      claims,
      carrierFor: async (who) => (who === signer.address ? signer : undefined),
      glmPerCoin: WEI_PER_GLM,
      onChange: () => {},
    })
    redeemer.lead()
    return { claims, redeemer }
  }
  const inWallet = async () => (await ledger.readBalance(signer.address)).glm
  const credited = () => ledger.readCredit(signer.address)
  const [{ jobId } = { jobId: asJobId('0x') }] = vouchers
  return { clock, ledger, signer, vouchers, jobId, sent, store, open, inWallet, credited }
}

it('leaves a job to its requestor for a while, then collects all jobs in one transaction', async () => {
  const till = await createTill({ jobs: 3 })
  const { redeemer } = await till.open()
  await till.clock.advance(590_000)
  expect(till.sent).toEqual([])
  expect(redeemer.view()[0]?.claims).toHaveLength(3)
  await till.clock.advance(700_000)
  expect(till.sent).toEqual([3])
  expect(await till.inWallet()).toBe(3n * WEI_PER_GLM)
  expect(redeemer.view()).toMatchObject([{ claims: [], credit: 0n }])
  redeemer.stop()
})

it('asks the chain about sixteen vouchers at once, however many there are and whoever wants to know', async () => {
  const till = await createTill({ jobs: 100 })
  const { readJob } = till.ledger
  let underWay = 0
  let most = 0
  const asked = new Map<string, number>()
  Object.assign(till.ledger, {
    readJob: async (jobId: JobId) => {
      underWay += 1
      most = Math.max(most, underWay)
      asked.set(jobId, (asked.get(jobId) ?? 0) + 1)
      const job = await readJob(jobId)
      underWay -= 1
      return job
    },
  })
  const { claims, redeemer } = await till.open()
  await Promise.all([claims.look(), claims.look('all')])
  expect(most).toBe(16)
  expect([...asked.values()]).toEqual(Array.from({ length: 100 }, () => 2))
  redeemer.stop()
})

it('collects within a notice, however little is left of its patience', async () => {
  const till = await createTill()
  const { redeemer } = await till.open()
  await till.clock.advance(60_000)
  await till.ledger.noticeClose(SESSION, till.jobId, [till.signer.address])
  await till.clock.advance(NOTICE_SECONDS * 1000 - 1)
  expect(till.sent).toEqual([1])
  expect(await till.inWallet()).toBe(WEI_PER_GLM)
  redeemer.stop()
})

it('collects from the deadline on what is worth more than its chain gas, and nothing that is worth less', async () => {
  // 90,000 chain gas at 10⁹ wei: little more than that, and exactly that.
  const gas = 90_000n * 10n ** 9n
  for (const [amount, sent] of [
    [gas + 1n, [1]],
    [gas, []],
  ] as const) {
    const till = await createTill({ amount })
    const { redeemer } = await till.open()
    await till.clock.advance((DAY_SECONDS - 1) * 1000)
    expect(till.sent).toEqual([])
    await till.clock.advance(NOTICE_SECONDS * 1000)
    expect(till.sent).toEqual(sent)
    redeemer.stop()
  }
})

it('waits half an hour for a requestor that goes on giving vouchers, also over a reload', async () => {
  const till = await createTill({ amount: 100n * WEI_PER_GLM })
  const { jobId, signer, ledger, clock } = till
  till.vouchers.length = 0
  let { redeemer } = await till.open()
  const work = async (minutes: number, from: number) => {
    for (let minute = from; minute < from + minutes; minute += 1) {
      const cumulative = BigInt(minute) * WEI_PER_GLM
      const voucher = { ...HERE, jobId, payee: signer.address, epoch: 0, cumulative }
      const held = { ...voucher, signature: await ledger.signVoucher(SESSION, voucher) }
      till.vouchers.splice(0, 1, held)
      redeemer.hear(held)
      await clock.advance(60_000)
    }
  }
  await work(15, 1)
  redeemer.stop()
  redeemer = (await till.open()).redeemer
  await work(14, 16)
  expect(till.sent).toEqual([])
  await work(2, 30)
  expect(till.sent).toEqual([1])
  expect((await ledger.readChannel(jobId, signer.address)).paid).toBeGreaterThan(28n * WEI_PER_GLM)
  await work(40, 32)
  expect(till.sent).toEqual([1, 1])
  redeemer.stop()
})

it('sees a notice while another redemption is not mined', async () => {
  const till = await createTill({ jobs: 2 })
  const { redeemMany, noticeClose } = till.ledger
  const stuck = Promise.withResolvers<void>()
  till.ledger.redeemMany = async (...asked) => {
    if (asked[1].some(({ jobId }) => jobId === till.jobId)) await stuck.promise
    return redeemMany(...asked)
  }
  const { redeemer } = await till.open()
  await till.clock.advance(1_000)
  await noticeClose(SESSION, till.jobId, [till.signer.address])
  await till.clock.advance(NOTICE_SECONDS * 500)
  const other = till.vouchers[1]?.jobId
  if (other === undefined) throw new Error('there are two')
  await noticeClose(SESSION, other, [till.signer.address])
  await till.clock.advance(NOTICE_SECONDS * 1000 - 1)
  expect(till.sent).toEqual([1])
  expect(await till.inWallet()).toBe(WEI_PER_GLM)
  stuck.resolve()
  redeemer.stop()
})

it('says how much coin is missing, and collects once it is there', async () => {
  const till = await createTill({ coin: 0n })
  const { redeemer } = await till.open()
  await till.clock.advance(700_000)
  expect(till.sent).toEqual([])
  expect(redeemer.view()[0]?.coinMissing).toBe(130_000n * 10n ** 9n)
  const { readBalance } = till.ledger
  Object.assign(till.ledger, {
    readBalance: async (holder: never) => ({ ...(await readBalance(holder)), coin: 10n ** 18n }),
  })
  await till.clock.advance(60_000)
  expect(till.sent).toEqual([1])
  redeemer.stop()
})

it('asks a chain that is away again, and pays twice for nothing when an answer is lost', async () => {
  const till = await createTill()
  const { redeemMany } = till.ledger
  let tries = 0
  till.ledger.redeemMany = async (...asked) => {
    tries += 1
    const hash = await redeemMany(...asked)
    if (tries === 1) throw new LedgerError('unreachable', 'Sent, and not heard of.', 'Wait.')
    return hash
  }
  const { redeemer } = await till.open()
  await till.clock.advance(1_700_000)
  expect(till.sent).toEqual([1])
  expect(await till.inWallet()).toBe(WEI_PER_GLM)
  redeemer.stop()
})

it('looks on while a transaction is under way, and sends no second one', async () => {
  const till = await createTill({ jobs: 2 })
  let sent = 0
  till.ledger.redeemMany = () => {
    sent += 1
    return new Promise(() => {})
  }
  const { redeemer } = await till.open()
  await till.clock.advance(605_000)
  expect(sent).toBe(1)
  const { readChannel } = till.ledger
  let looks = 0
  till.ledger.readChannel = async (...of) => {
    looks += 1
    return readChannel(...of)
  }
  await till.clock.advance(600_000)
  expect(looks).toBeGreaterThan(10)
  expect(sent).toBe(1)
  redeemer.stop()
})

it('believes no receipt: what the channel shows counts', async () => {
  const till = await createTill()
  const { redeemMany } = till.ledger
  let lies = 0
  till.ledger.redeemMany = async (...asked) => {
    lies += 1
    return lies > 2 ? redeemMany(...asked) : '0x11'
  }
  const { redeemer } = await till.open()
  await till.clock.advance(1_700_000)
  expect(lies).toBe(3)
  expect(till.sent).toEqual([1])
  expect(await till.inWallet()).toBe(WEI_PER_GLM)
  redeemer.stop()
})

it('is kept from the others by no voucher that the escrow refuses', async () => {
  const till = await createTill({ jobs: 3 })
  const [bad] = till.vouchers
  if (bad === undefined) throw new Error('there are three')
  till.vouchers[0] = { ...bad, signature: `0x${'12'.repeat(65)}` }
  const { redeemer } = await till.open()
  await till.clock.advance(605_000)
  expect(till.sent.slice(0, 4)).toEqual([3, 1, 1, 1])
  expect(await till.credited()).toBe(2n * WEI_PER_GLM)
  redeemer.stop()
})

it('gives up no voucher because a node does not know its job, asks ever more rarely, and collects once it does', async () => {
  const till = await createTill()
  const { readJob } = till.ledger
  let asked = 0
  const forget: typeof readJob = async () => {
    asked += 1
    return undefined
  }
  till.ledger.readJob = forget
  const { redeemer } = await till.open()
  await till.clock.advance(3 * 3_600_000)
  expect(redeemer.view()).toMatchObject([{ claims: [], outOfReach: WEI_PER_GLM }])
  // Every five seconds for fifteen minutes, then every hour.
  expect(asked).toBe(183)
  redeemer.stop()

  const again = await till.open()
  await till.clock.advance(1)
  expect(asked).toBe(184)
  till.ledger.readJob = readJob
  await till.clock.advance(1_700_000)
  expect(again.redeemer.view()).toMatchObject([{ claims: [], outOfReach: 0n }])
  expect(await till.inWallet()).toBe(WEI_PER_GLM)
  again.redeemer.stop()
})

it('keeps the rate that was fixed first for a job and payee, whichever tab tells of it when', async () => {
  const till = await createTill()
  const [voucher] = till.vouchers
  if (voucher === undefined) throw new Error('there is one')
  const rate = { currency: 'EUR', perGlm: WEI_PER_GLM, perCoin: WEI_PER_GLM, at: 2_000 }
  const first = { ...rate, currency: 'USD', at: 1_000 }
  const { redeemer, claims } = await till.open()
  const rates = () => Array.from(claims.vouchers, (one) => one.rate?.currency)
  claims.hear({ ...voucher, cumulative: voucher.cumulative + 1n, rate })
  expect(rates()).toEqual(['EUR'])
  claims.hear({ ...voucher, rate: first })
  expect(rates()).toEqual(['USD'])
  claims.hear({ ...voucher, cumulative: voucher.cumulative + 2n, rate })
  claims.hear({ ...voucher, cumulative: voucher.cumulative + 3n })
  expect(rates()).toEqual(['USD'])
  redeemer.stop()
})

it('gives up no voucher of an epoch that the node does not know yet', async () => {
  const till = await createTill()
  const [voucher] = till.vouchers
  if (voucher === undefined) throw new Error('there is one')
  till.vouchers[0] = { ...voucher, epoch: 1 }
  const { redeemer } = await till.open()
  await till.clock.advance(3 * 3_600_000)
  expect(redeemer.view()).toMatchObject([{ claims: [], outOfReach: WEI_PER_GLM }])
  redeemer.stop()
})

it('keeps vouchers of another chain or escrow, and asks this chain nothing about them', async () => {
  const till = await createTill({ jobs: 3 })
  const [first, second] = till.vouchers
  if (first === undefined || second === undefined) throw new Error('there are three')
  till.vouchers[0] = { ...first, chainId: first.chainId + 1 }
  till.vouchers[1] = { ...second, escrow: till.signer.address }
  const { redeemer } = await till.open()
  await till.clock.advance(1_700_000)
  expect(till.sent).toEqual([1])
  expect(await till.inWallet()).toBe(WEI_PER_GLM)
  expect(redeemer.view()).toMatchObject([{ outOfReach: 2n * WEI_PER_GLM }])
  redeemer.stop()
})

it('spends no coin on a voucher of an epoch that ended', async () => {
  const till = await createTill()
  const { jobId, signer, ledger } = till
  await ledger.noticeClose(SESSION, jobId, [signer.address])
  await till.clock.advance((NOTICE_SECONDS + 1) * 1000)
  await ledger.finishClose(SESSION, jobId, [signer.address])
  await ledger.reserve(SESSION, jobId, [{ payee: signer.address, cap: WEI_PER_GLM }])
  const { redeemer } = await till.open()
  await till.clock.advance(DAY_SECONDS * 1000)
  expect(till.sent).toEqual([])
  redeemer.stop()
})

it('collects again what a reorg took back, and asks nothing more once none can', async () => {
  const till = await createTill()
  const { readChannel, readCredit } = till.ledger
  const { redeemer } = await till.open()
  await till.clock.advance(605_000)
  expect(till.sent).toEqual([1])
  // The blocks with the payment are gone: the chain stands as before, until it is paid again.
  let isUndone = true
  till.ledger.readChannel = async (...of) => ({
    ...(await readChannel(...of)),
    ...(isUndone && { paid: 0n }),
  })
  till.ledger.readCredit = async (who) => (isUndone ? 0n : readCredit(who))
  const { redeemMany } = till.ledger
  till.ledger.redeemMany = async (...asked) => {
    isUndone = false
    return redeemMany(...asked)
  }
  await till.clock.advance(605_000)
  expect(till.sent).toEqual([1, 1])
  await till.clock.advance(3_600_000)
  redeemer.stop()

  let asked = 0
  till.ledger.readChannel = async (...of) => {
    asked += 1
    return readChannel(...of)
  }
  const again = await till.open()
  await till.clock.advance(3_600_000)
  expect(asked).toBe(0)
  again.redeemer.stop()
})
