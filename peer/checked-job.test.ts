import { describe, expect, it } from 'vitest'
import type { Policy } from '#protocol/trust/policy.ts'
import type { ToyHabits } from '#test/support/toy-compute.ts'
import {
  createToyWorld,
  jobOf,
  joinProvider,
  postFree,
  type ToyMember,
  type ToyWorld,
  untilOver,
} from '#test/support/toy-world.ts'

const SUBTASKS = 300
const AUDIT: Policy = { kind: 'audit', share: 0.3 }

const wrongFrom = (first: number): ToyHabits => ({
  subtaskMs: 20,
  spoil: (result, runs) =>
    result.kind === 'done' && runs >= first ? { ...result, output: new Uint8Array(32) } : result,
})

/** The same tab, opened again. */
async function reload(world: ToyWorld, { peer, store, seed }: ToyMember): Promise<ToyMember> {
  const stopping = peer.stop()
  await world.clock.advance(1_000)
  await stopping
  return world.join({ store, seed })
}

describe('what a job says of its checks', { timeout: 60_000 }, () => {
  it('counts what was confirmed, disagreed and computed again, and says the same after a reload', async () => {
    const world = createToyWorld()
    const requestor = await world.join()
    await joinProvider(world, wrongFrom(40))
    for (let at = 0; at < 3; at += 1) await joinProvider(world, { subtaskMs: 20 })
    await postFree(world, requestor, SUBTASKS, 'toy', {}, { policy: AUDIT })
    const job = await untilOver(world, requestor)
    expect(job).toMatchObject({ phase: 'done', verified: SUBTASKS })
    const { checks } = job
    expect(checks).toMatchObject({ policy: AUDIT, verify: 'exact', caught: 1, leastChance: 0.3 })
    const { checked = 0, differed = 0, recomputed = 0, owed = 0 } = checks ?? {}
    expect(Math.abs(checked / SUBTASKS - 0.3)).toBeLessThan(5 * Math.sqrt(0.21 / SUBTASKS))
    expect(differed).toBeGreaterThan(0)
    expect(recomputed).toBeGreaterThan(0)
    // Each result is owed for, and who confirmed it; nobody is for a wrong one.
    expect(owed).toBeGreaterThanOrEqual(SUBTASKS + checked)
    expect(job.executions).toBeGreaterThanOrEqual(owed + differed)
    const reloaded = await jobOf(await reload(world, requestor))
    expect(reloaded.checks).toEqual(checks)
  })

  it('counts on where a reload broke it off', async () => {
    const world = createToyWorld()
    const requestor = await world.join()
    for (let at = 0; at < 3; at += 1) await joinProvider(world, { subtaskMs: 100 })
    await postFree(world, requestor, SUBTASKS)
    while ((await jobOf(requestor)).verified < SUBTASKS / 3) await world.clock.advance(200)
    const again = await reload(world, requestor)
    const before = (await jobOf(again)).checks
    expect(before?.checked).toBeGreaterThanOrEqual(SUBTASKS / 3)
    expect(before?.checked).toBeLessThan(SUBTASKS)
    const job = await untilOver(world, again)
    expect(job.phase).toBe('done')
    expect(job.checks).toMatchObject({ checked: SUBTASKS, differed: 0, caught: 0, recomputed: 0 })
  })
})
