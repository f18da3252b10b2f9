import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { begin, LIMITS, never, PROGRAM, rest, ToyPool } from '#test/support/toy-pool.ts'

describe('a core', () => {
  let toy: ToyPool
  beforeEach(() => {
    toy = new ToyPool()
  })
  afterEach(() => toy.stop())

  test('sends what is asked in one turn in one message, in order, and more as answers come', async () => {
    const core = await toy.open()
    const results = [1, 2, 3].map((value) => begin(core, value))
    await rest()
    expect(toy.active.runs.map((tasks) => tasks.map((task) => task.input[0]))).toEqual([[1, 2]])
    toy.active.answer(0)
    await rest()
    expect(toy.active.runs.map((tasks) => tasks.map((task) => task.input[0]))).toEqual([
      [1, 2],
      [3],
    ])
    expect(results.map(({ result }) => result?.kind)).toEqual(['done', undefined, undefined])
    expect(toy.active.runs[0]?.[0]?.limits).not.toHaveProperty('wallMs')
  })

  test('sends many ahead once it knows that they are quick', async () => {
    const core = await toy.open()
    for (let value = 0; value < 200; value += 1) begin(core, value)
    await rest()
    toy.active.answer(0, 1)
    await rest()
    expect(toy.active.runs.at(-1)).toHaveLength(198)
  })

  test('fails the one task there is when its sandbox dies, and goes on in the spare one', async () => {
    const core = await toy.open()
    const victim = begin(core, 1)
    await rest()
    const broken = toy.active
    broken.die()
    await rest()
    expect(victim.result).toMatchObject({ kind: 'hostFailure', reason: 'crashed' })
    const next = begin(core, 2)
    await rest()
    expect(toy.active).not.toBe(broken)
    toy.active.answer(1)
    await rest()
    expect(next.result?.kind).toBe('done')
    expect(new Set(toy.sandboxes.map(({ place }) => place)).size).toBe(toy.sandboxes.length)
  })

  test('gives up a sandbox that shows no sign of life, and no other however long it computes', async () => {
    const core = await toy.open()
    const long = { ...LIMITS, wallMs: 60_000 }
    const task = core.run(Uint8Array.of(1), long, { signal: never })
    await rest()
    const first = toy.active
    await vi.advanceTimersByTimeAsync(30_000)
    expect(first.isKilled).toBe(false)
    first.isSilent = true
    await vi.advanceTimersByTimeAsync(11_000)
    expect(await task).toMatchObject({ kind: 'hostFailure', reason: 'crashed' })
  })

  test('takes no spare sandbox that died unheard', async () => {
    const core = await toy.open()
    const spare = toy.sandboxes.at(-1)
    if (spare) spare.isSilent = true
    toy.active.die()
    await rest()
    const next = begin(core, 1)
    await vi.advanceTimersByTimeAsync(3_000)
    await rest()
    expect(spare?.isKilled).toBe(true)
    toy.active.answer(0)
    await rest()
    expect(next.result?.kind).toBe('done')
  })

  test('finds which of several tasks does harm by running them one at a time', async () => {
    const core = await toy.open()
    const [first, harmful, last] = [1, 2, 3].map((value) => begin(core, value))
    await rest()
    toy.active.die()
    await rest()
    expect(toy.sentIds).toEqual([[0]])
    toy.active.answer(0)
    await rest()
    toy.active.die()
    await rest()
    toy.active.answer(2)
    await rest()
    expect(first?.result?.kind).toBe('done')
    expect(harmful?.result).toMatchObject({ kind: 'hostFailure', reason: 'crashed' })
    expect(last?.result?.kind).toBe('done')
  })

  test('stops what runs with its sandbox, and drops what waits without', async () => {
    const core = await toy.open()
    const stopRunning = new AbortController()
    const stopWaiting = new AbortController()
    const running = begin(core, 1, stopRunning.signal)
    const other = begin(core, 2)
    const waiting = begin(core, 3, stopWaiting.signal)
    await rest()
    const first = toy.active
    stopWaiting.abort()
    await rest()
    expect(waiting.result).toMatchObject({ reason: 'stopped' })
    expect(first.isKilled).toBe(false)
    stopRunning.abort()
    await rest()
    expect(running.result).toMatchObject({ reason: 'stopped' })
    expect(first.isKilled).toBe(true)
    toy.active.answer(1)
    await rest()
    expect(other.result?.kind).toBe('done')
  })

  test('gives each task its own wall clock, from when the one before has ended', async () => {
    const core = await toy.open()
    const [first, second] = [begin(core, 1), begin(core, 2)]
    await rest()
    await vi.advanceTimersByTimeAsync(900)
    toy.active.answer(0)
    await vi.advanceTimersByTimeAsync(900)
    expect(second.result).toBeUndefined()
    await vi.advanceTimersByTimeAsync(200)
    expect(first.result?.kind).toBe('done')
    expect(second.result).toMatchObject({ kind: 'hostFailure', reason: 'wallClock' })
  })

  const isOpened = async () => {
    let isOpen = false
    void toy.pool.open(PROGRAM, { signal: never }).then(() => {
      isOpen = true
    })
    await rest()
    return isOpen
  }

  test('is granted to the next when it could not be opened', async () => {
    const allowance = { dutyCycle: 0, memoryBytes: LIMITS.memoryBytes }
    await expect(toy.pool.open(PROGRAM, { signal: never, allowance })).rejects.toThrow(RangeError)
    expect(await isOpened()).toBe(true)
  })

  test('is granted to the next only when the sandbox of one called off is gone', async () => {
    const { promise, resolve } = Promise.withResolvers<void>()
    toy.started = promise
    const calledOff: Promise<unknown>[] = []
    for (let times = 0; times < 5; times += 1) {
      const stop = new AbortController()
      calledOff.push(toy.pool.open(PROGRAM, { signal: stop.signal }).catch((error) => error))
      await rest()
      stop.abort()
      await rest()
    }
    expect(await isOpened()).toBe(false)
    resolve()
    for (const error of await Promise.all(calledOff))
      expect(error).toHaveProperty('name', 'AbortError')
    await rest()
    expect(toy.sandboxes.map(({ isKilled }) => isKilled)).toEqual([true, false, false])
  })

  test('runs nothing that may use more memory than the volunteer gives', async () => {
    const core = await toy.open({ dutyCycle: 1, memoryBytes: LIMITS.memoryBytes - 1 })
    const task = begin(core, 1)
    await rest()
    expect(task.result).toMatchObject({ kind: 'hostFailure', reason: 'memory' })
    expect(toy.active.runs).toEqual([])
  })
})
