import { describe, expect, it } from 'vitest'
import { checkedToyApp } from '#test/support/toy-app.ts'
import type { ToyHabits } from '#test/support/toy-compute.ts'
import {
  createToyWorld,
  jobOf,
  joinProvider,
  postFree,
  untilOver,
} from '#test/support/toy-world.ts'
import type { RunResult } from './ports/compute.ts'

const APP = checkedToyApp.manifest.id
const SUBTASKS = 40

const changing = (change: Partial<Extract<RunResult, { kind: 'done' }>>) => (result: RunResult) =>
  result.kind === 'done' ? { ...result, ...change } : result

describe('a job whose results a verifier looks at', { timeout: 60_000 }, () => {
  it('is computed once, by one provider, for the gas that it took', async () => {
    const world = createToyWorld()
    const requestor = await world.join()
    const { peer } = await joinProvider(world)
    const jobId = await postFree(world, requestor, SUBTASKS, APP)
    await world.clock.advance(20_000)
    expect(await jobOf(requestor)).toMatchObject({ phase: 'done', verified: SUBTASKS })
    expect(await requestor.peer.result(jobId, 3)).toHaveLength(32)
    const { verifiedTotal, rejectedTotal, gasTotal } = (await peer.view()).provider
    expect([verifiedTotal, rejectedTotal]).toEqual([SUBTASKS, 0])
    expect(gasTotal).toBe(BigInt(SUBTASKS) * 1_000_000n + BigInt((SUBTASKS * (SUBTASKS - 1)) / 2))
  })

  it.each<[string, ToyHabits]>([
    ['gives another result', { spoil: changing({ output: new Uint8Array(32) }) }],
    ['gives none', { spoil: changing({ output: new Uint8Array(0) }) }],
    ['counts more gas than the app does', { spoil: changing({ gas: 1_000_100n }) }],
    ['says that the program failed', { spoil: changing({ outcome: { kind: 'trap' } }) }],
    [
      'does so once in forty times',
      {
        spoil: (result, runs) =>
          runs === 27 ? changing({ output: new Uint8Array(32) })(result) : result,
      },
    ],
  ])('bans at the first time who %s', async (_, habits) => {
    const world = createToyWorld()
    const requestor = await world.join()
    const cheat = await joinProvider(world, { subtaskMs: 20, ...habits })
    await postFree(world, requestor, SUBTASKS, APP)
    await world.clock.advance(5_000)
    const job = await jobOf(requestor)
    expect(job.providers.find(({ peer }) => peer === cheat.mesh.self)?.state).toBe('banned')
    expect(job.verified).toBeLessThan(SUBTASKS)
    await joinProvider(world)
    await world.clock.advance(20_000)
    expect(await jobOf(requestor)).toMatchObject({ phase: 'done', verified: SUBTASKS })
  })

  it('takes nothing that it could not look at, and holds it against nobody', async () => {
    const world = createToyWorld()
    let isBroken = false
    const broken: RunResult = { kind: 'hostFailure', reason: 'crashed', message: 'crashed' }
    const spoil = (result: RunResult) => (isBroken ? broken : result)
    const requestor = await world.join({ habits: { spoil } })
    const posting = postFree(world, requestor, SUBTASKS, APP)
    await posting
    isBroken = true
    await joinProvider(world)
    await joinProvider(world)
    await world.clock.advance(10_000)
    const job = await jobOf(requestor)
    expect(job).toMatchObject({
      phase: 'running',
      verified: 0,
      explanation: { reason: expect.stringContaining('own sandbox fails') },
    })
    expect(job.executions).toBeGreaterThan(0)
    expect(job.providers.map(({ state }) => state)).not.toContain('banned')
    isBroken = false
    await world.clock.advance(120_000)
    expect(await jobOf(requestor)).toMatchObject({ phase: 'done', verified: SUBTASKS })
  })

  it('ends with its program’s fault, and accuses nobody, where that fails on some input', async () => {
    const world = createToyWorld()
    const habits: ToyHabits = {
      spoil: (result, _, input) =>
        input[0] === 30 ? changing({ outcome: { kind: 'trap' } })(result) : result,
    }
    const requestor = await world.join({ habits })
    const providers = [await joinProvider(world, habits), await joinProvider(world, habits)]
    await postFree(world, requestor, SUBTASKS, APP)
    const job = await untilOver(world, requestor)
    expect(job).toMatchObject({
      phase: 'failed',
      explanation: {
        reason: 'Subtask 30 ended with “trap” on a provider, and fails in this tab too.',
        advice: expect.stringContaining('The program is at fault'),
      },
    })
    expect(job.providers.map(({ state }) => state)).not.toContain('banned')
    for (const { peer } of providers)
      expect((await peer.view()).provider).toMatchObject({ rejectedTotal: 0 })
  })

  it('is not posted where the app objects to its own program', async () => {
    const world = createToyWorld()
    const requestor = await world.join({ habits: { spoil: changing({ gas: 2_000_000n }) } })
    const preparing = requestor.peer.prepare(APP, { subtasks: 2 }, {})
    await world.clock.advance(500)
    expect(await preparing).toMatchObject({
      kind: 'invalid',
      code: 'probe_refused',
      message: expect.stringContaining('counted more units than the app'),
    })
  })
})
