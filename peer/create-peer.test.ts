import { sha256 } from '@noble/hashes/sha2.js'
import { describe, expect, it, vi } from 'vitest'
import { MAX_PROVIDERS } from '#protocol/market/pool.ts'
import { peerIdOfSeed } from '#protocol/trust/seal.ts'
import { BLOCK_PROTOCOL, OFFER_PROTOCOL, WORK_PROTOCOL } from '#protocol/wire/protocols.ts'
import { DEMAND_TOPIC } from '#protocol/wire/topics.ts'
import { type ToyHabits, toyOutput } from '#test/support/toy-compute.ts'
import { createToyWorld, jobOf, PROVIDE, postFree } from '#test/support/toy-world.ts'
import { UnreachableError } from './ports/errors.ts'
import { sleep } from './time-limit.ts'

const sharedHash = sha256(new Uint8Array(700_000).fill(7))
const rightOutput = (index: number) =>
  toyOutput(Uint8Array.of(index & 0xff, index >> 8), sharedHash)

describe('peers on the memory mesh', { timeout: 60_000 }, () => {
  it('run a whole free job: found, computed twice, compared, credited', async () => {
    const world = createToyWorld()
    const requestor = await world.join()
    const providers = [await world.join(), await world.join(), await world.join()]
    for (const { peer } of providers) await peer.startProviding(PROVIDE)
    const verified: number[] = []
    requestor.peer.onVerified((results) => verified.push(...results.map(({ index }) => index)))
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
    const world = createToyWorld()
    const requestor = await world.join()
    const draft = await requestor.peer.prepare('toy', { subtasks: 0 }, {})
    expect(draft).toMatchObject({ kind: 'invalid', code: 'no_subtasks' })
  })

  it('catch a provider that returns wrong bytes, and keep them out', async () => {
    const world = createToyWorld()
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
    const world = createToyWorld()
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
    const world = createToyWorld()
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

  it('give the places of providers that fell silent before they were ready to others', async () => {
    const world = createToyWorld()
    const requestor = await world.join()
    for (let at = 0; at < MAX_PROVIDERS; at += 1) {
      const { mesh, peer } = await world.join()
      const handle = mesh.handle.bind(mesh)
      mesh.handle = (protocol, run) =>
        handle(protocol, (end) => run(Object.assign(end, { send: () => new Promise(() => {}) })))
      await peer.startProviding(PROVIDE)
    }
    await postFree(world, requestor, MAX_PROVIDERS)
    await world.clock.advance(2_000)
    expect((await jobOf(requestor)).providers).toHaveLength(MAX_PROVIDERS)
    for (const { peer } of [await world.join(), await world.join()])
      await peer.startProviding(PROVIDE)
    await world.clock.advance(12_000)
    expect(await jobOf(requestor)).toMatchObject({ phase: 'done', verified: MAX_PROVIDERS })
  })

  it('open with jobs while the network changes, however slow the disk', async () => {
    const world = createToyWorld()
    const { store } = await world.join()
    const seed = new Uint8Array(32).fill(99)
    const slow = {
      ...store,
      loadRange: async (prefix: Parameters<typeof store.loadRange>[0]) => {
        await sleep(world.clock, 1_000)
        return store.loadRange(prefix)
      },
    }
    const joining = world.join({ seed, store: slow })
    for (let at = 0; at < 100; at++) {
      await world.clock.advance(100)
      world.network.setReach(peerIdOfSeed(seed), { direct: at % 2 === 0, relayed: true })
    }
    expect((await (await joining).peer.view()).jobs).toEqual([])
  })

  it('take a job up again after the requestor’s tab was reloaded', async () => {
    const world = createToyWorld()
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

  it('find each other within half a second where few are here', async () => {
    const world = createToyWorld()
    const requestor = await world.join()
    const provider = await world.join()
    await provider.peer.startProviding(PROVIDE)
    await postFree(world, requestor, 20)
    await world.clock.advance(500)
    expect((await jobOf(requestor)).providers).toMatchObject([{ peer: provider.mesh.self }])
  })

  it('drop whoever sends malformed bytes, and nothing else', async () => {
    const world = createToyWorld()
    const requestor = await world.join()
    const providers = [await world.join(), await world.join()]
    for (const { peer } of providers) await peer.startProviding(PROVIDE)
    await postFree(world, requestor, 20)
    await world.clock.advance(500)
    const victims = [
      [requestor.mesh, OFFER_PROTOCOL],
      [requestor.mesh, BLOCK_PROTOCOL],
      [providers[0]?.mesh, WORK_PROTOCOL],
    ] as const
    for (const [at, [victim, protocol]] of victims.entries()) {
      if (victim === undefined) throw new Error('no victim')
      const vandal = world.network.join(peerIdOfSeed(new Uint8Array(32).fill(77 + at)))
      const dropped = vi.spyOn(victim, 'drop')
      const opening = vandal.open(victim.self, protocol, {
        path: 'any',
        signal: new AbortController().signal,
      })
      await world.clock.advance(50)
      const channel = await opening
      void channel.send(Uint8Array.of(0xff, 1, 2, 3)).catch(() => {})
      await vandal.publish(DEMAND_TOPIC, new Uint8Array(60_000).fill(3))
      await world.clock.advance(50)
      expect(dropped.mock.lastCall?.[0]).toBe(vandal.self)
    }
    await world.clock.advance(30_000)
    expect(await jobOf(requestor)).toMatchObject({ phase: 'done', verified: 20 })
  })

  it('work over the relay where no direct path exists and its operator carries work', async () => {
    const world = createToyWorld()
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
    const world = createToyWorld()
    const requestor = await world.join()
    const provider = await world.join()
    await provider.peer.startProviding(PROVIDE)
    await postFree(world, requestor, 4)
    // Offers pass over the relay; the work channel does not: its operator does not carry work.
    const open = requestor.mesh.open.bind(requestor.mesh)
    requestor.mesh.open = (peer, protocol, options) =>
      protocol === WORK_PROTOCOL
        ? Promise.reject(new UnreachableError(peer, 'no path'))
        : open(peer, protocol, options)
    await world.clock.advance(60_000)
    const { provider: view } = await provider.peer.view()
    expect(view.status).toBe('cannotWork')
    expect(view.explanation?.reason).toContain('this network')
  })

  it('say so at once where the network lets no work pass, and leave others to it', async () => {
    const world = createToyWorld()
    const requestor = await world.join()
    const blocked = await world.join()
    world.network.setReach(blocked.mesh.self, { direct: false, relayed: true, carriesWork: false })
    await blocked.peer.startProviding(PROVIDE)
    await postFree(world, requestor, 4)
    await world.clock.advance(5_000)
    expect((await blocked.peer.view()).provider).toMatchObject({ status: 'cannotWork', jobs: [] })
    for (const { peer } of [await world.join(), await world.join()])
      await peer.startProviding(PROVIDE)
    await world.clock.advance(30_000)
    expect(await jobOf(requestor)).toMatchObject({ phase: 'done', verified: 4 })
  })

  it('refuse to post where the network lets no work pass, before anything is locked', async () => {
    const world = createToyWorld()
    const { peer, mesh } = await world.join()
    world.network.setReach(mesh.self, { direct: false, relayed: true, carriesWork: false })
    const preparing = peer.prepare('toy', { subtasks: 4 }, {})
    await world.clock.advance(200)
    const draft = await preparing
    if (draft.kind !== 'ready') throw new Error(draft.message)
    const posted = await peer.post(draft.draftId, { kind: 'free' })
    expect(posted).toMatchObject({ kind: 'refused' })
    expect(JSON.stringify(posted)).toContain('Cannot work from this network')
  })
})
