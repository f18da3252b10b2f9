import { describe, expect, it, vi } from 'vitest'
import type { Channel, Mesh } from '#peer/ports/mesh.ts'
import { asAddress, asCid, asJobId } from '#protocol/ids.ts'
import {
  agreementSchema,
  type Demand,
  demandSchema,
  type Offer,
  offerSchema,
} from '#protocol/market/demand.ts'
import { USUAL_RULES } from '#protocol/market/market-rules.ts'
import { peerIdOfSeed, seal, sealedSchema, unseal } from '#protocol/trust/seal.ts'
import { decode, encode } from '#protocol/wire/codec.ts'
import { MAX_FRAME_BYTES } from '#protocol/wire/limits.ts'
import {
  blockMessageSchema,
  type OfferMessage,
  offerMessageSchema,
  providerMessageSchema,
  requestorMessageSchema,
} from '#protocol/wire/messages.ts'
import { BLOCK_PROTOCOL, OFFER_PROTOCOL, WORK_PROTOCOL } from '#protocol/wire/protocols.ts'
import { DEMAND_TOPIC } from '#protocol/wire/topics.ts'
import { createToyWorld, jobOf, PROVIDE, postFree, type ToyWorld } from '#test/support/toy-world.ts'

/** Somebody who cries demands of its own making, and hears the offers that come. */
function joinCrier(world: ToyWorld) {
  const seed = new Uint8Array(32).fill(99)
  const mesh = world.network.join(peerIdOfSeed(seed))
  const offers: Offer[] = []
  const channels: Channel[] = []
  /** What was said to agreements. */
  const answers: OfferMessage[] = []
  mesh.handle(OFFER_PROTOCOL, (channel) =>
    channel.onFrame((frame) => {
      const message = decode(offerMessageSchema, frame, 'offer', MAX_FRAME_BYTES)
      if (message.type !== 'offer') return void answers.push(message)
      offers.push(unseal('offer', offerSchema, message.offer, ({ provider }) => provider))
      channels.push(channel)
    }),
  )
  const demandedAt = new Map<string, number>()
  const cry = (job: number, change: Partial<Demand> = {}) => {
    const demand = demandOf(mesh, job, world.clock.now())
    demandedAt.set(demand.jobId, world.clock.now())
    const sealed = seal('demand', demandSchema, { ...demand, ...change }, seed)
    return mesh.publish(DEMAND_TOPIC, encode(sealedSchema, sealed))
  }
  /** Signs what was offered as the `at`th. */
  const agree = async (at: number, agreementId: Uint8Array) => {
    const [offer, channel] = [offers[at], channels[at]]
    if (offer === undefined || channel === undefined) throw new Error('no such offer')
    const signedAt = world.clock.now()
    const demand = demandOf(mesh, Number(offer.jobId), Number(demandedAt.get(offer.jobId)))
    const agreement = { agreementId, demand, offer, signedAt }
    const sealed = seal('agreement', agreementSchema, agreement, seed)
    await channel.send(encode(offerMessageSchema, { type: 'agree', agreement: sealed }))
  }
  return { mesh, cry, agree, answers, offers: () => offers.length, newest: () => offers.at(-1) }
}

const LIMITS = {
  gas: 1_000n,
  memoryBytes: 65_536,
  outputBytes: 1_024,
  logBytes: 0,
  wallMs: 1_000,
}
/** More memory than any provider grants. */
const REFUSED = { limits: { ...LIMITS, memoryBytes: 2 ** 32 - 65_536 } }
const CID = asCid('bafkreigh2akiscaildcqabsyg3dfr6chu3fgpregiymsck7e7aqa4s52zy')

const demandOf = (mesh: Mesh, job: number, now: number): Demand => ({
  demandId: new Uint8Array(16),
  jobId: asJobId(`0x${job.toString(16).padStart(64, '0')}`),
  requestor: mesh.self,
  appId: 'toy',
  title: `Job ${job}`,
  format: 'kernel',
  subtasks: 1,
  gasPerSubtask: 1n,
  limits: LIMITS,
  module: CID,
  shared: CID,
  downloadBytes: 1_024,
  terms: { kind: 'free' },
  deadline: now + 3_600_000,
  needs: { cores: 1, bytesPerSecond: 0 },
  policy: { kind: 'quorum', parties: 2 },
  since: 1,
  answerProbability: 1,
  places: 1,
})

