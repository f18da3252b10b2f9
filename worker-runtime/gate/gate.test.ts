import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { assemble } from '#test/support/assemble.ts'
import { ask, compileProbeKernel, probe } from '#test/support/probe-kernel.ts'
import { runKernel } from '../formats/kernel.ts'
import { gate } from './gate.ts'

const limits = { gas: 1_000_000n, memoryBytes: 2 ** 22, outputBytes: 4_096, logBytes: 0 }

/** A section of a hand-made module. */
const section = (id: number, ...content: number[]) => [id, content.length, ...content]
const name = (text: string) => [text.length, ...new TextEncoder().encode(text)]
const HEADER = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]

/**
 * A kernel by hand: `run` has the given body, the rest answers 0; memory has the given limits.
 * Locals of `run`: shared, its length, input, its length.
 */
function kernel(
  body: readonly number[],
  options: { readonly memory?: readonly number[] } = {},
): Uint8Array<ArrayBuffer> {
  const zero = [4, 0, 0x41, 0, 0x0b]
  const types = [4, 0x60, 1, 0x7f, 1, 0x7f, 0x60, 4, 0x7f, 0x7f, 0x7f, 0x7f, 1, 0x7f, 0x60, 0, 1]
  types.push(0x7f, 0x60, 0, 2, 0x7f, 0x7f)
  const exports = [5, ...name('memory'), 2, 0, ...name('alloc'), 0, 0, ...name('run'), 0, 1]
  exports.push(...name('output_ptr'), 0, 2, ...name('output_len'), 0, 2)
  const run = [body.length + 2, 0, ...body, 0x0b]
  return new Uint8Array([
    ...HEADER,
    ...section(1, ...types),
    ...section(3, 4, 0, 1, 2, 3),
    ...section(5, ...(options.memory ?? [1, 0, 1])),
    ...section(7, ...exports),
    ...section(10, 4, ...zero, ...run, ...zero, 6, 0, 0x41, 1, 0x41, 2, 0x0b),
  ])
}

function runBody(body: readonly number[], input = new Uint8Array(0)) {
  const verdict = gate(kernel(body), { format: 'kernel' })
  if (verdict.kind === 'refused') throw new Error(`${verdict.feature}: ${verdict.reason}`)
  return runKernel(new WebAssembly.Module(verdict.module), new Uint8Array(0), input, limits)
}

describe('the gate refuses', () => {
  test.each([
    ['relaxed-simd', [0xfd, 0x80, 0x02]],
    ['threads', [0xfe, 0x10, 0x02, 0x00]],
    ['tail-calls', [0x12, 0x00]],
    ['exceptions', [0x06, 0x40]],
    ['exceptions', [0x1f, 0x40, 0x00]],
    ['gc', [0xfb, 0x00, 0x00]],
    ['table-grow', [0xfc, 0x0f, 0x00]],
    ['multi-memory', [0x3f, 0x01]],
    ['unknown', [0xff]],
  ])('%s, and names it', (feature, body) => {
    expect(gate(kernel(body), { format: 'kernel' })).toMatchObject({ kind: 'refused', feature })
  })

  test.each([
    ['threads', [1, 3, 1, 2]],
    ['memory64', [1, 4, 1]],
    ['multi-memory', [2, 0, 1, 0, 1]],
  ])('%s in the memory section', (feature, memory) => {
    const verdict = gate(kernel([0x41, 0], { memory }), { format: 'kernel' })
    expect(verdict).toMatchObject({ kind: 'refused', feature })
  })

  test('a program that names what the meter will add', () => {
    // Global 0 does not exist in the plain module; in the metered one it holds the gas.
    const body = [0x42, 0x00, 0x24, 0x00, 0x41, 0x00]
    expect(gate(kernel(body), { format: 'kernel' })).toMatchObject({ feature: 'invalid' })
    // Function 4 is the meter's own.
    expect(gate(kernel([0x41, 0, 0x10, 4]), { format: 'kernel' })).toMatchObject({
      feature: 'malformed',
      offset: 109,
    })
  })

  test('a block type that engines read as another', async () => {
    const module = await assemble(`(module (memory (export "memory") 1)
      ${'(type (func (result i32 i32)))'.repeat(16_321)}
      (func (export "_start") (block (type 16320) unreachable) drop drop))`)
    expect(gate(module, { format: 'wasi' })).toMatchObject({ kind: 'accepted' })
    const at = Buffer.from(module).indexOf(Buffer.from([0x02, 0xc0, 0xff, 0x00]))
    // As a signed number -64, which is `void` to V8; as an unsigned one 16,320 as before.
    module.set([0x02, 0xc0, 0x7f, 0x01], at)
    expect(gate(module, { format: 'wasi' })).toMatchObject({ feature: 'malformed' })
  })

  /** A kernel with more in it. */
  const kernelWith = (more: string) =>
    assemble(`(module (memory (export "memory") 1)
      (func (export "alloc") (param i32) (result i32) i32.const 0)
      (func (export "run") (param i32 i32 i32 i32) (result i32) i32.const 0)
      (func (export "output_ptr") (result i32) i32.const 0)
      (func (export "output_len") (result i32) i32.const 0) ${more})`)

  test.each([
    [
      'a function that engines take plain',
      `(func (param v128 v128)
        ${'(v128.store (i32.const 0) (f32x4.add (local.get 0) (local.get 1)))'.repeat(200_000)})`,
    ],
    ['as many globals as engines take', '(global i32 (i32.const 0))'.repeat(999_999)],
  ])('what metering makes too much: %s', async (_, more) => {
    const module = await kernelWith(more)
    expect(WebAssembly.validate(module)).toBe(true)
    expect(gate(module, { format: 'kernel' })).toMatchObject({ kind: 'refused', feature: 'size' })
  })

  test('a kernel as a command', () => {
    expect(gate(kernel([0x41, 0]), { format: 'wasi' })).toMatchObject({ feature: 'exports' })
  })
})

