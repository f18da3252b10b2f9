import { describe, expect, test, vi } from 'vitest'
import { encodeWasiInput, type WasiEntry, type WasiInput } from '#protocol/task/wasi-input.ts'
import { assemble } from '#test/support/assemble.ts'
import { gate } from '../gate/gate.ts'
import type { ProgramLimits } from './metered.ts'
import { runWasi } from './wasi.ts'

const limits = { gas: 10n ** 9n, memoryBytes: 2 ** 22, outputBytes: 2 ** 20, logBytes: 0 }
const KIBIBYTE = 1_024

/** Parameters of the functions the programs below are made of. */
const functions = {
  fd_write: 'i32 i32 i32 i32',
  fd_close: 'i32',
  fd_filestat_set_size: 'i32 i64',
  args_get: 'i32 i32',
  environ_get: 'i32 i32',
  random_get: 'i32 i32',
  path_open: 'i32 i32 i32 i32 i32 i64 i64 i32 i32',
  path_create_directory: 'i32 i32 i32',
} as const

async function run(
  body: string,
  options: {
    readonly input?: Partial<WasiInput>
    readonly entries?: readonly WasiEntry[]
    readonly limits?: Partial<ProgramLimits>
    readonly plain?: boolean
  } = {},
) {
  const imports = Object.entries(functions).map(
    ([name, parameters]) =>
      `(import "wasi_snapshot_preview1" "${name}" (func $${name} (param ${parameters}) (result i32)))`,
  )
  const module = await assemble(
    `(module ${imports.join('\n')} (memory (export "memory") 17) (func (export "_start") (local $i i32) ${body}))`,
  )
  const verdict = gate(module, { format: 'wasi' })
  if (verdict.kind === 'refused') throw new Error(verdict.reason)
  const input = encodeWasiInput({
    args: [],
    env: [],
    stdin: new Uint8Array(0),
    preopens: [{ guestPath: '/', entries: [...(options.entries ?? [])] }],
    ...options.input,
  })
  const bytes = options.plain ? module : verdict.module
  return runWasi(new WebAssembly.Module(bytes), new Uint8Array(0), input, {
    ...limits,
    ...options.limits,
  })
}

async function gasOf(...args: Parameters<typeof run>): Promise<number> {
  const ended = await run(...args)
  if (ended.kind === 'failed') throw new Error(ended.message)
  return Number(ended.gas)
}

describe('a host call costs what it does', () => {
  test('for each buffer it names, empty or not', async () => {
    const write = (count: number) =>
      gasOf(`i32.const 1 i32.const 1024 i32.const ${count} i32.const 0 call $fd_write drop`)
    expect((await write(1_024)) - (await write(0))).toBe(1_024 * 32)
  })

  test.each(['args', 'env'] as const)('for each word of its %s', async (list) => {
    const call = list === 'args' ? 'args_get' : 'environ_get'
    const get = (count: number) =>
      gasOf(`i32.const 1024 i32.const 100000 call $${call} drop`, {
        input: { [list]: Array.from({ length: count }, () => 'a=') },
      })
    expect((await get(4_096)) - (await get(0))).toBeGreaterThanOrEqual(4_096 * 8)
  })

  test('for random bytes, and once for the input they come from', async () => {
    const draw = `i32.const 0 i32.const ${KIBIBYTE} call $random_get drop `
    const drawing = (times: number, stdinBytes = 0) =>
      gasOf(draw.repeat(times), { input: { stdin: new Uint8Array(stdinBytes) } })
    const again = (await drawing(2)) - (await drawing(1))
    expect(again).toBeGreaterThanOrEqual(KIBIBYTE * 8)
    expect(await drawing(1, 64 * KIBIBYTE)).toBeGreaterThan(64 * KIBIBYTE * 8)
    expect((await drawing(2, 64 * KIBIBYTE)) - (await drawing(1, 64 * KIBIBYTE))).toBe(again)
  })
})

const NO_SPACE = 51
/** Opens the file `f` as descriptor 4, with the rights to write and to resize. */
const openF = `i32.const 0 i32.const 102 i32.store8
  i32.const 3 i32.const 0 i32.const 0 i32.const 1 i32.const 0 i64.const 4194368 i64.const 0 i32.const 0 i32.const 64 call $path_open drop`
const expectI32 = (value: number) => `i32.const ${value} i32.ne if unreachable end`

const deepPath = (depth: number, name: string) => `${name}${'/a'.repeat(depth - 1)}`

