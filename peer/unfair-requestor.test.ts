import { expect, it, vi } from 'vitest'
import { type MarketRules, USUAL_RULES } from '#protocol/market/market-rules.ts'
import { madeGood, shareMadeGood } from '#protocol/market/requestor-record.ts'
import { decode, encode } from '#protocol/wire/codec.ts'
import { MAX_FRAME_BYTES } from '#protocol/wire/limits.ts'
import { type RequestorMessage, requestorMessageSchema } from '#protocol/wire/messages.ts'
import { WORK_PROTOCOL } from '#protocol/wire/protocols.ts'
import { callsAllWrong } from '#test/support/cheats/twists.ts'
import {
  createToyWorld,
  jobOf,
  joinPaid,
  joinProvider,
  PROVIDE,
  postFree,
  postPaid,
  richWallet,
  type ToyMember,
  type ToyWorld,
  untilOver,
} from '#test/support/toy-world.ts'

vi.setConfig({ testTimeout: 120_000 })

const SUBTASKS = 2_000
/**
 * Four credit windows, each of ten seconds of work, and the time until it begins: up to ten seconds
 * more where an account was due first.
 */
const CREDIT_MS = 65_000
/** Longer than a requestor that went away is waited for. */
const LONG_MS = 3_700_000
const DAY_MS = 24 * 3_600_000
const BAD_RECORD = /left ([\d,]+) of ([\d,]+) pieces without a verdict/
const LET_ALONE = /took all the credit/

/** Whoever this requestor works with never hears such words of it, but others in their place. */
function swallow(
  { mesh }: ToyMember,
  type: RequestorMessage['type'],
  instead: (said: RequestorMessage) => RequestorMessage | undefined = () => undefined,
): void {
  const open = mesh.open.bind(mesh)
  mesh.open = async (remote, protocol, options) => {
    const channel = await open(remote, protocol, options)
    if (protocol !== WORK_PROTOCOL) return channel
    const send = channel.send.bind(channel)
    channel.send = async (frame) => {
      const said = decode(requestorMessageSchema, frame, 'own message', MAX_FRAME_BYTES)
      if (said.type !== type) return send(frame)
      const other = instead(said)
      if (other !== undefined) await send(encode(requestorMessageSchema, other))
    }
    return channel
  }
}

const look = async ({ peer }: ToyMember) => (await peer.view()).provider

/** Lets the provider work for whoever asks, until it has left and hears the demands of before. */
async function untilRefused(world: ToyWorld, provider: ToyMember, why = BAD_RECORD) {
  for (let tries = 0; tries < 60; tries += 1) {
    await world.clock.advance(5_000)
    const refusal = (await look(provider)).passedOver.find(({ reason }) => why.test(reason))
    if (refusal !== undefined) return refusal
  }
  throw new Error('it was never refused')
}

/** On three days: posts a job, takes all the credit there is, and drops it. */
async function overdraw(world: ToyWorld, unfair: ToyMember) {
  for (let day = 0; day < 3; day += 1) {
    await postFree(world, unfair, SUBTASKS)
    await world.clock.advance(CREDIT_MS)
    await unfair.peer.cancel((await jobOf(unfair)).jobId)
    await world.clock.advance(DAY_MS)
  }
}

/** A tab vanishes, and comes back under another key with what it had stored. */
async function reload(world: ToyWorld, { peer, mesh, store }: ToyMember): Promise<ToyMember> {
  world.network.kill(mesh.self)
  void peer.stop()
  await world.clock.advance(2_000)
  return world.join({ store })
}

it('works no more for who took its answers and judged none, after a reload too', async () => {
  const world = createToyWorld()
  const unfair = await world.join()
  swallow(unfair, 'verdict')
  const provider = await joinProvider(world)
  await joinProvider(world)
  await overdraw(world, unfair)
  await postFree(world, unfair, SUBTASKS)
  const { reason } = await untilRefused(world, provider)
  const [, left, all] = BAD_RECORD.exec(reason) ?? []
  expect(left).toBe(all)
  expect(Number(left?.replace(',', ''))).toBeGreaterThan(256)

  const honest = await world.join()
  await postFree(world, honest, 20)
  expect(await untilOver(world, honest)).toMatchObject({ phase: 'done', verified: 20 })

  await provider.peer.stop()
  const again = await world.join({ store: provider.store })
  await again.peer.startProviding(PROVIDE)
  await untilRefused(world, again)
  const rules: MarketRules = { ...USUAL_RULES, leastRecord: { kind: 'any' } }
  await again.peer.startProviding({ ...PROVIDE, rules })
  await world.clock.advance(15_000)
  expect((await look(again)).jobs).toMatchObject([{ requestor: unfair.mesh.self }])
})

