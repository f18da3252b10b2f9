import { sha256 } from '@noble/hashes/sha2.js'
import { describe, expect, it } from 'vitest'
import { SavedRecords } from '#peer/saved-records.ts'
import type { JobId } from '#protocol/ids.ts'
import type { Policy } from '#protocol/trust/policy.ts'
import { toyApp } from '#test/support/toy-app.ts'
import { type ToyHabits, toyOutput } from '#test/support/toy-compute.ts'
import {
  createToyWorld,
  joinPaid,
  joinProvider,
  postFree,
  postPaid,
  richWallet,
  type ToyMember,
  type ToyWorld,
  untilOver,
} from '#test/support/toy-world.ts'
import { Payees } from './requestor/payees.ts'

const ADAPTIVE: Policy = { kind: 'adaptive', error: 0.01 }
/** All of a new key's first twenty results is checked, and none paid before as many are confirmed. */
const DEFAULT: Policy = { kind: 'adaptive', error: 0.001 }
const SUBTASKS = 300
const TERMS = { subtasks: SUBTASKS, budgetPercent: 150n, policy: DEFAULT }

/** Honest for its first results, and wrong from then on. */
const wrongFrom = (first: number): ToyHabits => ({
  subtaskMs: 20,
  spoil: (result, runs) =>
    result.kind === 'done' && runs >= first ? { ...result, output: new Uint8Array(32) } : result,
})

const post = (world: ToyWorld, requestor: ToyMember, policy: Policy) =>
  postFree(world, requestor, SUBTASKS, 'toy', {}, { policy })

/** One who may pay, three honest ones, and one who is honest ten times. */
async function joinWithCheat() {
  const world = createToyWorld()
  const requestor = await world.join({ wallet: richWallet(world) })
  const cheat = await joinPaid(world, 9, wrongFrom(10))
  for (const at of [11, 12, 13]) await joinPaid(world, at, { subtaskMs: 20 })
  return { world, requestor, cheat }
}

/** Subtasks whose kept bytes are not what an honest host computes. */
async function countWrong({ peer }: ToyMember, jobId: JobId): Promise<number> {
  const { shared } = await toyApp.prepare({ subtasks: SUBTASKS }, {})
  const sharedHash = sha256(shared)
  let wrong = 0
  for (let index = 0; index < SUBTASKS; index += 1) {
    const right = toyOutput(toyApp.input({ subtasks: SUBTASKS }, index), sharedHash)
    const kept = await peer.result(jobId, index)
    if (kept === undefined || !right.every((byte, at) => byte === kept[at])) wrong += 1
  }
  return wrong
}

describe('a job that trusts by what was right before', { timeout: 60_000 }, () => {
  it('computes little twice, and less in the next job', async () => {
    const world = createToyWorld()
    const requestor = await world.join()
    for (let at = 0; at < 3; at += 1) await joinProvider(world, { subtaskMs: 20 })
    const jobId = await post(world, requestor, ADAPTIVE)
    const first = await untilOver(world, requestor)
    expect(first).toMatchObject({ phase: 'done', verified: SUBTASKS })
    expect(first.executions).toBeLessThan(1.3 * SUBTASKS)
    expect(await countWrong(requestor, jobId)).toBe(0)
    await post(world, requestor, ADAPTIVE)
    const second = await untilOver(world, requestor)
    expect(second).toMatchObject({ phase: 'done', verified: SUBTASKS })
    expect(second.executions - SUBTASKS).toBeLessThan((first.executions - SUBTASKS) / 2)
  })

  it('replaces what it took from one who was honest until it was trusted', async () => {
    const world = createToyWorld()
    const requestor = await world.join()
    const cheat = await joinProvider(world, wrongFrom(40))
    for (let at = 0; at < 3; at += 1) await joinProvider(world, { subtaskMs: 20 })
    const heard = new Map<number, Uint8Array>()
    requestor.peer.onVerified((results) => {
      for (const { index, output } of results) heard.set(index, output)
    })
    // Of its wrong ones every third is found out at once, the others are taken until then.
    const jobId = await post(world, requestor, { kind: 'audit', share: 0.3 })
    const job = await untilOver(world, requestor)
    expect(job).toMatchObject({ phase: 'done', verified: SUBTASKS })
    const caught = job.providers.find(({ peer }) => peer === cheat.mesh.self)
    // What others came to as well stays.
    expect(caught?.state).toBe('banned')
    expect(caught?.verified).toBeLessThan(40)
    expect(await countWrong(requestor, jobId)).toBe(0)
    // Who listens has heard of what took the wrong ones' place.
    for (const [index, output] of heard)
      expect(output).toEqual(await requestor.peer.result(jobId, index))
  })

  it('pays in arrears: the honest all of it at the end, one who was caught none of it', async () => {
    const { world, requestor, cheat } = await joinWithCheat()
    await postPaid(world, requestor, TERMS)
    const job = await untilOver(world, requestor)
    expect(job).toMatchObject({ phase: 'done', verified: SUBTASKS })
    const { money, providers } = job
    expect(money?.paid).toBe(money?.vouchered)
    expect((money?.paid ?? 0n) + (money?.refunded ?? 0n)).toBe(money?.deposited)
    // A subtask costs between 10⁶ and 10⁶ + 255 gas, each of them 10⁹ wei.
    const least = 10n ** 15n
    for (const { peer, earned, verified } of providers) {
      // What it gave right before was held back when it was caught.
      if (peer === cheat.mesh.self) expect(earned).toBe(0n)
      else expect(earned).toBeGreaterThanOrEqual(BigInt(verified) * least)
    }
    expect(providers.find(({ peer }) => peer === cheat.mesh.self)?.state).toBe('banned')
  })

  it('remembers over jobs what each payee’s keys were like', async () => {
    const { world, requestor, cheat } = await joinWithCheat()
    await postPaid(world, requestor, TERMS)
    const { providers } = await untilOver(world, requestor)
    const recall = async () => {
      await world.clock.advance(5_000)
      const payees = new Payees(world.clock, requestor.store, new SavedRecords())
      await payees.recall()
      return providers.map(({ peer, payee = '' }) => ({ peer, known: payees.get(payee) }))
    }
    const first = await recall()
    await postPaid(world, requestor, TERMS)
    await untilOver(world, requestor)
    const second = await recall()
    for (const [at, { peer, known }] of first.entries()) {
      expect(known).toMatchObject({ keys: 1, caught: peer === cheat.mesh.self ? 1 : 0 })
      const more = (second[at]?.known?.given ?? 0) - (known?.given ?? 0)
      if (peer !== cheat.mesh.self) expect(more).toBeGreaterThan(0)
    }
  })
})
