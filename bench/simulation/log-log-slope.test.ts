import { expect, it } from 'vitest'
import { logLogSlope } from './log-log-slope.ts'

it('is 0 for what stays, 1 for what grows in proportion, and a half for its root', () => {
  const grow = (power: number) => [10, 100, 5_000].map((x) => ({ x, y: 3 * x ** power }))
  for (const power of [0, 0.5, 1]) expect(logLogSlope(grow(power))).toBeCloseTo(power, 10)
})
