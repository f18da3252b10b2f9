import fc from 'fast-check'
import { expect, test } from 'vitest'
import { areJoined, joinBytes, sliceJoined, splitBytes } from './joined-bytes.ts'

const parts = fc.array(fc.uint8Array({ maxLength: 20 }), { maxLength: 20 })

test('byte strings come apart as they were', () => {
  fc.assert(
    fc.property(parts, (list) => {
      const joined = joinBytes(list)
      expect(areJoined(joined)).toBe(true)
      expect(splitBytes(joined)).toEqual(list)
    }),
  )
})

test('some of them are joined as if they had been alone', () => {
  fc.assert(
    fc.property(parts, fc.nat(20), fc.nat(20), (list, some, more) => {
      const [from, to] = [Math.min(some, list.length), Math.min(some + more, list.length)]
      const slice = sliceJoined(joinBytes(list), from, to)
      expect(slice).toEqual(joinBytes(list.slice(from, to)))
      // On the way to another thread a view takes all of its buffer along.
      expect(slice.bytes.byteLength).toBe(slice.bytes.buffer.byteLength)
    }),
  )
})

test('ends that leave bytes over, go beyond them or go back are none', () => {
  const bytes = new Uint8Array(3)
  for (const ends of [[], [2], [4], [2, 1, 3], [3, 2]])
    expect(areJoined({ bytes, ends: Uint32Array.from(ends) })).toBe(false)
})
