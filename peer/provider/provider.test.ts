import { expect, it } from 'vitest'
import { createMemoryNetwork } from '#peer/adapters/mesh-memory/memory-network.ts'
import { createMemoryStore } from '#peer/adapters/store-memory/memory-store.ts'
import { createPeer } from '#peer/create-peer.ts'
import type { Compute } from '#peer/ports/compute.ts'
import type { Channel } from '#peer/ports/mesh.ts'
import { peerIdOfSeed } from '#protocol/trust/seal.ts'
import { createFakeClock } from '#test/support/fake-clock.ts'
import { promptPacking } from '#test/support/prompt-packing.ts'
import { toyApp } from '#test/support/toy-app.ts'
import { createToyCompute } from '#test/support/toy-compute.ts'

/** What may hang at the end of an engagement, on the provider's side. */
interface Hang {
  readonly core?: Partial<Awaited<ReturnType<Compute['open']>>>
  readonly channel?: Partial<Channel>
  /** No core ever opens. */
  readonly start?: true
  /** Two cores are lent, and the second opens when this resolves. */
  readonly second?: Promise<void>
}

const TERMS = { cores: 1, payee: undefined, acceptFree: true, floorPerGigaGas: 0n }

const never = () => new Promise<never>(() => {})

/** A provider with something that hangs, at work for a requestor that is fine. */
async function startWorking(hang: Hang) {
  const clock = createFakeClock()
  const network = createMemoryNetwork({ clock })
  const join = (at: number) => {
    const seed = new Uint8Array(32).fill(at)
    const mesh = network.join(peerIdOfSeed(seed))
    return { seed, clock, mesh, packing: promptPacking, apps: [toyApp] }
  }

  const there = join(1)
  const requestor = await createPeer({
    ...there,
    compute: createToyCompute(clock),
    store: createMemoryStore(),
  })

  const here = join(2)
  const { handle, subscribe } = here.mesh
  let isMute = false
  let isDumb = false
  here.mesh.subscribe = (topic, run) =>
    subscribe.call(here.mesh, topic, (bytes, from) => (isMute ? undefined : run(bytes, from)))
  here.mesh.handle = (protocol, run) =>
    handle.call(here.mesh, protocol, (end) =>
      run({
        ...delegate(end),
        send: (frame) => (isDumb ? never() : end.send(frame)),
        onFrame: (take) => end.onFrame((frame) => (isMute ? undefined : take(frame))),
        ...hang.channel,
      }),
    )
  const toy = createToyCompute(clock)
  let opened = 0
  const store = createMemoryStore()
  const provider = await createPeer({
    ...here,
    compute: {
      ...toy,
      open: async (program, options) => {
        if (hang.start) await never()
        opened += 1
        if (opened === 2) await hang.second
        return { ...(await toy.open(program, options)), ...hang.core }
      },
    },
    store,
  })
  await provider.startProviding({ ...TERMS, cores: hang.second ? 2 : 1 })

  const preparing = requestor.prepare('toy', { subtasks: 1_000 }, {})
  await clock.advance(200)
  const draft = await preparing
  if (draft.kind !== 'ready') throw new Error(draft.message)
  const posted = await requestor.post(draft.draftId, { kind: 'free' })
  if (posted.kind !== 'posted') throw new Error(posted.message)
  await clock.advance(5_000)
  const look = async () => (await provider.view()).provider
  expect(await look()).toMatchObject({ status: 'working', jobs: [{ jobId: posted.jobId }] })
  /** From now on the provider hears nothing of its requestor. */
  const mute = () => {
    isMute = true
  }
  /** From now on its requestor takes no frame of the provider's. */
  const dumb = () => {
    isDumb = true
  }
  return { clock, requestor, provider, store, look, mute, dumb, jobId: posted.jobId }
}

/** A channel's members as plain properties, so that some can be replaced. */
const delegate = (end: Channel): Channel => ({
  remote: end.remote,
  remoteAddress: end.remoteAddress,
  path: end.path,
  closed: end.closed,
  send: (frame) => end.send(frame),
  onFrame: (handler) => end.onFrame(handler),
  close: () => end.close(),
})

