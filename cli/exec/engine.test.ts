import { expect, test } from 'vitest'
import type { Compute, Core, Program } from '#peer/ports/compute.ts'
import { oneByOne } from '#peer/ports/run-results.ts'
import { keepCore } from './engine.ts'

const program = (...module: number[]): Program => ({
  format: 'wasi',
  module: new Uint8Array(module),
  shared: new Uint8Array(0),
})

/** A compute port that writes down which programs it opened and closed. */
function recordingCompute(journal: string[]): Compute {
  return {
    capacity: { cores: 2, formats: ['wasi'] },
    open: async ({ module }, { plain }): Promise<Core> => {
      if (module[0] === 0) throw new Error('refused')
      const name = `${module}${plain ? ' plain' : ''}`
      journal.push(`open ${name}`)
      return oneByOne({
        run: () => Promise.reject(new Error('not run')),
        pace: () => {},
        close: async () => void journal.push(`close ${name}`),
      })
    },
    keepWarm: () => {},
    stop: async () => undefined,
  }
}

const { signal } = new AbortController()
const metered = { signal, plain: false }

test('a program is loaded once for the commands in a row that run it', async () => {
  const journal: string[] = []
  const compute = recordingCompute(journal)
  const open = keepCore(async () => compute)
  const first = await open(program(1), metered)
  expect(await open(program(1), metered)).toBe(first)
  await expect(open(program(0), metered)).rejects.toThrow('refused')
  expect(await open(program(1), metered)).toBe(first)
  await open(program(1), { signal, plain: true })
  await open({ ...program(1), shared: new Uint8Array(1) }, { signal, plain: true })
  await open(program(2), metered)
  expect(journal).toEqual([
    'open 1',
    'open 1 plain',
    'close 1',
    'open 1 plain',
    'close 1 plain',
    'open 2',
    'close 1 plain',
  ])
})

test('a program is loaded again where the last sandbox has died', async () => {
  const journal: string[] = []
  let compute = recordingCompute(journal)
  const open = keepCore(async () => compute)
  await open(program(1), metered)
  compute = recordingCompute(journal)
  await open(program(1), metered)
  expect(journal).toEqual(['open 1', 'open 1'])
})
