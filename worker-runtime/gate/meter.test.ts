import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { assemble } from '#test/support/assemble.ts'
import { limits, meterKernel, runMetered, shared } from '#test/support/metered-kernel.ts'
import { compileProbeKernel } from '#test/support/probe-kernel.ts'
import { writeRandomKernel } from '#test/support/random-module.ts'
import { meterByReference, quietByReference } from '#test/support/reference-meter.ts'
import { runKernel } from '../formats/kernel.ts'
import { functionOf } from '../formats/metered.ts'
import { gate, INSTANTIATION_GAS, meterExports } from './gate.ts'

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
        const ended = runMetered(meterKernel(plain), input)
        const reference = runMetered(
          new WebAssembly.Module(await meterByReference(plain, { maxPages: 4 })),
          input,
        )
        // Only our meter reports that growth was refused; whether it was does not change how it ends.
        expect({ ...ended, because: undefined }).toEqual({ ...reference, because: undefined })
        seen.add(ended.kind === 'done' ? ended.outcome.kind : ended.kind)
      }),
      { numRuns: 200, endOnFailure: true },
    )
    expect(seen).toEqual(new Set(['success', 'exit', 'trap', 'outOfGas']))
  }, 120_000)

  test('metered, a kernel behaves as it does plain', async () => {
    await fc.assert(
      fc.asyncProperty(choices, fc.uint8Array({ maxLength: 64 }), async (values, input) => {
        const plain = await assemble(writeRandomKernel(values))
        const ended = runMetered(meterKernel(plain), input)
        if (ended.kind !== 'done') throw new Error(ended.message)
        const { outcome, output } = ended
        if (outcome.kind === 'outOfGas') return
        const code = outcome.kind === 'exit' ? outcome.code : 0
        expect(runPlain(await quietByReference(plain), input)).toEqual(
          outcome.kind === 'trap' ? 'trap' : { code, output },
        )
      }),
      { numRuns: 200, endOnFailure: true },
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
      expect(runMetered(meterKernel(plain), input)).toEqual(runMetered(reference, input))
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
    const { exports } = new WebAssembly.Instance(meterKernel(plain))
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
  const ended = runKernel(meterKernel(plain), shared, shared, { ...limits, gas: 10n ** 9n })
  if (ended.kind !== 'done') throw new Error(ended.message)
  expect(ended.outcome.kind).toBe('success')
  expect(ended.gas).toBeGreaterThanOrEqual(least)
})

describe('what an engine makes before the first instruction', () => {
  const PAGE = 1_024n
  /** One page, and five instructions that the host's calls take. */
  const EMPTY = PAGE + 5n
  const kernel = (more: string) =>
    assemble(`(module (memory (export "memory") 1 3) ${more}
      (func $f (export "run") (param i32 i32 i32 i32) (result i32) i32.const 0)
      (func (export "alloc") (param i32) (result i32) i32.const 0)
      (func (export "output_ptr") (result i32) i32.const 0)
      (func (export "output_len") (result i32) i32.const 0))`)
  const table = '(table $t 10 20 funcref) (table $u 2 externref)'

  test.each([
    ['pages', '', 'success', 0n],
    [
      'globals',
      '(global i32 i32.const 1) (global (mut v128) v128.const i64x2 1 1)',
      'success',
      512n,
    ],
    ['tables', table, 'success', 12n * 128n],
    [
      'element segments',
      `${table} (elem (i32.const 1) func $f $f) (elem (table $u) (i32.const 0) externref (ref.null extern))`,
      'success',
      12n * 128n + (32n + 3n * 128n) + (32n + 3n * 128n),
    ],
    ['element segments at hand', '(elem func $f $f $f)', 'success', 32n + 3n * 128n],
    ['declarations', '(elem declare func $f)', 'success', 0n],
    [
      'data',
      `(data (i32.const 65000) "${'a)\\5c'.repeat(100)}") (data (i32.const 0) "\\22") (data "${'a'.repeat(9_000)}")`,
      'success',
      128n + 1n + 300n / 8n + 128n + 1n,
    ],
    [
      'data that does not fit, all of it',
      `(data (i32.const 0) "${'a'.repeat(800)}") (data (i32.const 65530) "abcdefgh")`,
      'trap',
      128n + 101n + 128n + 2n - 5n,
    ],
  ])('costs gas: %s', async (_, more, kind, gas) => {
    const plain = await kernel(more)
    const reference = new WebAssembly.Module(await meterByReference(plain))
    const ended = runMetered(meterKernel(plain), shared)
    expect(ended).toMatchObject({ outcome: { kind }, gas: EMPTY + gas })
    expect(ended).toEqual(runMetered(reference, shared))
    const tooLittle = { ...limits, gas: EMPTY + gas - 6n }
    expect(runKernel(meterKernel(plain), shared, shared, tooLittle)).toMatchObject({
      outcome: { kind: 'outOfGas' },
      gas: tooLittle.gas,
    })
  })

  test('is not made for too little gas', async () => {
    const module = meterKernel(await kernel(`(data (i32.const 0) "${'a'.repeat(800)}")`))
    const instantiate = vi.spyOn(WebAssembly, 'Instance')
    const ended = runKernel(module, shared, shared, { ...limits, gas: PAGE + 128n + 100n })
    expect(ended).toMatchObject({ outcome: { kind: 'outOfGas' } })
    expect(instantiate).not.toHaveBeenCalled()
    instantiate.mockRestore()
  })

  test('costs what the gate says, whatever the module says of it', async () => {
    const plain = await kernel(table)
    const name = [INSTANTIATION_GAS.length, ...new TextEncoder().encode(INSTANTIATION_GAS)]
    const claim = [0, name.length + 1, ...name, 0x30]
    const claiming = new Uint8Array([...plain.slice(0, 8), ...claim, ...plain.slice(8), ...claim])
    expect(runMetered(meterKernel(claiming), shared)).toEqual(
      runMetered(meterKernel(plain), shared),
    )
  })

  test('includes all steps of its constants', () => {
    const name = (text: string) => [text.length, ...new TextEncoder().encode(text)]
    const start = [...name('memory'), 2, 0, ...name('_start'), 0, 0]
    const sum = [0x41, 1, 0x41, 2, 0x6a, 0x0b]
    const sections = [
      [1, 4, 1, 0x60, 0, 0],
      [3, 2, 1, 0],
      [5, 3, 1, 0, 1],
      [6, 3 + sum.length, 1, 0x7f, 0, ...sum],
      [7, 1 + start.length, 2, ...start],
      [10, 4, 1, 2, 0, 0x0b],
    ]
    const verdict = gate(new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, ...sections.flat()]), {
      format: 'wasi',
    })
    if (verdict.kind === 'refused') throw new Error(verdict.reason)
    const [digits] = WebAssembly.Module.customSections(
      new WebAssembly.Module(verdict.module),
      INSTANTIATION_GAS,
    )
    expect(new TextDecoder().decode(digits)).toBe(String(PAGE + 4n * 128n))
  })
})

test('a real kernel costs what counting every instruction gives', async () => {
  const plain = await compileProbeKernel()
  const reference = new WebAssembly.Module(await meterByReference(plain))
  for (const action of [0, 3, 4, 5, 6, 7]) {
    const input = new Uint8Array([action, 9, 0, 0, 0])
    expect(runMetered(meterKernel(plain), input)).toEqual(runMetered(reference, input))
  }
}, 60_000)