describe('the meter', () => {
  const PAGE = 1_024
  const around = PAGE + 1 + 1 + 1 + 1
  test.each([
    ['straight code', [0x41, 0], 1, 'success'],
    ['return', [0x41, 0, 0x0f], 2, 'success'],
    [
      'return from within blocks',
      [0x02, 0x40, 0x03, 0x40, 0x41, 0, 0x0f, 0x0b, 0x0b, 0x00],
      2,
      'success',
    ],
    ['a branch to the function', [0x02, 0x40, 0x41, 0, 0x0c, 1, 0x0b, 0x00], 2, 'success'],
    [
      'a taken if',
      [0x41, 1, 0x04, 0x7f, 0x41, 0, 0x05, 0x41, 1, 0x41, 1, 0x6a, 0x0b],
      3,
      'success',
    ],
    ['an else', [0x41, 0, 0x04, 0x7f, 0x41, 1, 0x05, 0x41, 1, 0x41, 1, 0x6b, 0x0b], 5, 'success'],
    ['a call, and its callee', [0x41, 0, 0x10, 0], 3, 'success'],
    ['a call whose results are many', [0x10, 3, 0x1a, 0x1a, 0x41, 0], 6, 'success'],
    ['unreachable', [0x00], 1, 'trap'],
  ])('counts %s exactly', (_, body, gas, kind) => {
    const callsAfter = kind === 'trap' ? PAGE + 2 : around
    expect(runBody(body)).toMatchObject({ outcome: { kind }, gas: BigInt(gas + callsAfter) })
  })

  test('counts each turn of a loop', () => {
    // do { length -= 1 } while (length): 5 instructions a turn.
    const body = [0x03, 0x40, 0x20, 3, 0x41, 1, 0x6b, 0x22, 3, 0x0d, 0, 0x0b, 0x41, 0]
    const gasOf = (turns: number) => {
      const ended = runBody(body, new Uint8Array(turns))
      return ended.kind === 'done' ? ended.gas : undefined
    }
    expect(gasOf(1)).toBe(BigInt(5 + 1 + around))
    expect(gasOf(100)).toBe(BigInt(100 * 5 + 1 + around))
  })

  test('gives back a call’s words however it returns', () => {
    // 5,000 calls one after the other would be too deep if any of them stayed counted.
    const returning = [0x20, 3, 0x04, 0x40, 0x20, 0, 0x20, 1, 0x20, 2, 0x41, 0, 0x10, 1, 0x0f, 0x0b]
    const caller = [0x02, 0x40, 0x20, 3, 0x45, 0x0d, 0, 0x03, 0x40, 0x20, 0, 0x20, 1, 0x20, 2]
    const turn = [
      0x41, 0, 0x10, 1, 0x1a, 0x20, 3, 0x41, 1, 0x6b, 0x22, 3, 0x0d, 0, 0x0b, 0x0b, 0x41, 0, 0x0f,
    ]
    expect(runBody([...caller, ...turn], new Uint8Array(5_000))).toMatchObject({
      outcome: { kind: 'success' },
    })
    expect(runBody([...returning, 0x41, 0], new Uint8Array(1))).toMatchObject({
      outcome: { kind: 'success' },
    })
  })
})

describe('over a real module', () => {
  let plain: Uint8Array<ArrayBuffer>
  beforeAll(async () => {
    plain = await compileProbeKernel()
  }, 30_000)

  test('a metered module behaves as the plain one', () => {
    const verdict = gate(plain, { format: 'kernel' })
    if (verdict.kind === 'refused') throw new Error(verdict.reason)
    const metered = new WebAssembly.Module(verdict.module)
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.uint8Array({ maxLength: 300 }), (a, b) => {
        const input = new Uint8Array([probe.echo, ...b])
        const ended = runKernel(metered, a, input, limits)
        expect(ended).toMatchObject({ output: new Uint8Array([...a, ...input]) })
      }),
    )
  })

  test('metering is deterministic', () => {
    expect(gate(plain, { format: 'kernel' })).toEqual(gate(plain, { format: 'kernel' }))
  })

  test('a mutated module is refused or stays valid, and runs within its gas', () => {
    const mutation = fc.tuple(fc.nat(plain.length - 1), fc.nat(255))
    fc.assert(
      fc.property(fc.array(mutation, { minLength: 1, maxLength: 3 }), (mutations) => {
        const bytes = plain.slice()
        for (const [at, byte] of mutations) bytes[at] = byte
        const verdict = gate(bytes, { format: 'kernel' })
        if (verdict.kind === 'refused') return
        const module = new WebAssembly.Module(verdict.module)
        const ended = runKernel(module, new Uint8Array(1), ask(probe.echo), limits)
        if (ended.kind === 'done') expect(ended.gas).toBeLessThanOrEqual(limits.gas)
        else expect(ended.reason).not.toBe('crashed')
      }),
      { numRuns: 3_000 },
    )
  }, 60_000)

  test('a truncated module is refused', () => {
    for (let length = 0; length < plain.length; length += 7) {
      expect(gate(plain.slice(0, length), { format: 'kernel' }).kind).toBe('refused')
    }
  })
})
