import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { Clock } from '#peer/ports/clock.ts'
import type { Core, RunResult } from '#peer/ports/compute.ts'
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
  const core: Core = {
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
  }
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