describe('a provider among strangers', { timeout: 60_000 }, () => {
  it('keeps eight demands open at once, and takes the next as they run out', async () => {
    const world = createToyWorld()
    const { cry, offers } = joinCrier(world)
    const { peer } = await world.join()
    await peer.startProviding(PROVIDE)
    const cryEach = async (from: number, until: number) => {
      for (let job = from; job < until; job += 1) {
        void cry(job)
        await world.clock.advance(400)
      }
    }
    await cryEach(0, 12)
    expect(offers()).toBe(8)
    await world.clock.advance(20_000)
    await cryEach(12, 15)
    expect(offers()).toBe(11)
  })

  it('answers no more of the demands heard at once than it has places', async () => {
    const world = createToyWorld()
    const { cry, offers } = joinCrier(world)
    const { peer } = await world.join({ habits: { cores: 3 } })
    await peer.startProviding({ ...PROVIDE, cores: 3 })
    for (let job = 0; job < 6; job += 1) void cry(job)
    await world.clock.advance(1_000)
    expect(offers()).toBe(3)
    // What was left out is taken when it is heard again.
    for (let job = 0; job < 6; job += 1) void cry(job)
    await world.clock.advance(1_000)
    expect(offers()).toBe(6)
  })

  it('looks first at what pays best, and at the next where that does not stand', async () => {
    const world = createToyWorld()
    const { cry, newest } = joinCrier(world)
    const { peer, ledger } = await world.join()
    const { chainId, escrow } = ledger.chain
    const payee = asAddress(`0x${'11'.repeat(20)}`)
    const readJob = vi.spyOn(ledger, 'readJob')
    await peer.startProviding({ ...PROVIDE, payee })
    for (const [job, ceilingPerGigaGas] of [5n, 9n, 7n].entries())
      void cry(job, { terms: { kind: 'paid', ceilingPerGigaGas, chainId, escrow, session: payee } })
    void cry(3)
    await world.clock.advance(1_000)
    // None of the three has any escrow.
    expect(readJob.mock.calls.map(([jobId]) => Number(jobId))).toEqual([1, 2, 0])
    expect(Number(newest()?.jobId)).toBe(3)
  })

  it('names its speed and how long it has been here', async () => {
    const world = createToyWorld()
    const { cry, newest } = joinCrier(world)
    const measure = { module: new Uint8Array(8), machine: 'toy' }
    const { peer } = await world.join({ measure })
    await peer.startProviding({ ...PROVIDE, dutyCycle: 0.5 })
    await world.clock.advance(5_000)
    void cry(0)
    await world.clock.advance(1_000)
    // A million gas in a tenth of a second, half of the time.
    expect(Number(newest()?.speed)).toBeCloseTo(5_000_000, -4)
    expect(newest()?.upMs).toBeGreaterThanOrEqual(5_000)
    expect(newest()?.upMs).toBeLessThan(6_000)
  })

  it('holds demands to its rules, and says why one is passed over', async () => {
    const world = createToyWorld()
    const { cry, offers } = joinCrier(world)
    const { peer } = await world.join()
    const rules = { ...USUAL_RULES, apps: { only: [], never: ['toy'] } }
    await peer.startProviding({ ...PROVIDE, rules })
    void cry(0)
    void cry(1, { appId: 'other' })
    await world.clock.advance(1_000)
    expect(offers()).toBe(1)
    expect((await peer.view()).provider.explanation?.reason).toContain(
      'the app toy is on the list of those refused',
    )
  })

  it('looks at 32 demands a second, however many strangers cry', async () => {
    const world = createToyWorld()
    const { cry, offers } = joinCrier(world)
    const { peer } = await world.join()
    await peer.startProviding(PROVIDE)
    for (let job = 0; job < 32; job += 1) void cry(job, REFUSED)
    void cry(32)
    await world.clock.advance(1_000)
    expect(offers()).toBe(0)
    void cry(32)
    await world.clock.advance(1_000)
    expect(offers()).toBe(1)
  })

  it('passes over a demand whose subtasks may run for more than ten minutes, and says why', async () => {
    const world = createToyWorld()
    const { cry, offers } = joinCrier(world)
    const { peer } = await world.join()
    await peer.startProviding(PROVIDE)
    void cry(0, { limits: { ...LIMITS, wallMs: 600_001 } })
    await world.clock.advance(1_000)
    expect(offers()).toBe(0)
    expect((await peer.view()).provider.explanation?.reason).toContain(
      'a subtask may take 11 minutes, 10 granted',
    )
    void cry(1, { limits: { ...LIMITS, wallMs: 600_000 } })
    await world.clock.advance(1_000)
    expect(offers()).toBe(1)
  })

  it('signs with nobody whose place was taken meanwhile, and says so', async () => {
    const world = createToyWorld()
    const { cry, agree, answers, offers } = joinCrier(world)
    const { peer } = await world.join()
    await peer.startProviding(PROVIDE)
    for (const job of [0, 1]) {
      void cry(job)
      await world.clock.advance(400)
    }
    expect(offers()).toBe(2)
    for (const at of [0, 1]) {
      await agree(at, new Uint8Array(16).fill(at))
      await world.clock.advance(100)
    }
    expect(answers).toMatchObject([
      { type: 'sign' },
      {
        type: 'decline',
        reason: '1 of 1 places for jobs are taken',
        advice: expect.stringContaining('another provider'),
      },
    ])
  })

  it('tells who comes under an agreement that waits no more that it does not', async () => {
    const world = createToyWorld()
    const { mesh } = joinCrier(world)
    const provider = await world.join()
    await provider.peer.startProviding(PROVIDE)
    const { signal } = new AbortController()
    const said: unknown[] = []
    const opening = mesh.open(provider.mesh.self, WORK_PROTOCOL, { path: 'any', signal })
    await world.clock.advance(100)
    const channel = await opening
    channel.onFrame((frame) => {
      said.push(decode(providerMessageSchema, frame, 'answer', MAX_FRAME_BYTES))
    })
    const hello = { type: 'hello', agreementId: new Uint8Array(16) } as const
    void channel.send(encode(requestorMessageSchema, hello))
    await world.clock.advance(100)
    expect(said).toEqual([{ type: 'leaving', reason: 'no such agreement waits here' }])
    await channel.closed
  })

  it('signs no agreement once it is stopped', async () => {
    const world = createToyWorld()
    const requestor = await world.join()
    const { peer, mesh } = await world.join()
    const open = mesh.open.bind(mesh)
    mesh.open = async (...asked) => {
      const channel = await open(...asked)
      void peer.stopProviding()
      return channel
    }
    await peer.startProviding(PROVIDE)
    await postFree(world, requestor, 4)
    await world.clock.advance(3_000)
    expect((await peer.view()).provider.status).toBe('off')
    expect(await jobOf(requestor)).toMatchObject({
      providers: [],
      turnedAway: [{ reason: 'did not sign, saying “its owner takes no more work now”' }],
    })
  })

  it('drops a requestor whose program has a block of other bytes, and nobody else', async () => {
    const world = createToyWorld()
    const requestor = await world.join()
    const { peer, mesh } = await world.join()
    const drop = vi.spyOn(mesh, 'drop')
    const open = mesh.open.bind(mesh)
    mesh.open = async (remote, protocol, options) => {
      const channel = await open(remote, protocol, options)
      const onFrame = channel.onFrame.bind(channel)
      if (protocol === BLOCK_PROTOCOL)
        channel.onFrame = (take) => onFrame((frame) => take(spoilBlock(frame)))
      return channel
    }
    await peer.startProviding(PROVIDE)
    await postFree(world, requestor, 4)
    await world.clock.advance(3_000)
    expect(drop.mock.calls.map(([who]) => who)).toEqual([requestor.mesh.self])
    expect((await peer.view()).provider).toMatchObject({ jobs: [] })
    for (const other of [await world.join(), await world.join()])
      await other.peer.startProviding(PROVIDE)
    await world.clock.advance(10_000)
    expect(await jobOf(requestor)).toMatchObject({ phase: 'done', verified: 4 })
  })
})

/** The same answer with one bit of a packed block changed. */
function spoilBlock(frame: Uint8Array): Uint8Array {
  const message = decode(blockMessageSchema, frame, 'block', MAX_FRAME_BYTES)
  if (message.type !== 'packed') return frame
  const data = message.data.map((byte, at) => (at === 1 ? byte ^ 1 : byte))
  return encode(blockMessageSchema, { ...message, data })
}
