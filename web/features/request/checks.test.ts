import { expect, it } from 'vitest'
import { CHECKS, type CheckName, expectCheck, sayWrong } from './checks.ts'

it('says how much is wrong in figures that never flatter', () => {
  expect(sayWrong(0.1)).toBe('10 of 100')
  expect(sayWrong(0.028)).toBe('3 of 100')
  expect(sayWrong(0.00856)).toBe('less than 1 of 110')
  expect(sayWrong(0.000333)).toBe('less than 1 of 3,000')
})

it('offers nothing that costs more and lets more through than another', () => {
  const names = Object.keys(CHECKS) as CheckName[]
  for (const subtasks of [10_000, 1_000_000]) {
    const of = (name: CheckName) => expectCheck('exact', name, subtasks)
    for (const name of names.filter((one) => one !== 'adaptive')) {
      const [adaptive, other] = [of('adaptive'), of(name)]
      expect(adaptive.executions < other.executions || adaptive.wrong < other.wrong).toBe(true)
    }
  }
})