it('works no more for who takes its answers and calls each off', async () => {
  const world = createToyWorld()
  const unfair = await world.join()
  swallow(unfair, 'verdict', (said) =>
    said.type === 'verdict' ? { type: 'cancel', leaseId: said.leaseId } : undefined,
  )
  const provider = await joinProvider(world)
  await joinProvider(world)
  await overdraw(world, unfair)
  await postFree(world, unfair, SUBTASKS)
  await untilRefused(world, provider)
})

it.each([
  ['judges none', () => undefined],
  ['calls each wrong', callsAllWrong],
])('lets whoever overdrew alone for an hour: %s', async (_, lie) => {
  const world = createToyWorld()
  const unfair = await world.join()
  swallow(unfair, 'verdict', lie(unfair.seed))
  const provider = await joinProvider(world)
  await joinProvider(world)
  await postFree(world, unfair, SUBTASKS)
  await world.clock.advance(CREDIT_MS)
  const { computed, jobs } = await look(provider)
  expect(computed).toBeGreaterThan(256)
  expect(jobs).toEqual([])

  await provider.peer.stop()
  const again = await world.join({ store: provider.store })
  await again.peer.startProviding(PROVIDE)
  await world.clock.advance(LONG_MS - 2 * CREDIT_MS - 100_000)
  const { advice } = await untilRefused(world, again, LET_ALONE)
  expect(advice).toMatch(/let alone for \d+ (min|s) more/)
  expect((await look(again)).computed).toBe(0)

  await world.clock.advance(200_000)
  expect((await look(again)).computed).toBeGreaterThan(256)
})

it('goes on working for whom the escrow paid in the end, though no voucher came', async () => {
  const world = createToyWorld()
  const silent = await world.join({ wallet: richWallet(world) })
  swallow(silent, 'voucher')
  const provider = await joinPaid(world, 11)
  await joinPaid(world, 12)
  await postPaid(world, silent, { subtasks: SUBTASKS, budgetPercent: 200n })
  await world.clock.advance(30_000)
  void silent.peer.cancel((await jobOf(silent)).jobId)
  await world.clock.advance(LONG_MS)
  await postPaid(world, silent, { subtasks: SUBTASKS, budgetPercent: 200n })
  await world.clock.advance(4_000)
  const [job] = (await look(provider)).jobs
  expect(job?.record.charged).toBeGreaterThan(64)
  expect(job?.record).toMatchObject({ unpaid: 0, breaks: 0 })
})

it('goes on working for who reloads its tab again and again', async () => {
  const world = createToyWorld()
  let requestor = await world.join()
  const provider = await joinProvider(world, { subtaskMs: 100 })
  await joinProvider(world, { subtaskMs: 400 })
  await postFree(world, requestor, 80)
  for (let times = 0; times < 4; times += 1) {
    await world.clock.advance(5_000)
    requestor = await reload(world, requestor)
  }
  expect(await untilOver(world, requestor)).toMatchObject({ phase: 'done', verified: 80 })
  await world.clock.advance(LONG_MS)
  await postFree(world, requestor, 20)
  await world.clock.advance(4_000)
  const [job] = (await look(provider)).jobs
  expect(job && madeGood(job.record)).toBeGreaterThan(0)
  expect(job && shareMadeGood(job.record)).toBe(1)
  expect(await untilOver(world, requestor)).toMatchObject({ phase: 'done' })
})

it('holds nothing against who came back and is still at work after more than an hour', async () => {
  const world = createToyWorld()
  const first = await world.join()
  const provider = await joinProvider(world, { subtaskMs: 60_000 })
  await joinProvider(world, { subtaskMs: 200_000 })
  await postFree(world, first, 80)
  await world.clock.advance(400_000)
  const [before] = (await look(provider)).jobs
  expect(before && before.answered - before.verified).toBeGreaterThan(2)
  await reload(world, first)
  await world.clock.advance(LONG_MS)
  await look(provider)
  const [job] = (await look(provider)).jobs
  expect(job?.record).toMatchObject({ unjudged: 0, breaks: 0 })
})

it('goes on working for who ended a job early once, and remembers what was left', async () => {
  const world = createToyWorld()
  const requestor = await world.join()
  const provider = await joinProvider(world, { subtaskMs: 100 })
  await joinProvider(world, { subtaskMs: 2_000 })
  await postFree(world, requestor, 200)
  await world.clock.advance(6_000)
  const [before] = (await look(provider)).jobs
  const inCheck = (before?.answered ?? 0) - (before?.verified ?? 0)
  expect(inCheck).toBeGreaterThan(15)
  const jobId = (await jobOf(requestor)).jobId
  await requestor.peer.cancel(jobId)
  await world.clock.advance(LONG_MS)
  await postFree(world, requestor, 20)
  await world.clock.advance(4_000)
  const [job] = (await look(provider)).jobs
  expect(job?.record.unjudged).toBeGreaterThan(15)
  expect(await untilOver(world, requestor)).toMatchObject({ phase: 'done' })
})
