import { describe, expect, test } from 'vitest'
import { assemble } from '#test/support/assemble.ts'
import { gate } from './gate.ts'

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
  ])('are refused when their entries are too many: %s', async (_, more) => {
    expect(await judge(more)).toMatchObject({ kind: 'refused', feature: 'size' })
  })

  test('of up to 100,000 entries pass', async () => {
    const filled = `(table 50000 externref) (table 50000 funcref)
      (elem (table 1) (i32.const 0) func ${'$f '.repeat(50_000)})`
    expect(await judge(filled)).toMatchObject({ kind: 'accepted' })
  })
})
