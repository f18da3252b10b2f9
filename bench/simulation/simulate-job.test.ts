import { expect, it } from 'vitest'
import { type JobModel, simulateJob } from './simulate-job.ts'

const MODEL: JobModel = {
  seed: 7,
  subtasks: 300,
  subtaskMs: 200,
  providers: 8,
  sigma: 0.7,
  rttMs: 100,
  jitter: 0.2,
  lifeMs: 300_000,
  vacancyMs: 0,
  malice: 0,
  judged: false,
}

it('gives the same figures for the same seed, and others for another', () => {
  expect(simulateJob(MODEL)).toEqual(simulateJob(MODEL))
  expect(simulateJob({ ...MODEL, seed: 8 })).not.toEqual(simulateJob(MODEL))
})

it('counts all that is computed as of use where nothing is lost or waited for', () => {
  const still = { ...MODEL, sigma: 0, lifeMs: Number.POSITIVE_INFINITY, rttMs: 0.001 }
  const { efficiency, duplicates } = simulateJob(still)
  expect(duplicates).toBe(0)
  expect(efficiency).toBeGreaterThan(0.95)
  expect(efficiency).toBeLessThanOrEqual(1)
})

it('counts what vanishes with its provider as lost', () => {
  const calm = simulateJob({ ...MODEL, subtaskMs: 10_000 })
  const hasty = simulateJob({ ...MODEL, subtaskMs: 10_000, lifeMs: 30_000 })
  expect(hasty.efficiency).toBeLessThan(calm.efficiency)
})

it('ends with liars among the providers, whose work is of no use', () => {
  expect(simulateJob({ ...MODEL, malice: 0.1 }).efficiency).toBeLessThanOrEqual(1)
})
