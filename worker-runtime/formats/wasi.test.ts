import { beforeAll, describe, expect, test } from 'vitest'
import { decodeWasiOutput, encodeWasiInput, encodeWasiShared } from '#protocol/task/wasi-input.ts'
import { compileAssembly } from '#test/support/compile-assembly.ts'
import { gate } from '../gate/gate.ts'
import { runWasi } from './wasi.ts'

/**
 * Copies stdin to stdout and to `out/copy`, then prints the time, random bytes, the inode of
 * `in/data` and what it holds, and exits with the number of arguments.
 */
const source = `
@external("wasi_snapshot_preview1", "fd_read") declare function fd_read(fd: i32, list: usize, n: i32, out: usize): i32
@external("wasi_snapshot_preview1", "fd_write") declare function fd_write(fd: i32, list: usize, n: i32, out: usize): i32
@external("wasi_snapshot_preview1", "random_get") declare function random_get(at: usize, n: i32): i32
@external("wasi_snapshot_preview1", "clock_time_get") declare function clock_time_get(id: i32, precision: i64, at: usize): i32
@external("wasi_snapshot_preview1", "args_sizes_get") declare function args_sizes_get(n: usize, bytes: usize): i32
@external("wasi_snapshot_preview1", "proc_exit") declare function proc_exit(code: i32): void
@external("wasi_snapshot_preview1", "path_open") declare function path_open(fd: i32, flags: i32, path: usize, length: i32, open: i32, base: i64, inheriting: i64, fdflags: i32, out: usize): i32
@external("wasi_snapshot_preview1", "path_filestat_get") declare function path_filestat_get(fd: i32, flags: i32, path: usize, length: i32, at: usize): i32
const list: usize = 1024
const word: usize = 1040
const buffer: usize = 4096
function put(fd: i32, at: usize, length: i32): i32 {
  store<i32>(list, at as i32); store<i32>(list, length, 4)
  return fd_write(fd, list, 1, word)
}
function openPath(text: string, flags: i32): i32 {
  const path = String.UTF8.encode(text)
  if (path_open(3, 0, changetype<usize>(path), path.byteLength, flags, -1, -1, 0, word) != 0) unreachable()
  return load<i32>(word)
}
export function _start(): void {
  store<i32>(list, buffer as i32); store<i32>(list, 4096, 4)
  fd_read(0, list, 1, word)
  const length = load<i32>(word)
  put(1, buffer, length)
  put(openPath("out/copy", 1), buffer, length)
  clock_time_get(0, 1, buffer)
  random_get(buffer + 8, 16)
  const path = String.UTF8.encode("in/data")
  path_filestat_get(3, 0, changetype<usize>(path), path.byteLength, buffer + 24)
  put(1, buffer, 40)
  if (random_get(-4, 8) != 21) unreachable()
  store<i32>(list, buffer as i32); store<i32>(list, 4096, 4)
  fd_read(openPath("in/data", 0), list, 1, word)
  put(2, buffer, load<i32>(word))
  args_sizes_get(word, word + 4)
  proc_exit(load<i32>(word))
}
`

const limits = { gas: 1_000_000n, memoryBytes: 2 ** 20, outputBytes: 4_096, logBytes: 64 }
const text = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes)
const bytesOf = (value: string) => new TextEncoder().encode(value)
const shared = encodeWasiShared([
  { guestPath: '/', entries: [{ kind: 'file', path: 'in/data', bytes: bytesOf('shared') }] },
])
const input = encodeWasiInput({
  args: ['copy', 'é'],
  env: [],
  stdin: bytesOf('hello'),
  preopens: [
    { guestPath: '/', entries: [{ kind: 'file', path: 'out/note', bytes: bytesOf('n') }] },
  ],
})

describe('a wasi command', () => {
  let module: WebAssembly.Module
  beforeAll(async () => {
    const verdict = gate(await compileAssembly(source, { initialMemory: 2 }), { format: 'wasi' })
    if (verdict.kind === 'refused') throw new Error(verdict.reason)
    module = new WebAssembly.Module(verdict.module)
  }, 30_000)

  test('reads and writes streams and files, and its exit code is its outcome', () => {
    const ended = runWasi(module, shared, input, limits)
    if (ended.kind === 'failed') throw new Error(ended.message)
    expect(ended.outcome).toEqual({ kind: 'exit', code: 2 })
    const output = decodeWasiOutput(ended.output)
    expect(text(output.stdout.subarray(0, 5))).toBe('hello')
    expect(text(output.stderr)).toBe('shared')
    expect(output.changes).toEqual([
      {
        guestPath: '/',
        written: [{ kind: 'file', path: 'out/copy', bytes: bytesOf('hello') }],
        removed: [],
      },
    ])
    expect(ended.log.startsWith('hello')).toBe(true)
  })

  test('sees the same time, randomness and inodes in every run of one input', () => {
    const first = runWasi(module, shared, input, limits)
    expect(first.kind).toBe('done')
    expect(runWasi(module, shared, input, limits)).toEqual(first)
  })

  test('printing over the output limit is a host failure', () => {
    const ended = runWasi(module, shared, input, { ...limits, outputBytes: 20 })
    expect(ended).toMatchObject({ kind: 'failed', reason: 'output' })
  })

  test('runs out of gas inside the host as outside', () => {
    const whole = runWasi(module, shared, input, limits)
    if (whole.kind === 'failed') throw new Error(whole.message)
    // The last thing it does is a call of `proc_exit`, which costs more than what is missing.
    const gas = whole.gas - 10n
    const ended = runWasi(module, shared, input, { ...limits, gas })
    expect(ended).toMatchObject({ outcome: { kind: 'outOfGas' }, gas })
  })

  test('input that is none is refused before anything runs', () => {
    const ended = runWasi(module, shared, new Uint8Array([1, 2, 3]), limits)
    expect(ended).toMatchObject({ kind: 'failed', reason: 'refused' })
  })
})
