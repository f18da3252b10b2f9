import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { assemble } from '#test/support/assemble.ts'
import { compileProbeKernel } from '#test/support/probe-kernel.ts'
import { writeRandomKernel } from '#test/support/random-module.ts'
import { meterByReference, quietByReference } from '#test/support/reference-meter.ts'
import { runKernel } from '../formats/kernel.ts'
import { functionOf } from '../formats/metered.ts'
import { gate, meterExports } from './gate.ts'

const shared = new Uint8Array([1, 2, 3])
const limits = { gas: 50_000n, memoryBytes: 2 ** 22, outputBytes: 4_096, logBytes: 0 }

function meter(plain: Uint8Array<ArrayBuffer>): WebAssembly.Module {
  const verdict = gate(plain, { format: 'kernel' })
  if (verdict.kind === 'refused') throw new Error(`${verdict.feature}: ${verdict.reason}`)
  return new WebAssembly.Module(verdict.module)
}

const run = (module: WebAssembly.Module, input: Uint8Array) =>
  runKernel(module, shared, input, limits)

/** What the kernel does with no meter at all, but NaNs of one kind: its exit code and memory, or a trap. */
function runPlain(plain: Uint8Array<ArrayBuffer>, input: Uint8Array) {
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(plain))
  const memory = exports.memory as WebAssembly.Memory
  const place = (bytes: Uint8Array) => {
    const pointer = Number(functionOf(exports, 'alloc')(bytes.length))
    new Uint8Array(memory.buffer, pointer, bytes.length).set(bytes)
    return pointer
  }
  const pointers = [place(shared), shared.length, place(input), input.length]
  try {
    const code = Number(functionOf(exports, 'run')(...pointers)) >>> 0
    return { code, output: new Uint8Array(memory.buffer, 0, 1_024).slice() }
  } catch (error) {
    if (error instanceof WebAssembly.RuntimeError) return 'trap'
    throw error
  }
}

describe('over generated kernels', () => {
  const choices = fc.array(fc.nat(2 ** 20), { maxLength: 1_500, size: 'max' })

  test('gas, outcome and output are what counting every instruction gives', async () => {
    const seen = new Set<string>()
    await fc.assert(
      fc.asyncProperty(choices, fc.uint8Array({ maxLength: 64 }), async (values, input) => {
        const plain = await assemble(writeRandomKernel(values))
        const ended = run(meter(plain), input)
        const reference = run(
          new WebAssembly.Module(await meterByReference(plain, { maxPages: 4 })),
          input,
        )
        // Only our meter reports that growth was refused; whether it was does not change how it ends.
        expect({ ...ended, because: undefined }).toEqual({ ...reference, because: undefined })
        seen.add(ended.kind === 'done' ? ended.outcome.kind : ended.kind)
      }),
      { numRuns: 200 },
    )
    expect(seen).toEqual(new Set(['success', 'exit', 'trap', 'outOfGas']))
  }, 120_000)

  test('metered, a kernel behaves as it does plain', async () => {
    await fc.assert(
      fc.asyncProperty(choices, fc.uint8Array({ maxLength: 64 }), async (values, input) => {
        const plain = await assemble(writeRandomKernel(values))
        const ended = run(meter(plain), input)
        if (ended.kind !== 'done') throw new Error(ended.message)
        const { outcome, output } = ended
        if (outcome.kind === 'outOfGas') return
        const code = outcome.kind === 'exit' ? outcome.code : 0
        expect(runPlain(await quietByReference(plain), input)).toEqual(
          outcome.kind === 'trap' ? 'trap' : { code, output },
        )
      }),
      { numRuns: 200 },
    )
  }, 120_000)
})

