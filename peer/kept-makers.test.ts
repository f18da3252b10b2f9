import { expect, it, vi } from 'vitest'
import type { JobId } from '#protocol/ids.ts'
import { sha256 } from '#protocol/trust/sha256.ts'
import { createMortalStore } from '#test/support/mortal-store.ts'
import { toyApp } from '#test/support/toy-app.ts'
import { toyOutput } from '#test/support/toy-compute.ts'
import {
  createToyWorld,
  jobOf,
  joinProvider,
  postFree,
  type ToyMember,
  untilOver,
} from '#test/support/toy-world.ts'
import type { Store } from './ports/store.ts'

vi.setConfig({ testTimeout: 60_000 })

const SUBTASKS = 120

/** Subtasks whose kept bytes are not what an honest host computes. */
async function countWrong({ peer }: ToyMember, jobId: JobId): Promise<number> {
  const { shared } = await toyApp.prepare({ subtasks: SUBTASKS }, {})
  const sharedHash = sha256(shared)
  let wrong = 0
  for (let index = 0; index < SUBTASKS; index += 1) {
    const right = toyOutput(toyApp.input({ subtasks: SUBTASKS }, index), sharedHash)
    const kept = await peer.result(jobId, index)
    if (kept !== undefined && !right.every((byte, at) => byte === kept[at])) wrong += 1
  }
  return wrong
}

/**
 * A liar is alone with a job, and most of what it says is taken at its word, when the requestor's tab
 * dies. Only after that others come.
 */
async function lieAndReload(harm: (disk: Store) => Promise<void> = async () => {}) {
  const world = createToyWorld()
  const store = createMortalStore()
  const requestor = await world.join({ store })
  const liar = await joinProvider(world, {
    subtaskMs: 20,
    spoil: (result) =>
      result.kind === 'done' ? { ...result, output: new Uint8Array(32) } : result,
  })
  const policy = { kind: 'audit', share: 0.2 } as const
  const jobId = await postFree(world, requestor, SUBTASKS, 'toy', {}, { policy })
  while ((await jobOf(requestor)).verified < SUBTASKS / 2) await world.clock.advance(100)
  expect(await countWrong(requestor, jobId)).toBeGreaterThanOrEqual(SUBTASKS / 2)
  world.network.kill(requestor.mesh.self)
  const disk = store.die()
  const closing = requestor.peer.stop()
  await world.clock.advance(20)
  await closing
  await harm(disk)
  const again = await world.join({ store: disk })
  for (let at = 0; at < 3; at += 1) await joinProvider(world, { subtaskMs: 20 })
  const job = await untilOver(world, again)
  expect(job).toMatchObject({ phase: 'done', verified: SUBTASKS })
  return { jobId, job, again, liar, disk }
}

it('computes again, after a reload, what a liar was taken at its word for before', async () => {
  const { jobId, job, again, liar } = await lieAndReload()
  const caught = job.providers.find(({ peer }) => peer === liar.mesh.self)
  expect(caught).toMatchObject({ state: 'banned', verified: 0 })
  expect(caught?.answered).toBe(caught?.rejected)
  expect(job.checks?.recomputed).toBeGreaterThanOrEqual(SUBTASKS / 2)
  expect(await countWrong(again, jobId)).toBe(0)
})

it('forgets who computed what with what it cannot read of it, and says so', async () => {
  const { jobId, job, again, disk } = await lieAndReload(async (disk) => {
    const keys = await disk.loadKeys(['job'])
    const pages = keys.filter((key) => key[2] === 'makers')
    expect(pages).not.toEqual([])
    for (const key of pages) await disk.save(key, Uint8Array.of(0xa0))
  })
  expect(job.checks?.caught).toBe(1)
  expect(await countWrong(again, jobId)).toBeGreaterThan(0)
  const { unread } = await again.peer.view()
  expect(unread).toEqual([{ what: 'notes of who computed what', isKept: false }])
  // Of a job that is over nobody asks.
  expect((await disk.loadKeys(['job', jobId])).filter((key) => key[2] === 'makers')).toEqual([])
})
