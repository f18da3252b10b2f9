import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Work, WorkQueue } from './work-queue.ts'

it('gives every batch back once, complete and in order, whatever order cores finish in', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 8 }),
      fc.infiniteStream(fc.nat(1000)),
      (sizes, choices) => {
        const queue = new WorkQueue<number>()
        sizes.forEach((size, leaseId) => {
          const subtasks = Array.from({ length: size }, (_, at) => ({
            index: leaseId * 100 + at,
            input: new Uint8Array(),
          }))
          expect(queue.lease(leaseId, subtasks)).toBe('taken')
          expect(queue.lease(leaseId, subtasks)).toBe('known')
        })
        const running: Work[] = []
        const most = 1 + ((choices.next().value as number) % 4)
        for (let works = queue.next(most); works.length > 0; works = queue.next(most)) {
          expect(works.length).toBeLessThanOrEqual(most)
          running.push(...works)
        }
        const batches: Array<readonly number[]> = []
        while (running.length > 0) {
          const at = (choices.next().value as number) % running.length
          const [work] = running.splice(at, 1) as [Work]
          const batch = queue.finish(work, work.index)
          if (batch !== undefined) batches.push(batch)
        }
        expect(batches).toHaveLength(sizes.length)
        for (const batch of batches) {
          const leaseId = Math.floor((batch[0] as number) / 100)
          expect(batch).toEqual(
            Array.from({ length: sizes[leaseId] as number }, (_, k) => leaseId * 100 + k),
          )
        }
      },
    ),
  )
})

it('forgets a dropped lease, running or waiting', () => {
  const queue = new WorkQueue<number>()
  const input = new Uint8Array()
  queue.lease(1, [
    { index: 0, input },
    { index: 1, input },
  ])
  queue.lease(2, [{ index: 2, input }])
  const [running] = queue.next(1) as [Work]
  queue.drop(1)
  expect(queue.finish(running, 0)).toBeUndefined()
  expect(queue.next(9).map(({ index }) => index)).toEqual([2])
  expect(queue.waiting).toBe(0)
})

it('takes each lease id once, whatever became of it, of however many', () => {
  const queue = new WorkQueue<number>()
  const subtasks = [{ index: 0, input: new Uint8Array() }]
  const LEASES = 10_000
  for (let leaseId = 0; leaseId < LEASES; leaseId += 1) {
    // Some cross on their way.
    expect(queue.lease(leaseId ^ 7, subtasks)).toBe('taken')
    const [work] = queue.next(1) as [Work]
    if (leaseId % 2 === 0) queue.finish(work, 0)
    else queue.drop(work.leaseId)
  }
  for (let leaseId = 0; leaseId < LEASES; leaseId += 1)
    expect(queue.lease(leaseId, subtasks)).toBe('known')
  expect(queue.lease(LEASES, subtasks)).toBe('taken')
})