describe('the directories a program is given', () => {
  test('cost gas for every node, listed or on the way to one', async () => {
    const given = (depth: number) =>
      gasOf('', { entries: [{ kind: 'directory', path: deepPath(depth, 'd') }] })
    expect((await given(1_001)) - (await given(1))).toBeGreaterThanOrEqual(1_000 * 256)
  })

  test('count against the memory limit before the program begins', async () => {
    const entries: WasiEntry[] = Array.from({ length: 10 }, (_, index) => ({
      kind: 'directory',
      path: deepPath(2_000, String(index)),
    }))
    const ended = await run('', { entries })
    expect(ended).toMatchObject({ kind: 'failed', reason: 'refused' })
    expect(await run('', { entries, limits: { memoryBytes: 2 ** 24 } })).toMatchObject({
      kind: 'done',
    })
  })

  test('count as do the paths that are asked for', async () => {
    const outputs = Array.from({ length: 10 }, (_, index) => deepPath(2_000, String(index)))
    const input = { preopens: [{ guestPath: '/', entries: [], outputs }] }
    expect(await run('', { input })).toMatchObject({ kind: 'failed', reason: 'refused' })
  })

  test('do not count their contents until they are changed', async () => {
    const entries: WasiEntry[] = [
      { kind: 'file', path: 'f', bytes: new Uint8Array(2 * limits.memoryBytes) },
    ]
    const write =
      'i32.const 20 i32.const 1 i32.store i32.const 4 i32.const 16 i32.const 1 i32.const 32 call $fd_write'
    expect(await run(`${openF} ${write} ${expectI32(NO_SPACE)}`, { entries })).toMatchObject({
      outcome: { kind: 'success' },
    })
  })
})

describe('memory and files share one limit', () => {
  const PAGE = 65_536
  const entries: WasiEntry[] = [{ kind: 'file', path: 'f', bytes: new Uint8Array(0) }]
  /** What the file's name and node take. */
  const NAME = 513
  /** Three pages beside the seventeen that the program begins with. */
  const memoryBytes = 20 * PAGE
  const grow = (pages: number, answer: number) =>
    `i32.const ${pages} memory.grow ${expectI32(answer)}`
  const resize = (bytes: number, errno: number) =>
    `i32.const 4 i64.const ${bytes} call $fd_filestat_set_size ${expectI32(errno)}`

  test.each([
    [
      'files have what memory leaves',
      [grow(1, 17), resize(2 * PAGE - NAME + 1, NO_SPACE), resize(2 * PAGE - NAME, 0), grow(1, -1)],
    ],
    [
      'memory has what files leave',
      [
        grow(3, -1),
        resize(2 * PAGE - NAME, 0),
        grow(1, 17),
        grow(1, -1),
        resize(PAGE - NAME + 1, 0),
        grow(1, -1),
        resize(PAGE - NAME, 0),
        grow(1, 18),
      ],
    ],
  ])('%s', async (_, steps) => {
    const ended = await run([openF, ...steps].join(' '), { entries, limits: { memoryBytes } })
    expect(ended).toMatchObject({ outcome: { kind: 'success' } })
  })

  test('from the beginning', async () => {
    const limits = { memoryBytes: 17 * PAGE + NAME - 1 }
    expect(await run('', { entries, limits })).toMatchObject({
      kind: 'failed',
      reason: 'memory',
      message: expect.stringContaining(`${NAME} of files`),
    })
    expect(await run('', { entries, limits: { memoryBytes: 17 * PAGE + NAME } })).toMatchObject({
      kind: 'done',
    })
  })

  test('but for a plain program, whose memory nobody counts', async () => {
    const steps = [openF, grow(40, 17), resize(20 * PAGE - NAME, 0)]
    const options = { entries, limits: { memoryBytes, outputBytes: memoryBytes }, plain: true }
    expect(await run(steps.join(' '), options)).toMatchObject({ outcome: { kind: 'success' } })
  })
})

describe('what a program leaves', () => {
  test('is not compared with every output that is asked for', async () => {
    const names = (letter: string) => Array.from({ length: 300 }, (_, at) => `${letter}${at}`)
    const entries = names('e').map((path): WasiEntry => ({ kind: 'directory', path }))
    const comparisons = vi.spyOn(String.prototype, 'startsWith')
    const ended = await run('', {
      input: { preopens: [{ guestPath: '/', entries, outputs: names('z') }] },
    })
    const count = comparisons.mock.calls.length
    comparisons.mockRestore()
    expect(ended).toMatchObject({ kind: 'done' })
    expect(count).toBeLessThan(300 * 10)
  })
})
