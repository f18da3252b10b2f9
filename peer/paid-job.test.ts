import { describe, expect, it } from 'vitest'
import { type Address, asAddress } from '#protocol/ids.ts'
import { authoredToyApp } from '#test/support/toy-app.ts'
import type { ToyHabits } from '#test/support/toy-compute.ts'
import {
  createToyWorld,
  jobOf,
  joinPaid,
  PROVIDE,
  postPaid,
  richWallet,
  type ToyMember,
  untilOver,
} from '#test/support/toy-world.ts'
import type { JobView } from './peer.ts'
import type { Carrier, Wallet } from './ports/ledger.ts'

/** A job of 24 subtasks whose lone payee computed some, and went without a word. */
async function reserveForLeaver(budgetPercent = 120n) {
  const world = createToyWorld()
  const wallet = richWallet(world)
  const requestor = await world.join({ wallet })
  const leaver = world.payee(11)
  const gone = await joinPaid(world, 11)
  await postPaid(world, requestor, { subtasks: 24, budgetPercent })
  await world.clock.advance(2_000)
  const { money } = await jobOf(requestor)
  expect(money?.reserved).toBeGreaterThan((money?.deposited ?? 0n) / 8n)
  world.network.kill(gone.mesh.self)
  return { world, wallet, requestor, leaver }
}

/** Whoever worked holds its total, whoever asked the rest; to the wei. */
async function expectAllPaid(requestor: ToyMember, job: JobView) {
  const { jobId, money } = job
  if (money === undefined) throw new Error('a paid job has money')
  expect(money.paid).toBe(money.vouchered)
  expect(money.reserved + money.free).toBe(0n)
  expect(money.paid + money.refunded).toBe(money.deposited)
  for (const { payee, earned } of job.providers) {
    const channel = payee && (await requestor.ledger.readChannel(jobId, payee))
    expect(channel).toMatchObject({ paid: earned })
  }
}

/** Answers nothing before it leaves. */
const SLOW = { subtaskMs: 6_000 }

const sum = (providers: JobView['providers'], of: 'answered' | 'verified') =>
  providers.reduce((total, one) => total + one[of], 0)

/** What a payee has earned so far. */
const earnedBy = (job: JobView, who: Carrier) =>
  job.providers.find(({ payee }) => payee === who.address)?.earned ?? 0n

