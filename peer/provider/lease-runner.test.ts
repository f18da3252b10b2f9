import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { Clock } from '#peer/ports/clock.ts'
import type { Core, RunResult } from '#peer/ports/compute.ts'
import { oneByOne } from '#peer/ports/run-results.ts'
import type { JoinedBytes } from '#protocol/task/joined-bytes.ts'
import type { Limits } from '#protocol/task/limits.ts'
import { MAX_BATCH } from '#protocol/wire/messages.ts'
import { LeaseRunner } from './lease-runner.ts'

const done: RunResult = {
  kind: 'done',
  outcome: { kind: 'success' },
  output: new Uint8Array(0),
  gas: 1n,
  log: '',
}

/** A runner with a core whose subtasks take so long, one after the other. */
async function runAll(tookMs: readonly number[]): Promise<LeaseRunner> {
  let now = 0
  let last = Promise.resolve(done)
  const whole = Promise.withResolvers<void>()
  const core = oneByOne({
    run: (input) => {
      const [index = 0] = new Uint32Array(input.slice().buffer)
      last = last.then(async () => {
        await setImmediate()
        now += tookMs[index] ?? 0
        return done
      })
      return last
    },
    pace: () => {},
    close: async () => {},
  })
  const runner = new LeaseRunner({
    clock: { now: () => now } as Clock,
    limits: { gas: 1n, memoryBytes: 0, outputBytes: 0, logBytes: 0, wallMs: 1 },
    signal: new AbortController().signal,
    onBatch: async () => whole.resolve(),
    onHostFailure: async () => {},
    recall: () => undefined,
    onCore: () => {},
    onChange: () => {},
  })
  await runner.openCores(async () => core, { cores: 1, dutyCycle: 1 })
  const input = (index: number) => new Uint8Array(Uint32Array.of(index).buffer)
  runner.lease(
    1,
    tookMs.map((_, index) => ({ index, input: input(index) })),
  )
  await whole.promise
  return runner
}

test('one quick subtask that had to wait does not make all look slow', async () => {
  const quick = Array.from({ length: MAX_BATCH }, () => 0.03)
  expect((await runAll([...quick, 1_000])).subtaskMs).toBeLessThan(5)
})

test('subtasks that turn out slow are soon taken for it', async () => {
  const quick = Array.from({ length: MAX_BATCH }, () => 0.03)
  const slow = Array.from({ length: 64 }, () => 1_000)
  expect((await runAll([...quick, ...slow])).subtaskMs).toBeGreaterThan(100)
})

test('a lease of quick subtasks is spread over all cores, in few messages', async () => {
  const whole = Promise.withResolvers<void>()
  const asked: number[][] = []
  const runner = new LeaseRunner({
    clock: { now: () => 0 } as Clock,
    limits: { gas: 1n, memoryBytes: 0, outputBytes: 0, logBytes: 0, wallMs: 1 },
    signal: new AbortController().signal,
    onBatch: async () => whole.resolve(),
    onHostFailure: async () => {},
    recall: () => undefined,
    onCore: () => {},
    onChange: () => {},
  })
  const open = async () => {
    const sizes: number[] = []
    asked.push(sizes)
    return {
      ...oneByOne({ run: async () => done, pace: () => {}, close: async () => {} }),
      runAll: async ({ ends }: JoinedBytes, _: Limits, { take }: Parameters<Core['runAll']>[2]) => {
        sizes.push(ends.length)
        await setImmediate()
        take(Array.from(ends, () => done))
      },
    }
  }
  await runner.openCores(open, { cores: 3, dutyCycle: 1 })
  const input = new Uint8Array(1)
  runner.lease(
    1,
    Array.from({ length: 900 }, (_, index) => ({ index, input })),
  )
  await whole.promise
  const shares = asked.map((sizes) => sizes.reduce((sum, size) => sum + size, 0))
  expect(shares.reduce((sum, share) => sum + share, 0)).toBe(900)
  expect(Math.min(...shares)).toBeGreaterThan(150)
  expect(asked.flat().length).toBeLessThan(60)
})
