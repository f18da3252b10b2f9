import { expect, it } from 'vitest'
import { lineNeeded } from './line-needed.ts'

const job = {
  downloadBytes: 12_000,
  inputBytes: 0,
  gasPerSubtask: 10n ** 9n,
  unit: 'gas' as const,
}

it('is what brings the program within two minutes', () => {
  expect(lineNeeded(job)).toBe(100)
  expect(lineNeeded({ ...job, downloadBytes: 120_000_000 })).toBe(1_000_000)
})

it('is what keeps a core busy for a tenth of its time', () => {
  // A megabyte for a second of work.
  expect(lineNeeded({ ...job, inputBytes: 1_000_000 })).toBe(100_000)
  expect(lineNeeded({ ...job, inputBytes: 1_000_000, gasPerSubtask: 10n ** 8n })).toBe(1_000_000)
  expect(
    lineNeeded({ ...job, inputBytes: 1_000_000, gasPerSubtask: 10n ** 5n, unit: 'path' }),
  ).toBe(100_000)
})

it('keeps nobody away from subtasks that are next to nothing', () => {
  expect(lineNeeded({ ...job, inputBytes: 4, gasPerSubtask: 1n })).toBeLessThan(10_000)
  expect(lineNeeded({ ...job, downloadBytes: 0, gasPerSubtask: 0n })).toBe(0)
})
