import { describe, expect, test } from 'vitest'
import { Pace } from './pace.ts'

describe('a pace', () => {
  test('asks for the rest that makes the share', () => {
    const pace = new Pace(0.25, 0)
    expect(pace.restMs(0)).toBe(0)
    pace.spend(100, 100)
    expect(pace.restMs(100)).toBe(300)
    expect(pace.restMs(250)).toBe(150)
    expect(pace.mayCompute(399)).toBe(false)
    expect(pace.mayCompute(400)).toBe(true)
  })

  test('lets nothing be saved up but a tenth of a second', () => {
    const pace = new Pace(0.5, 0)
    pace.spend(1_000, 60_000)
    expect(pace.restMs(60_000)).toBe(900)
  })

  test.each([
    [0.5, 1, 0],
    [0.5, 0.8, 250],
    [0.5, 0.2, 4_000],
    [1, 0.1, 0],
  ])('turns what rest is due at %d into what is due at %d', (before, after, restMs) => {
    const pace = new Pace(before, 0)
    pace.spend(1_000, 1_000)
    pace.change(after, 1_000)
    expect(pace.restMs(1_000)).toBeCloseTo(restMs)
  })

  test.each([0, -1, 1.1, Number.NaN])('is no share of %d', (share) => {
    expect(() => new Pace(share, 0)).toThrow(RangeError)
    expect(() => new Pace(1, 0).change(share, 0)).toThrow(RangeError)
  })
})
