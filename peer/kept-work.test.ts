import { expect, it, vi } from 'vitest'
import type { ToyHabits } from '#test/support/toy-compute.ts'
import { createToyWorld, jobOf, PROVIDE, postFree, untilOver } from '#test/support/toy-world.ts'

vi.setConfig({ testTimeout: 60_000 })

const SUBTASKS = 60

/** A provider far ahead of the one that has to agree with it, and how often each computed. */
async function startApart() {
  const world = createToyWorld()
  const runs = { fast: 0, slow: 0 }
  const counting = (who: keyof typeof runs, subtaskMs: number): ToyHabits => ({
    subtaskMs,
    spoil: (result) => {
      runs[who] += 1
      return result
    },
  })
  const requestor = await world.join()
  const fast = await world.join({ habits: counting('fast', 100) })
  const slow = await world.join({ habits: counting('slow', 400) })
  for (const { peer } of [fast, slow]) await peer.startProviding(PROVIDE)
  const jobId = await postFree(world, requestor, SUBTASKS)
  await world.clock.advance(6_000)
  const { verified } = await jobOf(requestor)
  // Much is answered by one and waits for the other.
  expect(runs.fast).toBeGreaterThan(verified + 15)
  return { world, requestor, fast, slow, runs, jobId }
}

it('computes nothing again that it answered before the requestor’s tab was reloaded', async () => {
  const { world, requestor, runs } = await startApart()
  world.network.kill(requestor.mesh.self)
  await world.clock.advance(1_000)
  const again = await world.join({ store: requestor.store })
  expect(await untilOver(world, again)).toMatchObject({ phase: 'done', verified: SUBTASKS })
  // What was on a core at the time is lost, and no more.
  expect(runs.fast).toBeLessThanOrEqual(SUBTASKS + 3)
})

it('is at work again soon after its requestor vanished without a word and came back', async () => {
  const { world, requestor } = await startApart()
  const { verified } = await jobOf(requestor)
  world.network.kill(requestor.mesh.self)
  const stopping = requestor.peer.stop()
  await world.clock.advance(100)
  await stopping
  const { store, seed } = requestor
  const again = await world.join({ store, seed })
  const cameBackAt = world.clock.now()
  while ((await jobOf(again)).verified <= verified) await world.clock.advance(100)
  expect(world.clock.now() - cameBackAt).toBeLessThanOrEqual(3_500)
})

it('has it still when its own owner closed it meanwhile', async () => {
  const { world, requestor, fast, runs } = await startApart()
  await fast.peer.stopProviding()
  await world.clock.advance(2_000)
  await fast.peer.startProviding(PROVIDE)
  expect(await untilOver(world, requestor)).toMatchObject({ phase: 'done', verified: SUBTASKS })
  expect(runs.fast).toBeLessThanOrEqual(SUBTASKS + 3)
})

it('keeps nothing of a job that is done', async () => {
  const { world, requestor, fast } = await startApart()
  await untilOver(world, requestor)
  await world.clock.advance(5_000)
  expect(await fast.store.loadKeys(['provider', 'kept'])).toEqual([])
})
