import { expect, it } from 'vitest'
import { asPeerId } from '#protocol/ids.ts'
import { CHANNEL_GAS, coinForEnd } from '#protocol/payment/chain-gas.ts'
import { FEE_PER_GAS, openJob, payeeAt, SESSION } from '#test/support/opened-job.ts'
import { Accounts } from './accounts.ts'
import { ChainPurse } from './chain-purse.ts'
import { Channels, type PayeeOutlook } from './channels.ts'

/** A subtask costs 10 wei by estimate and margin, and 8 in truth: 100 that are set aside last for 125. */
const PRICES = { ceilingPerGigaGas: 10n ** 9n, gasPerSubtask: 8n }
const COST = 10n

/** A job with so much to set aside, in subtasks; its transactions are counted by payees. */
async function openChannels({ subtasks = 100_000n, coin = 10n ** 18n } = {}) {
  const opened = await openJob({ amount: subtasks * COST, stipend: coin })
  const { clock, ledger, jobId, reserved: sent } = opened
  const accounts = new Accounts({ ...PRICES, owed: [] })
  const purse = new ChainPurse(ledger, SESSION)
  let turn = Promise.resolve()
  const read = async () => {
    await purse.look()
    const job = await ledger.readJob(jobId)
    if (job === undefined) throw new Error('the job is gone')
    return job
  }
  const channels = new Channels({
    ...{ ledger, clock, jobId, sessionKey: SESSION, accounts, purse, onChange: () => {} },
    inTurn: (run) => (turn = turn.then(run)),
    refresh: read,
  })
  const outlook = (at: number, part: number, leased = 0, unsettled = 0): PayeeOutlook => ({
    ...{ payee: payeeAt(at), leased, unsettled, part },
    doable: 10_000,
  })
  const admit = (at: number, part: number, { others = 0, isPressing = true } = {}) => {
    accounts.open(payeeAt(at))
    return channels.admit(outlook(at, part), others, isPressing)
  }
  const earn = (at: number, count: number) => {
    for (let subtask = 0; subtask < count; subtask += 1)
      accounts.earn(payeeAt(at), { peer: asPeerId('a'), leaseId: 1, gas: 8n, isProven: true })
  }
  const topUp = async (outlooks: readonly PayeeOutlook[]) => {
    channels.topUp(outlooks, (await read()).free)
    await clock.advance(2_000)
  }
  /** Caps, in subtasks. */
  const capsOf = async (...at: number[]) => {
    const read = at.map((one) => ledger.readChannel(jobId, payeeAt(one)))
    return (await Promise.all(read)).map(({ cap }) => Number(cap / COST))
  }
  return { clock, sent, accounts, channels, outlook, admit, earn, topUp, capsOf }
}

it('opens channels for what each is likely to do, and of scarce money for half of an equal share', async () => {
  const { admit, capsOf } = await openChannels()
  await Promise.all([admit(1, 600), admit(2, 200)])
  // Half of it, for many leave before.
  expect(await capsOf(1, 2)).toEqual([300, 100])
  const scarce = await openChannels({ subtasks: 1_600n })
  // Six more may come: a half is left for raising, and an eighth of the other is each one's.
  await Promise.all([1, 2].map((at) => scarce.admit(at, 600, { others: 6 })))
  expect(await scarce.capsOf(1, 2)).toEqual([100, 100])
})

it('raises a channel before it is used up, and takes along those that are next', async () => {
  const { sent, outlook, admit, earn, topUp, capsOf } = await openChannels()
  await Promise.all([admit(1, 800), admit(2, 800), admit(3, 800)])
  expect(sent).toEqual([3])
  for (const [at, count] of [
    [1, 360],
    [2, 330],
    [3, 100],
  ] as const)
    earn(at, count)
  const outlooks = [outlook(1, 700, 20), outlook(2, 700, 20), outlook(3, 700, 20)]
  // A quarter of what the first has used is not left yet; now it is.
  await topUp(outlooks)
  expect(sent).toEqual([3])
  earn(1, 30)
  await topUp(outlooks)
  expect(sent).toEqual([3, 2])
  const [first = 0, second = 0, third = 0] = await capsOf(1, 2, 3)
  expect(first).toBeGreaterThan(600)
  expect(second).toBeGreaterThan(500)
  // Who used little has no more than its first channel.
  expect(third).toBe(400)
})

