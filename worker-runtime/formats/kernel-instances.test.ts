import { beforeAll, describe, expect, test } from 'vitest'
import { assemble } from '#test/support/assemble.ts'
import { compileAssembly } from '#test/support/compile-assembly.ts'
import { gate } from '../gate/gate.ts'
import { runKernel } from './kernel.ts'
import { instancesOf, takeMemoryFromHost } from './kernel-instances.ts'

/** Tells what its whole memory holds above its own bytes, then fills it; grows first if asked. */
const source = `
let counter: i32 = 0
export function alloc(size: i32): i32 { return 1024 }
export function run(shared: i32, sharedLength: i32, input: i32, inputLength: i32): i32 {
  const action = load<u8>(input)
  if (action == 1 && memory.grow(1) < 0) unreachable()
  let sum = counter
  counter += 1
  const end: usize = (memory.size() as usize) * 65536
  for (let at: usize = 2048; at < end; at += 1) sum += load<u8>(at)
  memory.fill(2048, 7, end - 2048)
  store<i32>(1024, sum)
  if (action == 2) unreachable()
  return memory.size()
}
export function output_ptr(): i32 { return 1024 }
export function output_len(): i32 { return 4 }
`

const limits = { gas: 100_000_000n, memoryBytes: 2 ** 20, outputBytes: 64, logBytes: 0 }
const shared = new Uint8Array(1)

describe('a kernel whose memory the host gives', () => {
  let plain: WebAssembly.Module
  let given: WebAssembly.Module
  beforeAll(async () => {
    const enable = ['bulk-memory']
    const verdict = gate(await compileAssembly(source, { enable, initialMemory: 2 }), {
      format: 'kernel',
    })
    if (verdict.kind === 'refused') throw new Error(verdict.reason)
    plain = new WebAssembly.Module(verdict.module)
    given = new WebAssembly.Module(takeMemoryFromHost(verdict.module))
  }, 30_000)

  test('takes it under a name that says how large it is', () => {
    expect(WebAssembly.Module.imports(given)).toEqual([
      { module: 'loam', name: '2:', kind: 'memory' },
    ])
  })

  test('sees nothing of the runs before, however they ended, and is the same as with its own', () => {
    for (const action of [0, 0, 1, 0, 2, 0, 1, 1, 0]) {
      const input = new Uint8Array([action])
      const ended = runKernel(given, shared, input, limits)
      expect(ended).toEqual(runKernel(plain, shared, input, limits))
      if (ended.kind !== 'done') throw new Error(ended.message)
      expect(ended.outcome.kind).toBe(action === 2 ? 'trap' : 'exit')
      if (action !== 2) expect(ended.output).toEqual(new Uint8Array(4))
    }
  })
})

/** Kernels that keep something over a call of \`run\` where else than in memory and integer globals. */
const KEEPERS: ReadonlyArray<readonly [what: string, fields: string, keep: string]> = [
  [
    'a table',
    '(table 2 funcref) (elem (i32.const 0) $one)',
    '(table.set (i32.const 1) (ref.func $one))',
  ],
  [
    'a table by copy',
    '(table 2 funcref) (elem (i32.const 0) $one)',
    '(table.copy (i32.const 1) (i32.const 0) (i32.const 1))',
  ],
  ['a segment of entries', '(table 2 funcref) (elem $e func $one)', '(elem.drop $e)'],
  ['a segment of bytes', '(data $d "x")', '(data.drop $d)'],
  [
    'a number that is none',
    '(global $g (mut f64) (f64.const nan:0x123))',
    '(global.set $g (f64.const 1))',
  ],
  [
    'a vector',
    '(global $g (mut v128) (v128.const i64x2 0 0))',
    '(global.set $g (v128.const i64x2 1 1))',
  ],
]

/** The same instance is run again only of what can be put back to the bit. */
describe('an instance', () => {
  const load = async (fields: string, run: string) => {
    const module = await assemble(`(module
      (memory (export "memory") 1) (data (i32.const 8) "seed")
      (global $count (mut i32) (i32.const 7)) (global $wide (mut i64) (i64.const -1))
      (func $one (result i32) (i32.const 1))
      ${fields}
      (func (export "alloc") (param i32) (result i32) (i32.const 64))
      (func (export "run") (param i32 i32 i32 i32) (result i32)
        ${run}
        (global.set $count (i32.add (global.get $count) (i32.load8_u (local.get 2))))
        (global.set $wide (i64.mul (global.get $wide) (i64.const 3)))
        (i32.store (i32.const 0) (global.get $count))
        (i64.store (i32.const 8) (i64.add (i64.load (i32.const 8)) (global.get $wide)))
        (i32.const 0))
      (func (export "output_ptr") (result i32) (i32.const 0))
      (func (export "output_len") (result i32) (i32.const 16)))`)
    const verdict = gate(module, { format: 'kernel' })
    if (verdict.kind === 'refused') throw new Error(verdict.reason)
    return new WebAssembly.Module(takeMemoryFromHost(verdict.module))
  }
  const runOn = (module: WebAssembly.Module, byte: number) =>
    runKernel(module, shared, new Uint8Array([byte]), limits)
  const next = (module: WebAssembly.Module) => instancesOf(module)?.next()

  test('is put back to the bit after a run that came to its own end', async () => {
    const module = await load('', '')
    const first = runOn(module, 1)
    const kept = next(module)
    expect(runOn(module, 200)).not.toEqual(first)
    expect(runOn(module, 1)).toEqual(first)
    expect(kept).toBeDefined()
  })

  test('is the same one again, and a fresh one after any other end', async () => {
    const module = await load(
      '',
      '(if (i32.eq (i32.load8_u (local.get 2)) (i32.const 9)) (then unreachable))',
    )
    runOn(module, 1)
    const kept = next(module)
    instancesOf(module)?.takeBack()
    expect(next(module)).toBe(kept)
    instancesOf(module)?.takeBack()
    runOn(module, 9)
    expect(next(module)).not.toBe(kept)
  })

  test('is another whenever its memory has grown', async () => {
    const module = await load('', '(drop (memory.grow (i32.const 1)))')
    const first = runOn(module, 1)
    const grown = next(module)
    instancesOf(module)?.takeBack()
    expect(runOn(module, 1)).toEqual(first)
    expect(next(module)).not.toBe(grown)
  })

  test.each(KEEPERS)('is used once where a run may change %s', async (_, fields, keep) => {
    const module = await load(fields, keep)
    const first = runOn(module, 1)
    const before = next(module)
    instancesOf(module)?.takeBack()
    expect(next(module)).not.toBe(before)
    expect(runOn(module, 1)).toEqual(first)
  })
})