it('is on again when it is started while it still stops', async () => {
  const { clock, provider, look } = await startWorking({ core: { close: never } })
  const stopping = provider.stopProviding()
  await provider.startProviding(TERMS)
  expect(await look()).toMatchObject({ status: 'leaving' })
  await clock.advance(10_000)
  await stopping
  expect(await look()).toMatchObject({ status: 'working', cores: 1 })
})

it.each<[string, Hang]>([
  ['a core that never closes', { core: { close: never } }],
  ['a channel that never closes', { channel: { close: never, closed: never() } }],
])('%s keeps no provider at work', async (_, hang) => {
  const { clock, requestor, look, jobId } = await startWorking(hang)
  await requestor.cancel(jobId)
  await clock.advance(30_000)
  expect(await look()).toMatchObject({ status: 'idle', jobs: [] })
})

it.each<[string, Hang]>([
  ['a core that never closes', { core: { close: never } }],
  ['a channel that never closes', { channel: { close: never, closed: never() } }],
  ['a requestor that takes no frame', { channel: { send: never } }],
])('%s does not keep a provider from stopping', async (_, hang) => {
  const { clock, provider, look } = await startWorking(hang)
  let isStopped = false
  void provider.stopProviding().then(() => {
    isStopped = true
  })
  await clock.advance(30_000)
  expect(isStopped).toBe(true)
  expect(await look()).toMatchObject({ status: 'off', jobs: [] })
})

it('a sandbox that does not start gives the job up', async () => {
  const { clock, requestor, look } = await startWorking({ start: true })
  const job = async () => (await requestor.view()).jobs[0]
  await clock.advance(20_000)
  expect((await job())?.providers).toMatchObject([{ state: 'connecting' }])
  // Five seconds of it are spent waiting for what hangs.
  await clock.advance(11_000)
  expect(await look()).toMatchObject({ status: 'idle', jobs: [] })
  expect((await job())?.turnedAway).toMatchObject([
    { reason: 'left, saying “its sandbox does not start”' },
  ])
})

it('work begins on the first core, and the others join it', async () => {
  const second = Promise.withResolvers<void>()
  const { clock, requestor, look } = await startWorking({ second: second.promise })
  const providers = async () => (await requestor.view()).jobs[0]?.providers
  expect(await look()).toMatchObject({ jobs: [{ running: 1 }] })
  expect(await providers()).toMatchObject([{ state: 'working', cores: 1 }])
  second.resolve()
  await clock.advance(1_000)
  expect(await look()).toMatchObject({ jobs: [{ running: 2 }] })
  expect(await providers()).toMatchObject([{ state: 'working', cores: 2 }])
})

it('a provider that falls silent before it is ready is suspected, then given up', async () => {
  const { clock, requestor } = await startWorking({ channel: { send: never } })
  const job = async () => (await requestor.view()).jobs[0]
  expect((await job())?.providers).toMatchObject([{ state: 'suspect' }])
  await clock.advance(11_000)
  expect((await job())?.turnedAway).toMatchObject([{ reason: 'silent for too long' }])
})

it('a requestor that falls silent before its provider is ready is given up', async () => {
  const { clock, look, mute } = await startWorking({ start: true })
  mute()
  await clock.advance(21_000)
  expect(await look()).toMatchObject({ jobs: [] })
  expect((await look()).explanation?.reason).toContain('the requestor went silent')
})

it('a requestor that says goodbye while its provider stops is not asked about what that left', async () => {
  const { clock, requestor, provider, store, dumb, jobId } = await startWorking({})
  dumb()
  void provider.stopProviding()
  await requestor.cancel(jobId)
  await clock.advance(30_000)
  expect(await store.loadKeys(['provider', 'openAccount'])).toEqual([])
})

it('books that cannot be kept do not keep a provider from stopping', async () => {
  const { clock, requestor, provider, store, look, jobId } = await startWorking({})
  const { save } = store
  store.save = (key, bytes) => {
    if (key[1] === 'openAccount') throw new RangeError('more digits than an amount has')
    return save.call(store, key, bytes)
  }
  await requestor.cancel(jobId)
  await clock.advance(1_000)
  expect(await look()).toMatchObject({ status: 'idle', jobs: [] })
  void provider.stopProviding()
  await clock.advance(1_000)
  expect(await look()).toMatchObject({ status: 'off' })
})