it('leaves nobody more than twice what it has used, however much is left to do', async () => {
  const { outlook, admit, earn, topUp, capsOf } = await openChannels({ subtasks: 3_200n })
  await admit(1, 10_000, { others: 15 })
  expect(await capsOf(1)).toEqual([100])
  await topUp([outlook(1, 9_000)])
  expect(await capsOf(1)).toEqual([100])
  earn(1, 110)
  await topUp([outlook(1, 9_000)])
  const [cap = 0] = await capsOf(1)
  expect(cap).toBeGreaterThan(200)
  expect(cap).toBeLessThanOrEqual(300)
})

it('raises no channel for what is leased out of it and not answered, but for the first few', async () => {
  const { outlook, admit, earn, topUp, capsOf } = await openChannels({ subtasks: 3_200n })
  await admit(1, 10_000, { others: 15 })
  await topUp([outlook(1, 9_000, 100)])
  earn(1, 10)
  await topUp([outlook(1, 9_000, 92)])
  expect(await capsOf(1)).toEqual([100])
  earn(1, 40)
  await topUp([outlook(1, 9_000, 50)])
  const [cap = 0] = await capsOf(1)
  expect(cap).toBeGreaterThan(200)

  const scarce = await openChannels({ subtasks: 320n })
  await scarce.admit(1, 1_000, { others: 15 })
  expect(await scarce.capsOf(1)).toEqual([10])
  for (let look = 0; look < 10; look += 1) {
    const [leased = 0] = await scarce.capsOf(1)
    await scarce.topUp([scarce.outlook(1, 1_000, leased)])
  }
  expect(await scarce.capsOf(1)).toEqual([48])
  expect(scarce.sent).toEqual([1, 1])
  // It can do nothing about it that its answers wait for somebody else's word.
  await scarce.topUp([scarce.outlook(1, 1_000, 10, 38)])
  const [raised = 0] = await scarce.capsOf(1)
  expect(raised).toBeGreaterThan(100)
})

it('has who comes while others work wait a moment for those who come after', async () => {
  const { clock, sent, admit } = await openChannels()
  await admit(1, 100)
  const coming = [admit(2, 200, { isPressing: false })]
  await clock.advance(400)
  coming.push(admit(3, 100, { isPressing: false }))
  await clock.advance(400)
  expect(sent).toEqual([1])
  await clock.advance(400)
  await Promise.all(coming)
  expect(sent).toEqual([1, 2])
})

it('raises nothing out of the coin that ends the job', async () => {
  const coin = coinForEnd(1, FEE_PER_GAS) + CHANNEL_GAS * FEE_PER_GAS - 1n
  const { sent, admit, capsOf } = await openChannels({ coin })
  await admit(1, 100)
  expect(sent).toEqual([])
  expect(await capsOf(1)).toEqual([0])
})

it('opens as many channels as there is coin for, where it is not enough for all', async () => {
  const coin = coinForEnd(3, FEE_PER_GAS) + 2n * CHANNEL_GAS * FEE_PER_GAS
  const { sent, admit, capsOf } = await openChannels({ coin })
  await Promise.all([admit(1, 100), admit(2, 100), admit(3, 100)])
  expect(sent).toEqual([2])
  expect(await capsOf(1, 2, 3)).toEqual([50, 50, 0])
})

it('sets nothing aside once the job is being ended, though somebody waited for it', async () => {
  const { clock, sent, channels, admit } = await openChannels()
  const coming = admit(1, 100, { isPressing: false })
  await clock.advance(400)
  channels.close()
  await clock.advance(2_000)
  await coming
  expect(sent).toEqual([])
})

it('takes no more on for what is settled and not on disk yet', async () => {
  const { accounts, admit } = await openChannels()
  await admit(1, 200)
  const work = { peer: asPeerId('a'), leaseId: 1, gas: 8n }
  expect(accounts.room(payeeAt(1), 60)).toBe(400n)
  accounts.expect(payeeAt(1), work)
  expect(accounts.room(payeeAt(1), 59)).toBe(402n)
  accounts.earn(payeeAt(1), { ...work, isProven: true })
  expect(accounts.room(payeeAt(1), 59)).toBe(402n)
  expect(accounts.claimed(payeeAt(1))).toBe(8n)
})
