import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { MalformedError } from '../errors.ts'
import { type Amount, amountSchema, evaluateAmount } from './amount.ts'

const input = new Uint8Array(Uint32Array.of(3, 0, 0xffff_ffff).buffer)
const shared = new Uint8Array(Uint32Array.of(7).buffer)
const evaluate = (amount: Amount) => evaluateAmount(amount, { input, shared })

describe('amount', () => {
  test.each<[string, Amount, number]>([
    ['a constant', 5, 5],
    ['a word of the input', { input: 2 }, 0xffff_ffff],
    ['a word of the shared bytes', { shared: 0 }, 7],
    ['a sum', { plus: [1, { input: 0 }, 2] }, 6],
    ['a product', { times: [2, { shared: 0 }, { input: 0 }] }, 42],
    ['the least', { least: [9, { input: 0 }, 4] }, 3],
    ['a quotient, rounded up', { over: [{ shared: 0 }, { input: 0 }] }, 3],
  ])('is %s', (_, amount, value) => {
    expect(evaluate(amount)).toBe(value)
  })

  test.each<[string, Amount]>([
    ['reads past the bytes', { input: 3 }],
    ['divides by zero', { over: [1, { input: 1 }] }],
    ['divides zero by zero', { over: [0, 0] }],
    ['grows past all sense', { times: [{ input: 2 }, { input: 2 }] }],
  ])('is refused when it %s', (_, amount) => {
    expect(() => evaluate(amount)).toThrow(MalformedError)
  })

  test('reads words of bytes that lie anywhere in their buffer', () => {
    const within = new Uint8Array([9, 9, 9, 5, 0, 0, 0]).subarray(3)
    expect(evaluateAmount({ input: 0 }, { input: within, shared })).toBe(5)
  })

  test('its schema refuses what is none, however deep', () => {
    let deep: Amount = 1
    for (let depth = 0; depth < 6; depth++) deep = { plus: [deep] }
    expect(amountSchema.safeParse(deep).success).toBe(true)
    expect(amountSchema.safeParse({ plus: [deep] }).success).toBe(false)
    fc.assert(
      fc.property(fc.anything(), (value) => {
        fc.pre(typeof value !== 'number')
        expect(amountSchema.safeParse(value).success).toBe(false)
      }),
    )
  })
})