describe('where ways of unequal length meet', () => {
  /** `run` with this body; its locals: shared, its length, input, its length. */
  const kernel = (body: string) =>
    assemble(`(module
      (func $run (param i32 i32 i32 i32) (result i32) ${body})
      (func $place (param i32) (result i32) i32.const 64)
      (func $none (result i32) i32.const 0)
      (memory 1) (table $t 40 funcref) (elem $e func $run $place $none)
      (export "memory" (memory 0)) (export "run" (func $run)) (export "alloc" (func $place))
      (export "output_ptr" (func $none)) (export "output_len" (func $none)))`)

  test.each([
    [
      'after tables were changed',
      `
      local.get 3 if
        i32.const 1 ref.func $run table.set $t
        i32.const 2 ref.func $place local.get 3 table.fill $t
        i32.const 3 i32.const 2 local.get 3 table.copy $t $t
      end
      i32.const 0 i32.const 0 i32.const 3 table.init $t $e i32.const 0`,
    ],
    ['an if without an else', 'local.get 3 if nop local.get 0 drop end i32.const 0'],
    [
      'a table whose labels owe differently',
      `
      block block block
        local.get 3 br_if 1
        local.get 0 drop local.get 3 i32.const 5 i32.eq br_if 2
        local.get 3 br_table 0 1 2
      end local.get 0 drop end local.get 0 drop local.get 0 drop end i32.const 0`,
    ],
    [
      'a loop left in the middle',
      `
      block loop
        local.get 3 i32.eqz br_if 1
        local.get 3 i32.const 1 i32.sub local.set 3
        local.get 3 i32.const 7 i32.eq if local.get 0 drop br 1 end
        br 0
      end end i32.const 0`,
    ],
    [
      'a return from a loop',
      `
      loop
        local.get 3 i32.eqz if i32.const 0 return end
        local.get 3 i32.const 1 i32.sub local.set 3
        br 0
      end unreachable`,
    ],
  ])('%s', async (_, body) => {
    const plain = await kernel(body)
    const reference = new WebAssembly.Module(await meterByReference(plain))
    for (let length = 0; length < 12; length++) {
      const input = new Uint8Array(length)
      expect(run(meter(plain), input)).toEqual(run(reference, input))
    }
  })
})

test.each([
  ['calls of a long leaf', 'call $long '.repeat(500)],
  ['calls of a short leaf', 'call $short '.repeat(5_000)],
  ['calls past which branches lead', 'block local.get 0 br_if 0 call $short end '.repeat(5_000)],
  ['calls of either arm', 'local.get 0 if call $short else call $short end '.repeat(5_000)],
  ['what is left after deep calls', 'i32.const 500 call $deep'],
])('little is executed after the gas is gone: %s', async (_, body) => {
  const work = (count: number) =>
    'i32.const 0 i32.const 0 i32.load i32.const 1 i32.add i32.store '.repeat(count)
  const plain = await assemble(`(module
    (func $long ${work(3_000)}) (func $short ${work(40)})
    (func $deep (param i32)
      local.get 0 if local.get 0 i32.const 1 i32.sub call $deep end ${work(500)} ${'call $short '.repeat(500)})
    (func $run (param i32 i32 i32 i32) (result i32) ${body} i32.const 0)
    (func $zero (result i32) i32.const 0) (func $place (param i32) (result i32) i32.const 64)
    (memory 1)
    (export "memory" (memory 0)) (export "run" (func $run)) (export "alloc" (func $place))
    (export "output_ptr" (func $zero)) (export "output_len" (func $zero)))`)
  for (const flag of [0, 1]) {
    const { exports } = new WebAssembly.Instance(meter(plain))
    const gas = exports[meterExports.gas] as WebAssembly.Global
    gas.value = 5_000n
    try {
      functionOf(exports, 'run')(flag, 0, 0, 0)
    } catch (error) {
      expect(error).toBeInstanceOf(WebAssembly.RuntimeError)
    }
    expect(gas.value).toBeGreaterThan(-35_000n)
  }
})

