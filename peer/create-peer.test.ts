import { sha256 } from '@noble/hashes/sha2.js'
import { privateKeyToAccount } from 'viem/accounts'
import { describe, expect, it } from 'vitest'
import { createMemoryEscrow } from '#peer/adapters/ledger-memory/memory-escrow.ts'
import { createPayeeSigner } from '#peer/adapters/ledger-viem/escrow-signing.ts'
import { createMemoryNetwork } from '#peer/adapters/mesh-memory/memory-network.ts'
import { createMemoryStore } from '#peer/adapters/store-memory/memory-store.ts'
import { type Address, asAddress } from '#protocol/ids.ts'
import { peerIdOfSeed } from '#protocol/trust/seal.ts'
import { createFakeClock } from '#test/support/fake-clock.ts'
import { toyApp } from '#test/support/toy-app.ts'
import { createToyCompute, type ToyHabits, toyOutput } from '#test/support/toy-compute.ts'
import { createPeer } from './create-peer.ts'
import { UnreachableError } from './ports/errors.ts'
import type { PayeeSigner, Wallet } from './ports/ledger.ts'
import type { Store } from './ports/store.ts'

const PROVIDE = { cores: 1, payee: undefined, acceptFree: true, floorPerGigaGas: 0n }

/** A network of toy peers in one process, on one fake clock. */
function createWorld() {
  const clock = createFakeClock()
  const network = createMemoryNetwork({ clock, latencyMs: 5 })
  const escrow = createMemoryEscrow({ clock })
  let peers = 0
  const join = async (
    options: { habits?: ToyHabits; store?: Store; wallet?: Wallet; signer?: PayeeSigner } = {},
  ) => {
    peers += 1
    const seed = new Uint8Array(32).fill(peers)
    const mesh = network.join(peerIdOfSeed(seed))
    const compute = createToyCompute(clock, options.habits)
    const store = options.store ?? createMemoryStore()
    const money = {
      ledger: escrow.ledger(),
      desk: {
        wallet: async () => options.wallet,
        payeeSigner: async (payee: Address) =>
          options.signer?.address === payee ? options.signer : undefined,
      },
      escrow: { graceSeconds: 60, noticeSeconds: 3, stipendWei: 10n ** 15n },
    }
    const peer = await createPeer({ mesh, compute, clock, store, seed, money, apps: [toyApp] })
    return { peer, mesh, store, ledger: money.ledger }
  }
  const payee = (at: number) => {
    const account = privateKeyToAccount(`0x${`${at}`.padStart(64, '0')}`)
    return createPayeeSigner(account, escrow.ledger().chain)
  }
  return { clock, network, escrow, join, payee }
}

type World = ReturnType<typeof createWorld>
type Member = Awaited<ReturnType<World['join']>>

async function postFree(world: World, member: Member, subtasks: number) {
  const preparing = member.peer.prepare('toy', { subtasks }, {})
  await world.clock.advance(200)
  const draft = await preparing
  if (draft.kind !== 'ready') throw new Error(draft.message)
  const posted = await member.peer.post(draft.draftId, { kind: 'free' })
  if (posted.kind !== 'posted') throw new Error(posted.message)
  return posted.jobId
}

const jobOf = async (member: Member) => {
  const job = (await member.peer.view()).jobs[0]
  if (job === undefined) throw new Error('no job')
  return job
}

const sharedHash = sha256(new Uint8Array(700_000).fill(7))
const rightOutput = (index: number) =>
  toyOutput(Uint8Array.of(index & 0xff, index >> 8), sharedHash)

