import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Allowance, RunResult, RunResults } from '#peer/ports/compute.ts'
import { eachOf } from '#peer/ports/run-results.ts'
import { joinBytes } from '#protocol/task/joined-bytes.ts'
import type { Limits } from '#protocol/task/limits.ts'
import { done, ToySandbox } from '#test/support/toy-sandbox.ts'
import type { TaskMessage } from '../frame/messages.ts'
import { SandboxPool } from './pool.ts'
import { TICK_MS, Ticker } from './ticker.ts'

const limits: Limits = {
  gas: 100n,
  memoryBytes: 65_536,
  outputBytes: 8,
  logBytes: 8,
  wallMs: 1_000,
}
const never = new AbortController().signal
const program = { format: 'kernel', module: new Uint8Array(8), shared: new Uint8Array() } as const
const input = (value: number) => Uint8Array.of(value)

const failed = ({ id }: { readonly id: number }) => ({
  kind: 'failed',
  id,
  reason: 'memory',
  message: 'The engine has no more memory',
})

describe('a core', () => {
  let sandboxes: ToySandbox[]
  let pool: SandboxPool
  /** What a sandbox waits for before it has started. */
  let started: Promise<void>
  beforeEach(() => {
    started = Promise.resolve()
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] })
    sandboxes = []
    const start = async (place: number) => {
      const sandbox = new ToySandbox(place)
      sandboxes.push(sandbox)
      await started
      return sandbox
    }
    const ticker = new Ticker((tick) => {
      const timer = setInterval(tick, TICK_MS)
      return () => clearInterval(timer)
    })
    pool = new SandboxPool(1, start, ticker)
  })
  afterEach(async () => {
    await pool.stop()
    vi.useRealTimers()
  })

  /** Lets promises and microtasks come to rest. */
  const rest = async () => {
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve()
  }
  const open = async (allowance?: Allowance) => {
    const core = await pool.open(program, { signal: never, ...(allowance && { allowance }) })
    await rest()
    return core
  }
  /** The sandbox a core uses: the last one is the spare. */
  const active = () => sandboxes.at(-2) as ToySandbox
  const run = (core: Awaited<ReturnType<typeof open>>, value: number, signal = never) => {
    const state: { result?: RunResult } = {}
    void core.run(input(value), limits, { signal }).then((result) => {
      state.result = result
    })
    return state
  }

  test('sends what is asked in one turn in one message, in order, and more as answers come', async () => {
    const core = await open()
    const results = [1, 2, 3].map((value) => run(core, value))
    await rest()
    expect(active().runs.map((tasks) => tasks.map((task) => task.input[0]))).toEqual([[1, 2]])
    active().answer(0)
    await rest()
    expect(active().runs.map((tasks) => tasks.map((task) => task.input[0]))).toEqual([[1, 2], [3]])
    expect(results.map(({ result }) => result?.kind)).toEqual(['done', undefined, undefined])
    expect(active().runs[0]?.[0]?.limits).not.toHaveProperty('wallMs')
  })

  test('sends many ahead once it knows that they are quick', async () => {
    const core = await open()
    for (let value = 0; value < 200; value += 1) run(core, value)
    await rest()
    active().answer(0, 1)
    await rest()
    expect(active().runs.at(-1)).toHaveLength(198)
  })

  test('fails the one task there is when its sandbox dies, and goes on in the spare one', async () => {
    const core = await open()
    const victim = run(core, 1)
    await rest()
    const broken = active()
    broken.die()
    await rest()
    expect(victim.result).toMatchObject({ kind: 'hostFailure', reason: 'crashed' })
    const next = run(core, 2)
    await rest()
    expect(active()).not.toBe(broken)
    active().answer(1)
    await rest()
    expect(next.result?.kind).toBe('done')
    expect(new Set(sandboxes.map(({ place }) => place)).size).toBe(sandboxes.length)
  })

  test('gives up a sandbox that shows no sign of life, and no other however long it computes', async () => {
    const core = await open()
    const long = { ...limits, wallMs: 60_000 }
    const task = core.run(input(1), long, { signal: never })
    await rest()
    const first = active()
    await vi.advanceTimersByTimeAsync(30_000)
    expect(first.isKilled).toBe(false)
    first.isSilent = true
    await vi.advanceTimersByTimeAsync(11_000)
    expect(await task).toMatchObject({ kind: 'hostFailure', reason: 'crashed' })
  })

  test('takes no spare sandbox that died unheard', async () => {
    const core = await open()
    const spare = sandboxes.at(-1)
    if (spare) spare.isSilent = true
    active().die()
    await rest()
    const next = run(core, 1)
    await vi.advanceTimersByTimeAsync(3_000)
    await rest()
    expect(spare?.isKilled).toBe(true)
    active().answer(0)
    await rest()
    expect(next.result?.kind).toBe('done')
  })

  test('finds which of several tasks does harm by running them one at a time', async () => {
    const core = await open()
    const [first, harmful, last] = [1, 2, 3].map((value) => run(core, value))
    await rest()
    active().die()
    await rest()
    expect(active().runs.map((tasks) => tasks.map(({ id }) => id))).toEqual([[0]])
    active().answer(0)
    await rest()
    active().die()
    await rest()
    active().answer(2)
    await rest()
    expect(first?.result?.kind).toBe('done')
    expect(harmful?.result).toMatchObject({ kind: 'hostFailure', reason: 'crashed' })
    expect(last?.result?.kind).toBe('done')
  })

  test('stops what runs with its sandbox, and drops what waits without', async () => {
    const core = await open()
    const stopRunning = new AbortController()
    const stopWaiting = new AbortController()
    const running = run(core, 1, stopRunning.signal)
    const other = run(core, 2)
    const waiting = run(core, 3, stopWaiting.signal)
    await rest()
    const first = active()
    stopWaiting.abort()
    await rest()
    expect(waiting.result).toMatchObject({ reason: 'stopped' })
    expect(first.isKilled).toBe(false)
    stopRunning.abort()
    await rest()
    expect(running.result).toMatchObject({ reason: 'stopped' })
    expect(first.isKilled).toBe(true)
    active().answer(1)
    await rest()
    expect(other.result?.kind).toBe('done')
  })

  test('gives each task its own wall clock, from when the one before has ended', async () => {
    const core = await open()
    const [first, second] = [run(core, 1), run(core, 2)]
    await rest()
    await vi.advanceTimersByTimeAsync(900)
    active().answer(0)
    await vi.advanceTimersByTimeAsync(900)
    expect(second.result).toBeUndefined()
    await vi.advanceTimersByTimeAsync(200)
    expect(first.result?.kind).toBe('done')
    expect(second.result).toMatchObject({ kind: 'hostFailure', reason: 'wallClock' })
  })

  test.each<[string, (tasks: readonly TaskMessage[]) => void]>([
    ['when all goes well', (tasks) => active().answer(...tasks.map(({ id }) => id))],
    [
      'when its tasks fail',
      (tasks) => active().say({ type: 'answers', answers: tasks.map(failed) }),
    ],
    ['when its sandboxes die', () => active().die()],
  ])('computes for its share of the time and no more, %s', async (_, end) => {
    const core = await open({ dutyCycle: 0.25, memoryBytes: limits.memoryBytes })
    for (let value = 0; value < 400; value += 1) run(core, value)
    await rest()
    let busyMs = 0
    for (let ms = 0; ms < 60_000; ms += 5) {
      const tasks = active().runs.shift()
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
    const core = await open({ dutyCycle: 0.25, memoryBytes: limits.memoryBytes })
    for (let value = 0; value < 3; value += 1) run(core, value)
    await rest()
    await vi.advanceTimersByTimeAsync(10)
    active().answer(0)
    await vi.advanceTimersByTimeAsync(50)
    expect(
      active()
        .runs.at(-1)
        ?.map(({ id }) => id),
    ).toEqual([1, 2])
    await vi.advanceTimersByTimeAsync(200)
    active().die()
    await rest()
    await vi.advanceTimersByTimeAsync(400)
    expect(active().runs).toEqual([])
    await vi.advanceTimersByTimeAsync(400)
    expect(active().runs.map((tasks) => tasks.map(({ id }) => id))).toEqual([[1]])
  })

  test('computes for another share from the next chunk on, and rests in proportion', async () => {
    const core = await open({ dutyCycle: 0.1, memoryBytes: limits.memoryBytes })
    for (let value = 0; value < 4; value += 1) run(core, value)
    await rest()
    await vi.advanceTimersByTimeAsync(500)
    active().answer(0)
    await vi.advanceTimersByTimeAsync(500)
    expect(active().runs).toHaveLength(1)
    // Of 4.5 s of rest nine tenths are still due: of the half second that half a share asks for too.
    core.pace(0.5)
    await vi.advanceTimersByTimeAsync(375)
    expect(active().runs).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(125)
    expect(active().runs).toHaveLength(2)
    core.pace(1)
    active().answer(1)
    await rest()
    expect(active().runs).toHaveLength(3)
    expect(() => core.pace(0)).toThrow(RangeError)
  })

  test('counts what it computed before it was held to a share as begun in its own right', async () => {
    const core = await open()
    const long = { ...limits, wallMs: 60_000 }
    for (let value = 0; value < 3; value += 1) void core.run(input(value), long, { signal: never })
    await rest()
    await vi.advanceTimersByTimeAsync(10_000)
    core.pace(0.25)
    await vi.advanceTimersByTimeAsync(100)
    active().answer(0, 1)
    await vi.advanceTimersByTimeAsync(400)
    expect(active().runs.map((tasks) => tasks.map(({ id }) => id))).toEqual([[0, 1], [2]])
  })

  test('leaves the rests of a shader to its sandbox, every one of them, and counts none as time', async () => {
    const start = async (place: number) => {
      const sandbox = new ToySandbox(place)
      sandboxes.push(sandbox)
      return sandbox
    }
    const ticker = new Ticker((tick) => {
      const timer = setInterval(tick, TICK_MS)
      return () => clearInterval(timer)
    })
    const gpu = new SandboxPool(1, start, ticker, new Set())
    const allowance = { dutyCycle: 0.25, memoryBytes: limits.memoryBytes, shaders: 'any' } as const
    const core = await gpu.open({ ...program, format: 'wgsl' }, { signal: never, allowance })
    const first = active()
    expect(first.paces).toEqual([0.25])
    const results = [run(core, 1), run(core, 2), run(core, 3)]
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
    expect(sandboxes.some((each) => each !== first && each.paces[0] === 1)).toBe(true)
    await gpu.stop()
  })

  const isOpened = async () => {
    let isOpen = false
    void pool.open(program, { signal: never }).then(() => {
      isOpen = true
    })
    await rest()
    return isOpen
  }

  test('is granted to the next when it could not be opened', async () => {
    const allowance = { dutyCycle: 0, memoryBytes: limits.memoryBytes }
    await expect(pool.open(program, { signal: never, allowance })).rejects.toThrow(RangeError)
    expect(await isOpened()).toBe(true)
  })

  test('is granted to the next only when the sandbox of one called off is gone', async () => {
    const { promise, resolve } = Promise.withResolvers<void>()
    started = promise
    const calledOff: Promise<unknown>[] = []
    for (let times = 0; times < 5; times += 1) {
      const stop = new AbortController()
      calledOff.push(pool.open(program, { signal: stop.signal }).catch((error) => error))
      await rest()
      stop.abort()
      await rest()
    }
    expect(await isOpened()).toBe(false)
    resolve()
    for (const error of await Promise.all(calledOff))
      expect(error).toHaveProperty('name', 'AbortError')
    await rest()
    expect(sandboxes.map(({ isKilled }) => isKilled)).toEqual([true, false, false])
  })

  test('runs nothing that may use more memory than the volunteer gives', async () => {
    const core = await open({ dutyCycle: 1, memoryBytes: limits.memoryBytes - 1 })
    const task = run(core, 1)
    await rest()
    expect(task.result).toMatchObject({ kind: 'hostFailure', reason: 'memory' })
    expect(active().runs).toEqual([])
  })

  test.each<[string, unknown]>([
    ['nothing', undefined],
    ['a string', 'constructor'],
    ['a call by path', { id: '1', type: 'GET', path: ['constructor', 'constructor'] }],
    ['a polluted prototype', JSON.parse('{"__proto__":{"type":"answers"},"answers":[]}')],
    ['opened twice', { type: 'opened' }],
    ['no answers', { type: 'answers', answers: [] }],
    ['too many answers', { type: 'answers', answers: Array.from({ length: 300 }, () => done(0)) }],
    ['an answer out of turn', { type: 'answers', answers: [done(1)] }],
    ['an answer nobody asked for', { type: 'answers', answers: [done(0), done(1), done(2)] }],
    ['a number for gas', { type: 'answers', answers: [{ ...done(0), gas: 1 }] }],
    ['gas over the limit', { type: 'answers', answers: [{ ...done(0), gas: 101n }] }],
    ['a long log', { type: 'answers', answers: [{ ...done(0), log: 'x'.repeat(1_000) }] }],
    ['more than is asked', { type: 'answers', answers: [{ ...done(0), toString: 1 }] }],
    [
      'a view of a larger buffer',
      {
        type: 'answers',
        answers: [{ ...done(0), output: new Uint8Array(new ArrayBuffer(2 ** 20), 0, 1) }],
      },
    ],
    [
      'a buffer that can grow',
      {
        type: 'answers',
        answers: [{ ...done(0), output: new Uint8Array(new ArrayBuffer(1, { maxByteLength: 9 })) }],
      },
    ],
    [
      'words in place of bytes',
      {
        type: 'answers',
        answers: [{ ...done(0), output: new Uint32Array(1) }],
      },
    ],
    ['prints nobody wants', { type: 'printed', id: 0, stream: 'stdout', bytes: new Uint8Array(1) }],
  ])('ends a sandbox that says %s', async (_, message) => {
    const core = await open()
    const victim = run(core, 1)
    await rest()
    const hostile = active()
    hostile.say(message)
    await rest()
    expect(hostile.isKilled).toBe(true)
    if (victim.result?.kind === 'done') expect(victim.result.output).toEqual(Uint8Array.of(0))
    else expect(victim.result).toMatchObject({ kind: 'hostFailure', reason: 'crashed' })
    hostile.answer(0)
    hostile.say({ type: 'answers', answers: [done(1)] })
    const next = run(core, 2)
    await rest()
    active().answer(1)
    await rest()
    expect(next.result?.kind).toBe('done')
  })

  const packed = (ids: number[], { gas = 1n, bytes = 1 } = {}) => ({
    type: 'results',
    results: {
      ids: Uint32Array.from(ids),
      gas: BigUint64Array.from(ids, () => gas),
      outputs: joinBytes(ids.map(() => new Uint8Array(bytes))),
    },
  })
  const runAll = (core: Awaited<ReturnType<typeof open>>, count: number, signal = never) => {
    const told: RunResults[] = []
    const inputs = joinBytes(Array.from({ length: count }, (_, at) => input(at)))
    const take = (results: RunResults) => void told.push(results)
    const ended = core.runAll(inputs, limits, { signal, take })
    return { told, ended, kinds: () => told.flatMap((each) => eachOf(each).map(kindOf)) }
  }
  const kindOf = (result: RunResult) =>
    result.kind === 'done' ? result.outcome.kind : result.reason

  test('runs several that are asked together, and tells of them as the sandbox did', async () => {
    const core = await open()
    const asked = runAll(core, 4)
    const other = run(core, 9)
    await rest()
    expect(active().runs[0]?.map((task) => task.input[0])).toEqual([0, 1])
    active().say(packed([0, 1]))
    await rest()
    expect(asked.told).toEqual([
      { gas: BigUint64Array.of(1n, 1n), outputs: packed([0, 1]).results.outputs },
    ])
    expect(active().runs[1]?.map((task) => task.input[0])).toEqual([2, 3, 9])
    // One message over two that asked.
    active().say(packed([2, 3, 4]))
    await asked.ended
    expect(asked.kinds()).toEqual(['success', 'success', 'success', 'success'])
    await rest()
    expect(other.result).toMatchObject({ kind: 'done', output: Uint8Array.of(0) })
    await runAll(core, 0).ended
  })

  test.each<[string, object, string[]]>([
    ['more gas than there is', packed([0], { gas: 101n }), ['crashed']],
    ['an id out of turn', packed([0, 0]), ['success', 'crashed']],
    ['more than was asked', packed([0, 1, 2]), ['success', 'success']],
  ])('ends a sandbox that packs %s', async (_, message, kinds) => {
    const core = await open()
    const asked = runAll(core, 2)
    await rest()
    const hostile = active()
    hostile.say(message)
    await rest()
    expect(hostile.isKilled).toBe(true)
    // Whom it is to blame on shows when those that are left run one at a time.
    active().die()
    await rest()
    expect(asked.kinds().slice(0, kinds.length)).toEqual(kinds)
  })

  test('holds packed outputs to their limit, each by itself', async () => {
    const core = await open()
    const asked = runAll(core, 2)
    await rest()
    const sandbox = active()
    sandbox.say(packed([0, 1], { bytes: limits.outputBytes + 1 }))
    await asked.ended
    expect(asked.kinds()).toEqual(['output', 'output'])
    expect(sandbox.isKilled).toBe(false)
  })

  test('tells at once of all that a stop leaves, and of nothing after', async () => {
    const core = await open()
    const stop = new AbortController()
    const asked = runAll(core, 4, stop.signal)
    await rest()
    active().say(packed([0]))
    stop.abort()
    await asked.ended
    expect(asked.kinds()).toEqual(['success', 'stopped', 'stopped', 'stopped'])
    const after = runAll(core, 2, stop.signal)
    await after.ended
    expect(after.kinds()).toEqual(['stopped', 'stopped'])
    const next = run(core, 5)
    await rest()
    active().answer(4)
    await rest()
    expect(next.result?.kind).toBe('done')
    expect(asked.kinds()).toHaveLength(4)
  })

  test('tells of all that waits and runs when it is closed', async () => {
    const core = await open()
    const asked = runAll(core, 5)
    await rest()
    await core.close()
    await asked.ended
    expect(asked.kinds()).toEqual(Array.from({ length: 5 }, () => 'stopped'))
  })

  const print = (bytes: number, more: object = {}) => ({
    type: 'printed',
    id: 0,
    stream: 'stdout',
    bytes: new Uint8Array(bytes),
    ...more,
  })

  test('passes on what the running task prints, up to what it may hand back', async () => {
    const core = await open()
    const heard: string[] = []
    const onPrint = (stream: string, bytes: Uint8Array) => heard.push(`${stream} ${bytes.length}`)
    const result = core.run(input(1), limits, { signal: never, onPrint })
    await rest()
    expect(active().runs[0]?.[0]?.printsAloud).toBe(true)
    active().say(print(5))
    active().say(print(3, { stream: 'stderr' }))
    expect(heard).toEqual(['stdout 5', 'stderr 3'])
    active().answer(0)
    expect((await result).kind).toBe('done')
  })

  test.each<[string, object[]]>([
    ['more than that', [print(8), print(1)]],
    ['nothing', [print(0)]],
    ['for another task', [print(1, { id: 1 })]],
    ['on another stream', [print(1, { stream: 'stdin' })]],
    ['with more than is asked', [print(1, { toString: 1 })]],
    ['from a larger buffer', [print(0, { bytes: new Uint8Array(new ArrayBuffer(99), 0, 1) })]],
  ])('ends a sandbox that prints %s', async (_, messages) => {
    const core = await open()
    const result = core.run(input(1), limits, { signal: never, onPrint: () => undefined })
    await rest()
    const hostile = active()
    for (const message of messages) hostile.say(message)
    expect(hostile.isKilled).toBe(true)
    expect(await result).toMatchObject({ kind: 'hostFailure', reason: 'crashed' })
  })

  test('does not start another sandbox for one that misbehaves when nothing is asked of it', async () => {
    await open()
    const [first] = sandboxes
    first?.say('flood')
    await rest()
    expect(first?.isKilled).toBe(true)
    expect(sandboxes).toHaveLength(2)
  })
})
