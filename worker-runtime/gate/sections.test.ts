import { describe, expect, test, vi } from 'vitest'
import { assemble } from '#test/support/assemble.ts'
import { gate } from './gate.ts'
import * as types from './types.ts'

/** A kernel that answers nothing, with more beside it. */
const kernelWith = (more: string) =>
  assemble(`(module (memory (export "memory") 1) ${more}
    (func $f (export "run") (param i32 i32 i32 i32) (result i32) i32.const 0)
    (func (export "alloc") (param i32) (result i32) i32.const 0)
    (func (export "output_ptr") (result i32) i32.const 0)
    (func (export "output_len") (result i32) i32.const 0))`)

const judge = async (more: string) => gate(await kernelWith(more), { format: 'kernel' })

describe('tables', () => {
  test.each([
    ['one large table', '(table 100001 funcref)'],
    ['several that are large together', '(table 50000 funcref) (table 50001 externref)'],
    ['many empty ones', '(table 0 funcref)'.repeat(101)],
    [
      'more segments than could fill them',
      `(table 1000 funcref) ${`(elem (i32.const 0) ${'$f '.repeat(1_000)})`.repeat(101)}`,
    ],
    ['a segment at hand that is larger', `(elem func ${'$f '.repeat(100_001)})`],
  ])('are refused when their entries are too many: %s', async (_, more) => {
    expect(await judge(more)).toMatchObject({ kind: 'refused', feature: 'size' })
  })

  test('of up to 100,000 entries pass', async () => {
    const filled = `(table 50000 externref) (table 50000 funcref)
      (elem (table 1) (i32.const 0) func ${'$f '.repeat(50_000)})
      (elem declare func ${'$f '.repeat(100_001)})`
    expect(await judge(filled)).toMatchObject({ kind: 'accepted' })
  })
})

describe('names', () => {
  const judgeExport = (mark: string) => judge(`(func (export "${mark}"))`)

  test('are what an engine reads: a byte order mark is part of one', async () => {
    const marked = await assemble(`(module (memory (export "memory") 1)
      (func (export "\\ef\\bb\\bfrun") (param i32 i32 i32 i32) (result i32) i32.const 0)
      (func (export "alloc") (param i32) (result i32) i32.const 0)
      (func (export "output_ptr") (result i32) i32.const 0)
      (func (export "output_len") (result i32) i32.const 0))`)
    expect(gate(marked, { format: 'kernel' })).toMatchObject({ feature: 'exports' })
    expect(await judgeExport('\\ef\\bb\\bfloam:gas')).toMatchObject({ kind: 'accepted' })
  })

  test('that are not UTF-8 are refused', async () => {
    const bytes = await kernelWith('(func (export "zz"))')
    bytes[Buffer.from(bytes).indexOf('zz')] = 0xff
    expect(gate(bytes, { format: 'kernel' })).toMatchObject({ feature: 'malformed' })
  })
})

describe('function types', () => {
  test.each([
    ['results', (count: number) => `(result ${'i32 '.repeat(count)})`],
    ['parameters', (count: number) => `(param ${'i32 '.repeat(count)})`],
  ])('have at most 1,000 %s', async (_, many) => {
    const judgeMany = (count: number) => judge(`(func ${many(count)} unreachable return)`)
    expect(await judgeMany(1_000)).toMatchObject({ kind: 'accepted' })
    expect(await judgeMany(1_001)).toMatchObject({ kind: 'refused', feature: 'size' })
    // More than fit on a call stack.
    expect(await judgeMany(300_000)).toMatchObject({ kind: 'refused', feature: 'size' })
  })

  test('are described once each, however many functions have many results', async () => {
    const describeType = vi.spyOn(types, 'describeType')
    const wide = (index: number) =>
      `(result ${Array.from({ length: 9 }, (_, bit) => ((index >> bit) & 1 ? 'i64' : 'i32')).join(' ')})`
    const functions = Array.from({ length: 400 }, (_, index) =>
      `(func ${wide(index)} unreachable return)`.repeat(2),
    )
    expect(await judge(functions.join(' '))).toMatchObject({ kind: 'accepted' })
    expect(describeType.mock.calls.length).toBeLessThan(500)
  })
})