describe('peers on the memory mesh', () => {
  it('run a whole free job: found, computed twice, compared, credited', async () => {
    const world = createWorld()
    const requestor = await world.join()
    const providers = [await world.join(), await world.join(), await world.join()]
    for (const { peer } of providers) await peer.startProviding(PROVIDE)
    const verified: number[] = []
    requestor.peer.onVerified(({ index }) => verified.push(index))
    const jobId = await postFree(world, requestor, 40)
    await world.clock.advance(20_000)

    const job = await jobOf(requestor)
    expect(job.phase).toBe('done')
    expect(job.verified).toBe(40)
    expect(job.executions).toBeGreaterThanOrEqual(80)
    expect(verified.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, i) => i))
    expect(await requestor.peer.result(jobId, 7)).toEqual(rightOutput(7))
    const credits = await Promise.all(
      providers.map(async ({ peer }) => (await peer.view()).provider.creditTotal),
    )
    expect(credits.reduce((sum, credit) => sum + credit, 0)).toBe(job.executions)
    expect((await providers[0]?.peer.view())?.provider.status).toBe('idle')
  })

  it('refuse a job without subtasks before anything is sent', async () => {
    const world = createWorld()
    const requestor = await world.join()
    const draft = await requestor.peer.prepare('toy', { subtasks: 0 }, {})
    expect(draft).toMatchObject({ kind: 'invalid', code: 'no_subtasks' })
  })

  it('catch a provider that returns wrong bytes, and keep them out', async () => {
    const world = createWorld()
    const requestor = await world.join()
    const cheat = await world.join({
      habits: {
        subtaskMs: 40,
        spoil: (result) =>
          result.kind === 'done' ? { ...result, output: new Uint8Array(32).fill(9) } : result,
      },
    })
    const honest = [await world.join(), await world.join()]
    for (const { peer } of [cheat, ...honest]) await peer.startProviding(PROVIDE)
    const jobId = await postFree(world, requestor, 30)
    await world.clock.advance(30_000)

    const job = await jobOf(requestor)
    expect(job.phase).toBe('done')
    for (let index = 0; index < 30; index += 1)
      expect(await requestor.peer.result(jobId, index)).toEqual(rightOutput(index))
    expect(job.providers.find(({ peer }) => peer === cheat.mesh.self)).toMatchObject({
      state: 'banned',
      verified: 0,
    })
    expect((await cheat.peer.view()).provider.creditTotal).toBe(0)
  })

  it('drop a pair that agrees on more gas than a subtask may use', async () => {
    const world = createWorld()
    const requestor = await world.join()
    const padded: ToyHabits = {
      spoil: (result) => (result.kind === 'done' ? { ...result, gas: 2n ** 62n } : result),
    }
    const pair = [await world.join({ habits: padded }), await world.join({ habits: padded })]
    for (const { peer } of pair) await peer.startProviding(PROVIDE)
    await postFree(world, requestor, 6)
    await world.clock.advance(20_000)
    expect((await jobOf(requestor)).verified).toBe(0)
    const honest = [await world.join(), await world.join()]
    for (const { peer } of honest) await peer.startProviding(PROVIDE)
    await world.clock.advance(20_000)
    expect(await jobOf(requestor)).toMatchObject({ phase: 'done', verified: 6 })
  })

  it('lose no subtask when a provider vanishes without a word', async () => {
    const world = createWorld()
    const requestor = await world.join()
    const providers = [await world.join(), await world.join(), await world.join()]
    for (const { peer } of providers) await peer.startProviding(PROVIDE)
    await postFree(world, requestor, 60)
    await world.clock.advance(2_500)
    expect((await jobOf(requestor)).phase).toBe('running')
    world.network.kill(providers[0]?.mesh.self as never)
    await world.clock.advance(60_000)
    expect(await jobOf(requestor)).toMatchObject({ phase: 'done', verified: 60 })
  })

  it('take a job up again after the requestor’s tab was reloaded', async () => {
    const world = createWorld()
    const first = await world.join()
    const providers = [await world.join(), await world.join()]
    for (const { peer } of providers) await peer.startProviding(PROVIDE)
    await postFree(world, first, 60)
    await world.clock.advance(4_000)
    const before = await jobOf(first)
    expect(before.phase).toBe('running')
    expect(before.verified).toBeGreaterThan(5)
    world.network.kill(first.mesh.self)

    const again = await world.join({ store: first.store })
    expect((await jobOf(again)).verified).toBeGreaterThanOrEqual(before.verified)
    await world.clock.advance(60_000)
    expect(await jobOf(again)).toMatchObject({ phase: 'done', verified: 60 })
  })

  it('drop whoever sends malformed bytes, and nothing else', async () => {
    const world = createWorld()
    const requestor = await world.join()
    const providers = [await world.join(), await world.join()]
    for (const { peer } of providers) await peer.startProviding(PROVIDE)
    const vandal = world.network.join(peerIdOfSeed(new Uint8Array(32).fill(77)))
    await postFree(world, requestor, 20)
    await world.clock.advance(500)
    for (const protocol of ['/loam/offer/1', '/loam/block/1', '/loam/work/1']) {
      const opening = vandal
        .open(requestor.mesh.self, protocol, { path: 'any', signal: new AbortController().signal })
        .catch(() => undefined)
      await world.clock.advance(50)
      const channel = await opening
      void channel?.send(Uint8Array.of(0xff, 1, 2, 3)).catch(() => {})
    }
    await vandal.publish('/loam/demand/1', new Uint8Array(60_000).fill(3))
    await world.clock.advance(30_000)
    expect(await jobOf(requestor)).toMatchObject({ phase: 'done', verified: 20 })
  })

  it('run a paid job: locked once, vouched as it goes, paid to wallets without coin, refunded', async () => {
    const world = createWorld()
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
    const pricePerGigaGas = 10n ** 18n
    const budget = 10n ** 18n
    const posting = requestor.peer.post(draft.draftId, { kind: 'paid', budget, pricePerGigaGas })
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
    const left = await requestor.ledger.readBalance(spender)
    expect(left.glm).toBe(10n ** 20n - money.paid)
  })

  it('work over the relay where no direct path exists and its operator carries work', async () => {
    const world = createWorld()
    const requestor = await world.join()
    const providers = [await world.join(), await world.join()]
    for (const { peer, mesh } of providers) {
      world.network.setReach(mesh.self, { direct: false, relayed: true })
      await peer.startProviding(PROVIDE)
    }
    await postFree(world, requestor, 20)
    await world.clock.advance(1_500)
    for (const { path } of (await jobOf(requestor)).providers) expect(path).toBe('relayed')
    await world.clock.advance(30_000)
    expect(await jobOf(requestor)).toMatchObject({ phase: 'done', verified: 20 })
  })

  it('say “cannot work from this network” when agreements come to nothing', async () => {
    const world = createWorld()
    const requestor = await world.join()
    const provider = await world.join()
    await provider.peer.startProviding(PROVIDE)
    await postFree(world, requestor, 4)
    // Offers pass over the relay; the work channel does not: its operator does not carry work.
    const open = requestor.mesh.open.bind(requestor.mesh)
    requestor.mesh.open = (peer, protocol, options) =>
      protocol === '/loam/work/1'
        ? Promise.reject(new UnreachableError(peer, 'no path'))
        : open(peer, protocol, options)
    await world.clock.advance(60_000)
    const { provider: view } = await provider.peer.view()
    expect(view.status).toBe('cannotWork')
    expect(view.reason).toContain('this network')
  })

  it('refund all that is not owed after a reload between reservation and first result', async () => {
    const world = createWorld()
    const spender = asAddress(`0x${'ab'.repeat(20)}`)
    const wallet = world.escrow.wallet(spender, { glm: 10n ** 20n, coin: 10n ** 18n })
    const first = await world.join({ wallet })
    const lost = await world.join({ habits: { subtaskMs: 60_000 } })
    await lost.peer.startProviding({ ...PROVIDE, payee: world.payee(11).address })
    const preparing = first.peer.prepare('toy', { subtasks: 8 }, {})
    await world.clock.advance(200)
    const draft = await preparing
    if (draft.kind !== 'ready') throw new Error(draft.message)
    const terms = { kind: 'paid', budget: 10n ** 18n, pricePerGigaGas: 10n ** 17n } as const
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

  it('finish small paid jobs on twice the expected cost, one payee being a cheat', async () => {
    for (const subtasks of [6, 12, 24]) {
      const world = createWorld()
      const wallet = world.escrow.wallet(asAddress(`0x${'ab'.repeat(20)}`), {
        glm: 10n ** 20n,
        coin: 10n ** 18n,
      })
      const requestor = await world.join({ wallet })
      const spoil: NonNullable<ToyHabits['spoil']> = (result) =>
        result.kind === 'done' ? { ...result, output: new Uint8Array(32) } : result
      const habits = [{ subtaskMs: 20, spoil }, {}, {}, {}]
      for (const [at, habit] of habits.entries()) {
        const signer = world.payee(11 + at)
        const { peer } = await world.join({ habits: habit, signer })
        await peer.startProviding({ ...PROVIDE, payee: signer.address })
      }
      const preparing = requestor.peer.prepare('toy', { subtasks }, {})
      await world.clock.advance(200)
      const draft = await preparing
      if (draft.kind !== 'ready') throw new Error(draft.message)
      const pricePerGigaGas = 10n ** 18n
      const budget = (4n * draft.estimatedGas * pricePerGigaGas) / 10n ** 9n
      const posting = requestor.peer.post(draft.draftId, { kind: 'paid', budget, pricePerGigaGas })
      await world.clock.advance(60_000)
      await posting
      expect(await jobOf(requestor)).toMatchObject({ phase: 'done', verified: subtasks })
    }
  })

  it('leave nothing behind when the wallet refuses', async () => {
    const world = createWorld()
    const refuser: Wallet = {
      address: asAddress(`0x${'cd'.repeat(20)}`),
      open: async () => ({ kind: 'refused', message: 'The wallet said no.' }),
    }
    const requestor = await world.join({ wallet: refuser })
    const preparing = requestor.peer.prepare('toy', { subtasks: 4 }, {})
    await world.clock.advance(200)
    const draft = await preparing
    if (draft.kind !== 'ready') throw new Error(draft.message)
    const terms = { kind: 'paid', budget: 10n ** 18n, pricePerGigaGas: 1n } as const
    expect(await requestor.peer.post(draft.draftId, terms)).toEqual({
      kind: 'refused',
      message: 'The wallet said no.',
    })
    expect((await requestor.peer.view()).jobs).toEqual([])
    expect(await requestor.store.loadRange([])).toEqual([])
  })
})
