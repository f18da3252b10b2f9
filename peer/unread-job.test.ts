import { expect, it } from 'vitest'
import { createMemoryStore } from '#peer/adapters/store-memory/memory-store.ts'
import { createToyWorld, jobOf, PROVIDE, postFree, untilOver } from '#test/support/toy-world.ts'

it('leaves a job of another version as it is, says so, and runs the others', async () => {
  const world = createToyWorld()
  const store = createMemoryStore()
  const first = await world.join({ store })
  const unreadable = await postFree(world, first, 4)
  await first.peer.stop()
  const record = Uint8Array.of(0xa0)
  await store.save(['jobs', unreadable], record)

  const second = await world.join({ store })
  const { jobs, unreadJobs } = await second.peer.view()
  expect({ jobs, unreadJobs }).toEqual({ jobs: [], unreadJobs: 1 })
  for (const provider of [await world.join(), await world.join()])
    await provider.peer.startProviding(PROVIDE)
  const readable = await postFree(world, second, 4)
  expect(await untilOver(world, second)).toMatchObject({ phase: 'done' })
  await second.peer.forget((await jobOf(second)).jobId)

  expect(await store.load(['jobs', unreadable])).toEqual(record)
  expect(await store.loadKeys(['job', unreadable])).not.toEqual([])
  // What is kept under a job's name may be the unread one's too.
  expect(await store.loadKeys(['results', readable])).not.toEqual([])
})
