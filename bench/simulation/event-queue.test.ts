import fc from 'fast-check'
import { expect, it } from 'vitest'
import { EventQueue } from './event-queue.ts'

it('gives back everything, earliest first, and in the order it was put in where times are equal', () => {
  fc.assert(
    // Few different times, so that many are equal, and more entries than it has room for at first.
    fc.property(fc.array(fc.nat(50), { maxLength: 3_000, size: 'max' }), (times) => {
      const queue = new EventQueue<{ readonly time: number; readonly order: number }>()
      for (const [order, time] of times.entries()) queue.add(time, { time, order })
      const out = Array.from(times, () => queue.next()?.event)
      const sorted = times.map((time, order) => ({ time, order }))
      expect(out).toEqual(sorted.sort((a, b) => a.time - b.time || a.order - b.order))
      expect(queue.next()).toBeUndefined()
    }),
    { numRuns: 30 },
  )
})

it('keeps what is later than asked for, and takes in more meanwhile', () => {
  const queue = new EventQueue<string>()
  queue.add(2, 'later')
  queue.add(1, 'sooner')
  expect(queue.next(1)).toEqual({ at: 1, event: 'sooner' })
  expect(queue.next(1)).toBeUndefined()
  queue.add(1.5, 'between')
  expect([queue.next()?.event, queue.next()?.event]).toEqual(['between', 'later'])
})
