import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findVectors, type Locals } from './locals.ts'
import { type ValueType, VECTOR } from './types.ts'

const I32: ValueType = 0x7f
const type = fc.constantFrom<ValueType>(I32, VECTOR)

test('vectors are told from others as if every local stood there by itself', () => {
  const groups = fc.array(fc.record({ count: fc.nat(5), type }))
  fc.assert(
    fc.property(fc.array(type), groups, (parameters, locals: Locals) => {
      const isVector = findVectors(parameters, locals)
      const each = [
        ...parameters,
        ...locals.flatMap((group) => Array.from({ length: group.count }, () => group.type)),
      ]
      each.forEach((one, local) => {
        expect(isVector(local)).toBe(one === VECTOR)
      })
    }),
  )
})

test('a group of any size is told at once', () => {
  const locals = [
    { count: 2 ** 32 - 1, type: VECTOR },
    { count: 1, type: I32 },
  ]
  const isVector = findVectors([], locals)
  expect([isVector(0), isVector(2 ** 32 - 2), isVector(2 ** 32 - 1)]).toEqual([true, true, false])
})
