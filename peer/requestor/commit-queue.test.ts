import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { asPeerId } from '#protocol/ids.ts'
import type { Verdict } from './books.ts'
import { CommitQueue, type Due } from './commit-queue.ts'

const provider = asPeerId('12D3KooWGatU89zJXWnUKNbfT5VTjwYDDHWyXmFDPCRLWGn6zVjc')
const verdict = (leaseId: number): Verdict => ({
  type: 'verdict',
  peer: provider,
  leaseId,
  accepted: [0],
  rejected: [],
})
const due = (leaseId: number, finished = false): Due => ({
  settled: [],
  verdicts: [verdict(leaseId)],
  grants: [],
  finished,
})
const leasesOf = (written: readonly Due[]) =>
  written.map(({ verdicts }) => verdicts.map(({ leaseId }) => leaseId))

describe('the commit queue', () => {
  it('joins what becomes due in one turn and while a write runs, in order', async () => {
    const written: Due[] = []
    let release = () => {}
    const queue = new CommitQueue(async (next) => {
      written.push(next)
      if (written.length === 1) await new Promise<void>((run) => (release = run))
    })
    queue.add(due(1))
    queue.add(due(2))
    await Promise.resolve()
    queue.add(due(3))
    queue.add(due(4, true))
    queue.add(due(5))
    expect(leasesOf(written)).toEqual([[1, 2]])
    release()
    await queue.written
    expect(leasesOf(written)).toEqual([
      [1, 2],
      [3, 4, 5],
    ])
    expect(written.map(({ finished }) => finished)).toEqual([false, true])
  })

  it('has written all that was due when asked', async () => {
    const written: Due[] = []
    const queue = new CommitQueue(async (next) => {
      await Promise.resolve()
      written.push(next)
    })
    await queue.written
    queue.add(due(1))
    await queue.written
    expect(written).toHaveLength(1)
  })

  it('has room while little waits, and none until the disk has caught up', async () => {
    let release = () => {}
    const queue = new CommitQueue(() => new Promise<void>((written) => (release = written)))
    const hasRoom = () => Promise.race([queue.room.then(() => true), sleep(20).then(() => false)])
    const settled = (bytes: number): Due => ({
      settled: [
        {
          type: 'verified',
          index: 0,
          outcome: { kind: 'success' },
          earned: [],
          source: { provider, output: new Uint8Array(bytes) },
        },
      ],
      verdicts: [],
      grants: [],
      finished: false,
    })
    queue.add(settled(1_000))
    expect(await hasRoom()).toBe(true)
    queue.add(settled(32 * 2 ** 20))
    expect(await hasRoom()).toBe(false)
    release()
    expect(await hasRoom()).toBe(false)
    release()
    expect(await hasRoom()).toBe(true)
  })
})
