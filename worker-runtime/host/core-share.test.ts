import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { begin, LIMITS, never, PROGRAM, rest, ToyPool } from '#test/support/toy-pool.ts'
import type { TaskMessage } from '../frame/messages.ts'

const failed = ({ id }: TaskMessage) => ({
  kind: 'failed',
  id,
  reason: 'memory',
  message: 'The engine has no more memory',
})

describe('a core held to a share of the time', () => {
  let toy: ToyPool
  beforeEach(() => {
    toy = new ToyPool()
  })
  afterEach(() => toy.stop())

  test.each<[string, (tasks: readonly TaskMessage[]) => void]>([
    ['when all goes well', (tasks) => toy.active.answer(...tasks.map(({ id }) => id))],
    [
      'when its tasks fail',
      (tasks) => toy.active.say({ type: 'answers', answers: tasks.map(failed) }),
    ],
    ['when its toy.sandboxes die', () => toy.active.die()],
  ])('computes for its share of the time and no more, %s', async (_, end) => {
    const core = await toy.open({ dutyCycle: 0.25, memoryBytes: LIMITS.memoryBytes })
    for (let value = 0; value < 400; value += 1) begin(core, value)
    await rest()
    let busyMs = 0
    for (let ms = 0; ms < 60_000; ms += 5) {
      const tasks = toy.active.runs.shift()
      if (tasks) {
        // Slow ones, so that a chunk is a single task.
        await vi.advanceTimersByTimeAsync(200 * tasks.length)
        busyMs += 200 * tasks.length
        ms += 200 * tasks.length - 5
        end(tasks)
        await rest()
      } else await vi.advanceTimersByTimeAsync(5)
    }
    expect(busyMs / 60_000).toBeGreaterThan(0.24)
    expect(busyMs / 60_000).toBeLessThan(0.26)
  })

  test('rests before it runs tasks again one at a time', async () => {
    const core = await toy.open({ dutyCycle: 0.25, memoryBytes: LIMITS.memoryBytes })
    for (let value = 0; value < 3; value += 1) begin(core, value)
    await rest()
    await vi.advanceTimersByTimeAsync(10)
    toy.active.answer(0)
    await vi.advanceTimersByTimeAsync(50)
    expect(toy.active.runs.at(-1)?.map(({ id }) => id)).toEqual([1, 2])
    await vi.advanceTimersByTimeAsync(200)
    toy.active.die()
    await rest()
    await vi.advanceTimersByTimeAsync(400)
    expect(toy.active.runs).toEqual([])
    await vi.advanceTimersByTimeAsync(400)
    expect(toy.sentIds).toEqual([[1]])
  })

  test('computes for another share from the next chunk on, and rests in proportion', async () => {
    const core = await toy.open({ dutyCycle: 0.1, memoryBytes: LIMITS.memoryBytes })
    for (let value = 0; value < 4; value += 1) begin(core, value)
    await rest()
    await vi.advanceTimersByTimeAsync(500)
    toy.active.answer(0)
    await vi.advanceTimersByTimeAsync(500)
    expect(toy.active.runs).toHaveLength(1)
    // Of 4.5 s of rest nine tenths are still due: of the half second that half a share asks for too.
    core.pace(0.5)
    await vi.advanceTimersByTimeAsync(375)
    expect(toy.active.runs).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(125)
    expect(toy.active.runs).toHaveLength(2)
    core.pace(1)
    toy.active.answer(1)
    await rest()
    expect(toy.active.runs).toHaveLength(3)
    expect(() => core.pace(0)).toThrow(RangeError)
  })

  test('counts what it computed before it was held to a share as begun in its own right', async () => {
    const core = await toy.open()
    const long = { ...LIMITS, wallMs: 60_000 }
    for (let value = 0; value < 3; value += 1)
      void core.run(Uint8Array.of(value), long, { signal: never })
    await rest()
    await vi.advanceTimersByTimeAsync(10_000)
    core.pace(0.25)
    await vi.advanceTimersByTimeAsync(100)
    toy.active.answer(0, 1)
    await vi.advanceTimersByTimeAsync(400)
    expect(toy.sentIds).toEqual([[0, 1], [2]])
  })

  test('leaves the rests of a shader to its sandbox, every one of them, and counts none as time', async () => {
    const gpu = new ToyPool(new Set())
    const allowance = { dutyCycle: 0.25, memoryBytes: LIMITS.memoryBytes, shaders: 'any' } as const
    const core = await gpu.pool.open({ ...PROGRAM, format: 'wgsl' }, { signal: never, allowance })
    const first = gpu.active
    expect(first.paces).toEqual([0.25])
    const results = [begin(core, 1), begin(core, 2), begin(core, 3)]
    await rest()
    await vi.advanceTimersByTimeAsync(3_500)
    first.answer(0)
    await rest()
    expect(first.runs.flat().map(({ id }) => id)).toEqual([0, 1, 2])
    core.pace(1)
    expect(first.paces).toEqual([0.25, 1])
    await vi.advanceTimersByTimeAsync(1_100)
    expect(results.map(({ result }) => result?.kind)).toEqual(['done', undefined, undefined])
    await rest()
    expect(first.isKilled).toBe(true)
    expect(gpu.sandboxes.some((each) => each !== first && each.paces[0] === 1)).toBe(true)
    await gpu.stop()
  })
})