test.each([
  ['table.fill', 'i32.const 0 ref.func $run i32.const 1000 table.fill $t', 128_000n],
  ['table.copy', 'i32.const 0 i32.const 1 i32.const 1000 table.copy $t $t', 128_000n],
  ['table.init', 'i32.const 0 i32.const 0 i32.const 2 table.init $t $e', 256n],
  ['table.set', 'i32.const 0 ref.func $run table.set $t', 80n],
  ['memory.grow', 'i32.const 0 memory.grow drop', 2_000n],
])('%s costs what engines take for it', async (_, body, least) => {
  const plain = await assemble(`(module
    (func $run (param i32 i32 i32 i32) (result i32) ${body} i32.const 0)
    (func $zero (result i32) i32.const 0) (func $place (param i32) (result i32) i32.const 64)
    (memory 1) (table $t 2000 funcref) (elem $e func $run $zero)
    (export "memory" (memory 0)) (export "run" (func $run)) (export "alloc" (func $place))
    (export "output_ptr" (func $zero)) (export "output_len" (func $zero)))`)
  const ended = runKernel(meter(plain), shared, shared, { ...limits, gas: 10n ** 9n })
  if (ended.kind !== 'done') throw new Error(ended.message)
  expect(ended.outcome.kind).toBe('success')
  expect(ended.gas).toBeGreaterThanOrEqual(least)
})

test('a real kernel costs what counting every instruction gives', async () => {
  const plain = await compileProbeKernel()
  const reference = new WebAssembly.Module(await meterByReference(plain))
  for (const action of [0, 3, 4, 5, 6, 7]) {
    const input = new Uint8Array([action, 9, 0, 0, 0])
    expect(run(meter(plain), input)).toEqual(run(reference, input))
  }
}, 60_000)

describe('bits of NaN', () => {
  const NEGATIVE = [0, 0, 0, 0, 0, 0, 0xf8, 0xff]
  const OTHER = [0x23, 1, 0, 0, 0, 0, 0xf8, 0x7f]
  const QUIET = [0, 0, 0, 0, 0, 0, 0xf8, 0x7f]
  /** Stores what `value` comes to; the input holds two doubles. */
  const store = async (value: string) => {
    const plain = await assemble(`(module
      (func $run (param i32 i32 i32 i32) (result i32) (local $sum f64) (local $raw f64)
        i32.const 0 ${value} f64.store i32.const 0)
      (func $place (param i32) (result i32) i32.const 64)
      (func $none (result i32) i32.const 0) (func $eight (result i32) i32.const 8)
      (memory 1)
      (export "memory" (memory 0)) (export "run" (func $run)) (export "alloc" (func $place))
      (export "output_ptr" (func $none)) (export "output_len" (func $eight)))`)
    const ended = run(meter(plain), new Uint8Array([...NEGATIVE, ...OTHER]))
    return ended.kind === 'done' ? [...ended.output] : ended
  }
  const first = 'local.get 2 f64.load'
  const second = 'local.get 2 f64.load offset=8'

  test.each([
    ['a sum', `${first} ${second} f64.add`],
    ['a sum the other way round', `${second} ${first} f64.add`],
    ['a sum kept in a local', `${first} ${second} f64.mul local.set $sum local.get $sum`],
    ['what an if leaves', `local.get 3 if (result f64) ${first} else ${second} end`],
    ['a sum below what a local takes', `${first} ${second} f64.add ${second} local.set $raw`],
    ['a sum below what is dropped', `${first} ${second} f64.add ${second} local.tee $raw drop`],
    ['a choice of two', `${first} ${second} f64.add ${second} local.tee $raw local.get 3 select`],
    ['a sign taken from it', `f64.const nan ${first} ${second} f64.add f64.copysign`],
  ])('are the same after %s', async (_, value) => {
    expect(await store(value)).toEqual(QUIET)
  })

  test.each([
    ['loaded', second],
    ['loaded into a local', `${second} local.set $raw local.get $raw`],
    ['loaded by way of a local', `${second} local.tee $raw`],
  ])('stay what they were when only %s', async (_, value) => {
    expect(await store(value)).toEqual(OTHER)
  })
})
