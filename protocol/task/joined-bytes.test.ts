import fc from 'fast-check'
import { expect, test } from 'vitest'
import { areJoined, joinBytes, splitBytes } from './joined-bytes.ts'

const parts = fc.array(fc.uint8Array({ maxLength: 20 }), { maxLength: 20 })

test('byte strings come apart as they were, with bytes of their own', () => {
  fc.assert(
    fc.property(parts, (list) => {
      const joined = joinBytes(list)
      expect(areJoined(joined)).toBe(true)
      const split = splitBytes(joined)
      joined.bytes.fill(0)
      expect(split).toEqual(list)
    }),
  )
})

test('ends that leave bytes over, go beyond them or go back are none', () => {
  const bytes = new Uint8Array(3)
  for (const ends of [[], [2], [4], [2, 1, 3], [3, 2]])
    expect(areJoined({ bytes, ends: Uint32Array.from(ends) })).toBe(false)
})
