import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { Clock } from '#peer/ports/clock.ts'
import type { Core, RunResult } from '#peer/ports/compute.ts'
import { MAX_HELD } from '#protocol/schedule/constants.ts'
import { creditWindow } from '#protocol/schedule/lend.ts'
import { MAX_BATCH } from '#protocol/wire/messages.ts'
import { CREDIT_SLACK } from './credit-limit.ts'
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

const windowOf = async (tookMs: readonly number[]) =>
  creditWindow(1, (await runAll(tookMs)).subtaskMs)

test('one quick subtask that had to wait does not make a requestor seem to hold too many', async () => {
  const quick = Array.from({ length: MAX_BATCH }, () => 0.03)
  const owed = CREDIT_SLACK * (await windowOf([...quick, 1_000]))
  expect(owed).toBeGreaterThan(MAX_HELD)
})

test('subtasks that turn out slow are soon taken for it', async () => {
  const quick = Array.from({ length: MAX_BATCH }, () => 0.03)
  const slow = Array.from({ length: 64 }, () => 1_000)
  expect(await windowOf([...quick, ...slow])).toBeLessThanOrEqual(64)
})
