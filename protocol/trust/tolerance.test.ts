import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Tolerance } from '../task/tolerance.ts'
import { compareWithin } from './tolerance.ts'

const pixels: Tolerance = { element: 'u8', itemLength: 3, abs: 2, rel: 0, outliers: 0.01 }
const floats: Tolerance = { element: 'f32', itemLength: 1, abs: 1e-6, rel: 1e-3, outliers: 0 }
const f32 = (...values: number[]) => new Uint8Array(Float32Array.from(values).buffer)

describe('tolerance', () => {
  test('agrees with whatever lies within it, and differs beyond, item by item', () => {
    const shape = fc.record({
      items: fc.integer({ min: 200, max: 400 }),
      wrong: fc.integer({ min: 0, max: 20 }),
      seed: fc.integer(),
    })
    fc.assert(
      fc.property(shape, ({ items, wrong, seed }) => {
        const reference = Uint8Array.from({ length: items * 3 }, (_, i) => (i * 7 + seed) & 127)
        const output = reference.map((value, i) => value + (i % 3))
        for (let item = 0; item < wrong; item++) output[item * 3] = (output[item * 3] ?? 0) + 3
        const verdict = compareWithin(pixels, reference, output)
        expect(verdict.kind).toBe(
          wrong <= Math.max(1, Math.floor(items / 100)) ? 'agrees' : 'differs',
        )
        expect(verdict).toMatchObject({ outliers: wrong })
      }),
    )
  })

  test('lets one item pass of a few, and not two', () => {
    const reference = new Uint8Array(192)
    const one = reference.with(0, 9)
    expect(compareWithin(pixels, reference, one).kind).toBe('agrees')
    expect(compareWithin(pixels, reference, one.with(3, 9)).kind).toBe('differs')
  })

  test('lets none pass where none is allowed', () => {
    const strict = { ...pixels, outliers: 0 }
    expect(compareWithin(strict, new Uint8Array(192), new Uint8Array(192)).kind).toBe('agrees')
    expect(compareWithin(strict, new Uint8Array(192), new Uint8Array(192).with(0, 9)).kind).toBe(
      'differs',
    )
  })

  test('holds floats to their magnitude; NaN agrees with NaN alone', () => {
    const reference = f32(1, 1000, Number.NaN, Number.POSITIVE_INFINITY)
    const near = f32(1.0009, 1000.9, Number.NaN, Number.POSITIVE_INFINITY)
    expect(compareWithin(floats, reference, near)).toEqual({ kind: 'agrees', outliers: 0 })
    expect(compareWithin(floats, reference, f32(1.01, 1020, 0, 0))).toMatchObject({ outliers: 4 })
  })

  test('an output of another length is none', () => {
    expect(compareWithin(pixels, new Uint8Array(6), new Uint8Array(3)).kind).toBe('misshapen')
    expect(compareWithin(floats, new Uint8Array(6), new Uint8Array(6)).kind).toBe('misshapen')
  })
})