describe('paid jobs on the memory mesh', { timeout: 60_000 }, () => {
  it('run a paid job: locked once, vouched as it goes, paid to wallets without coin, refunded', async () => {
    const world = createToyWorld()
    const spender = asAddress(`0x${'ab'.repeat(20)}`)
    const wallet = world.escrow.wallet(spender, { glm: 10n ** 20n, coin: 10n ** 18n })
    const requestor = await world.join({ wallet })
    const payees = [world.payee(11), world.payee(12), world.payee(13)]
    const providers = await Promise.all(payees.map((signer) => world.join({ signer })))
    for (const [at, { peer }] of providers.entries())
      await peer.startProviding({ ...PROVIDE, payee: payees[at]?.address, acceptFree: false })

    const preparing = requestor.peer.prepare('toy', { subtasks: 40 }, {})
    await world.clock.advance(200)
    const draft = await preparing
    if (draft.kind !== 'ready') throw new Error(draft.message)
    const ceilingPerGigaGas = 10n ** 18n
    const budget = 10n ** 18n
    const posting = requestor.peer.post(draft.draftId, { kind: 'paid', budget, ceilingPerGigaGas })
    await world.clock.advance(100)
    expect(await posting).toMatchObject({ kind: 'posted' })
    await world.clock.advance(40_000)

    const job = await jobOf(requestor)
    expect(job).toMatchObject({ phase: 'done', verified: 40 })
    const money = job.money
    if (money === undefined) throw new Error('a paid job has money')
    expect(money.deposited).toBe(budget)
    expect(money.free + money.reserved + money.paid + money.refunded).toBe(budget)
    expect(money.reserved).toBe(0n)
    expect(money.paid).toBe(money.vouchered)
    // 40 subtasks of about a million gas, each computed twice, at 1 GLM for 10⁹ gas.
    expect(Number(money.paid) / 1e18).toBeCloseTo(0.08, 2)
    let received = 0n
    for (const [at, { ledger, peer }] of providers.entries()) {
      const { glm, coin } = await ledger.readBalance(payees[at]?.address as Address)
      expect(glm).toBeGreaterThan(0n)
      expect(glm).toBe((await peer.view()).provider.earnedTotal)
      expect(coin).toBe(0n)
      received += glm
    }
    expect(received).toBe(money.paid)
    const bytes = await requestor.peer.exportLedger('json')
    expect(JSON.parse(new TextDecoder().decode(bytes)).entries).toMatchObject([
      {
        side: 'requestor',
        deposited: `${budget}`,
        paid: `${received}`,
        refunded: `${money.refunded}`,
      },
    ])
    const left = await requestor.ledger.readBalance(spender)
    expect(left.glm).toBe(10n ** 20n - money.paid)
  })

  it('pay the app’s author its share, of which both sides know, over a reload too', async () => {
    const world = createToyWorld()
    const wallet = richWallet(world)
    const requestor = await world.join({ wallet })
    const members = await Promise.all([11, 12, 13].map((at) => joinPaid(world, at)))
    await postPaid(world, requestor, { subtasks: 400, budgetPercent: 200n, app: 'authored-toy' })
    await world.clock.advance(2_000)
    const { authorShare } = authoredToyApp.manifest
    expect((await members[0]?.peer.view())?.provider.jobs).toMatchObject([{ authorShare }])
    world.network.kill(requestor.mesh.self)

    const again = await world.join({ wallet, store: requestor.store })
    const job = await untilOver(world, again)
    expect(job).toMatchObject({ phase: 'done', verified: 400 })
    const { money } = job
    if (money === undefined || authorShare === undefined) throw new Error('nothing is paid')
    let received = (await again.ledger.readBalance(authorShare.payee)).glm
    // Of each payee's total it is rounded down.
    expect(money.toAuthor).toBe(money.paid / 8n)
    expect(money.toAuthor - received).toBeLessThan(3n)
    for (const [at, { peer }] of members.entries()) {
      const payee = world.payee(11 + at).address
      const { glm } = await again.ledger.readBalance(payee)
      const { earnedTotal } = (await peer.view()).provider
      expect(glm).toBeGreaterThan(0n)
      expect(glm).toBe(earnedTotal)
      expect(job.providers.find((one) => one.payee === payee)?.earned).toBe(glm)
      received += glm
    }
    expect(received).toBe(money.paid)
    expect(money.paid + money.refunded).toBe(money.deposited)
  })

  it('refund all that is not owed after a reload between reservation and first result', async () => {
    const world = createToyWorld()
    const spender = asAddress(`0x${'ab'.repeat(20)}`)
    const wallet = world.escrow.wallet(spender, { glm: 10n ** 20n, coin: 10n ** 18n })
    const first = await world.join({ wallet })
    const lost = await world.join({ habits: { subtaskMs: 60_000 } })
    await lost.peer.startProviding({ ...PROVIDE, payee: world.payee(11).address })
    const preparing = first.peer.prepare('toy', { subtasks: 8 }, {})
    await world.clock.advance(200)
    const draft = await preparing
    if (draft.kind !== 'ready') throw new Error(draft.message)
    const terms = { kind: 'paid', budget: 10n ** 18n, ceilingPerGigaGas: 10n ** 17n } as const
    const posting = first.peer.post(draft.draftId, terms)
    await world.clock.advance(5_000)
    await posting
    expect((await jobOf(first)).money?.reserved).toBeGreaterThan(0n)
    world.network.kill(first.mesh.self)
    world.network.kill(lost.mesh.self)

    const again = await world.join({ wallet, store: first.store })
    for (const at of [12, 13]) {
      const { peer } = await world.join({ signer: world.payee(at) })
      await peer.startProviding({ ...PROVIDE, payee: world.payee(at).address })
    }
    await world.clock.advance(60_000)
    const { phase, money } = await jobOf(again)
    expect(phase).toBe('done')
    expect(money?.reserved).toBe(0n)
    expect((money?.paid ?? 0n) + (money?.refunded ?? 0n)).toBe(10n ** 18n)
  })

  it('finish small paid jobs on twice the expected cost, the first payee being a cheat', async () => {
    for (const subtasks of [6, 12, 24]) {
      const world = createToyWorld()
      const requestor = await world.join({ wallet: richWallet(world) })
      const spoil: NonNullable<ToyHabits['spoil']> = (result) =>
        result.kind === 'done' ? { ...result, output: new Uint8Array(32) } : result
      // Alone for a while: whatever is set aside for it then, honest payees must still find enough.
      await joinPaid(world, 11, { subtaskMs: 20, spoil })
      await postPaid(world, requestor, { subtasks, budgetPercent: 200n })
      await world.clock.advance(10_000)
      for (const at of [12, 13, 14]) await joinPaid(world, at)
      expect(await untilOver(world, requestor)).toMatchObject({ phase: 'done', verified: subtasks })
    }
  })

  it('finish on 1.2 times the expected cost though a payee left with most of it set aside', async () => {
    const { world, requestor, leaver } = await reserveForLeaver()
    for (const at of [12, 13, 14]) await joinPaid(world, at)
    const job = await untilOver(world, requestor)
    expect(job).toMatchObject({ phase: 'done', verified: 24 })
    expect(earnedBy(job, leaver)).toBeGreaterThan(0n)
    await expectAllPaid(requestor, job)
  })

  it('go on by quorum 2 though what two answered waited for the word of others, who left', async () => {
    const world = createToyWorld()
    const requestor = await world.join({ wallet: richWallet(world) })
    // Seen at one address: neither is to confirm the other while others are at work.
    for (const at of [11, 12]) await joinPaid(world, at, { subtaskMs: 5 }, '198.51.100.7')
    const others = [await joinPaid(world, 13, SLOW), await joinPaid(world, 14, SLOW)]
    const policy = { kind: 'quorum', parties: 2 } as const
    await postPaid(world, requestor, { subtasks: 400, budgetPercent: 130n, policy })
    await world.clock.advance(3_000)
    const { providers } = await jobOf(requestor)
    // More waits for a second word than a channel grows to for what is leased alone.
    expect(sum(providers, 'answered') - sum(providers, 'verified')).toBeGreaterThan(48)
    for (const { mesh } of others) world.network.kill(mesh.self)
    const job = await untilOver(world, requestor)
    expect(job).toMatchObject({ phase: 'done', verified: 400 })
    await expectAllPaid(requestor, job)
  })

  it('take back what the quicker of two holds beyond its work, where the other waits for money', async () => {
    const world = createToyWorld()
    const requestor = await world.join({ wallet: richWallet(world) })
    await joinPaid(world, 11, { subtaskMs: 5 })
    await joinPaid(world, 12, { subtaskMs: 60 })
    const policy = { kind: 'quorum', parties: 2 } as const
    await postPaid(world, requestor, { subtasks: 400, budgetPercent: 105n, policy })
    let said: JobView['explanation'] | undefined
    for (let tries = 0; tries < 600 && said === undefined; tries += 1) {
      await world.clock.advance(100)
      const { verified, explanation } = await jobOf(requestor)
      if (verified > 300) said = explanation
    }
    expect(said?.reason).toMatch(/^Waiting for the part of the budget.*have done all they can/)
    const job = await untilOver(world, requestor)
    expect(job).toMatchObject({ phase: 'done', verified: 400 })
    await expectAllPaid(requestor, job)
  })

  it('lose and double nothing when the tab is reloaded while a notice runs', async () => {
    const { world, requestor, leaver, wallet } = await reserveForLeaver()
    for (const at of [12, 13, 14]) await joinPaid(world, at)
    const { jobId } = await jobOf(requestor)
    const noticed = async () =>
      (await requestor.ledger.readChannel(jobId, leaver.address)).closesAt > 0
    for (let tries = 0; tries < 600 && !(await noticed()); tries += 1)
      await world.clock.advance(100)
    expect(await noticed()).toBe(true)
    const earned = earnedBy(await jobOf(requestor), leaver)
    expect(earned).toBeGreaterThan(0n)
    world.network.kill(requestor.mesh.self)

    const again = await world.join({ wallet, store: requestor.store })
    const job = await untilOver(world, again)
    expect(job).toMatchObject({ phase: 'done', verified: 24 })
    await expectAllPaid(again, job)
    expect((await again.ledger.readChannel(jobId, leaver.address)).paid).toBe(earned)
  })

  it('take the notice back when its payee returns', async () => {
    const { world, requestor, leaver } = await reserveForLeaver()
    const { jobId } = await jobOf(requestor)
    const readChannel = () => requestor.ledger.readChannel(jobId, leaver.address)
    for (let tries = 0; tries < 600 && (await readChannel()).closesAt === 0; tries += 1)
      await world.clock.advance(100)
    const { cap } = await readChannel()
    const back = await world.join({ signer: leaver })
    await back.peer.startProviding({ ...PROVIDE, payee: leaver.address })
    await world.clock.advance(10_000)
    expect(await readChannel()).toMatchObject({ closesAt: 0, epoch: 0 })
    expect((await readChannel()).cap).toBeGreaterThanOrEqual(cap)
  })

  it('leave channels alone while the job has money enough', async () => {
    const { world, requestor, leaver } = await reserveForLeaver(400n)
    const { jobId } = await jobOf(requestor)
    await joinPaid(world, 12)
    await world.clock.advance(40_000)
    const { closesAt, epoch, cap, paid } = await requestor.ledger.readChannel(jobId, leaver.address)
    expect({ closesAt, epoch }).toEqual({ closesAt: 0, epoch: 0 })
    expect(cap).toBeGreaterThan(paid)
  })

  it('leave nothing behind when the wallet refuses', async () => {
    const world = createToyWorld()
    const refuser: Wallet = {
      ...richWallet(world),
      address: asAddress(`0x${'cd'.repeat(20)}`),
      open: async () => ({ kind: 'refused', message: 'The wallet said no.' }),
    }
    const requestor = await world.join({ wallet: refuser })
    const preparing = requestor.peer.prepare('toy', { subtasks: 4 }, {})
    await world.clock.advance(200)
    const draft = await preparing
    if (draft.kind !== 'ready') throw new Error(draft.message)
    const terms = { kind: 'paid', budget: 10n ** 18n, ceilingPerGigaGas: 1n } as const
    expect(await requestor.peer.post(draft.draftId, terms)).toEqual({
      kind: 'refused',
      message: 'The wallet said no.',
      advice: 'The estimate still holds: try again.',
    })
    expect((await requestor.peer.view()).jobs).toEqual([])
    expect(await requestor.store.loadRange([])).toEqual([])
  })
})
