import { expect, it } from 'vitest'
import { clopperPearson } from '#protocol/trust/upper-bound.ts'
import { errorBound } from './upper-bound.ts'

const job = (wrong: number) => ({
  subtasks: 1_000,
  wrong,
  executions: 1_000,
  paid: 1_000,
  bannedCheats: 0,
  bannedHonest: 0,
})

it('is wider where all that is wrong is of one job', () => {
  const even = errorBound([job(5), job(5), job(5), job(5)])
  const burst = errorBound([job(20), job(0), job(0), job(0)])
  expect(even).toBeCloseTo(clopperPearson(20, 4_000), 10)
  expect(burst).toBeGreaterThan(even)
})
