import { z } from 'zod'
import { MalformedError } from '../errors.ts'

/** Above this no count of bytes, workgroups or units makes sense; all arithmetic stays exact. */
const MAX_AMOUNT = 2 ** 40
const MAX_TERMS = 8
const MAX_DEPTH = 6

/**
 * A whole number that a program declares instead of computing: a constant, the little-endian u32
 * at word `input` or `shared` of those bytes, or arithmetic on such. `over` rounds up.
 *
 * It lets a manifest say "width × height × 3 bytes" of a subtask nobody has run yet, and every
 * host finds the same number.
 */
export type Amount =
  | number
  | { readonly input: number }
  | { readonly shared: number }
  | { readonly plus: readonly Amount[] }
  | { readonly times: readonly Amount[] }
  | { readonly least: readonly Amount[] }
  | { readonly over: readonly [Amount, Amount] }

const word = z
  .int()
  .min(0)
  .max(2 ** 20)

function amountOfDepth(depth: number): z.ZodType<Amount> {
  const leaf = z.union([
    z.int().min(0).max(MAX_AMOUNT),
    z.strictObject({ input: word }),
    z.strictObject({ shared: word }),
  ])
  if (depth === 0) return leaf
  const inner = amountOfDepth(depth - 1)
  const several = z.array(inner).min(1).max(MAX_TERMS)
  return z.union([
    leaf,
    z.strictObject({ plus: several }),
    z.strictObject({ times: several }),
    z.strictObject({ least: several }),
    z.strictObject({ over: z.tuple([inner, inner]) }),
  ])
}

export const amountSchema = amountOfDepth(MAX_DEPTH)

/** What an amount may read. */
export interface AmountSource {
  readonly input: Uint8Array
  readonly shared: Uint8Array
}

function readWord(bytes: Uint8Array, index: number, what: string): number {
  if (bytes.byteLength < index * 4 + 4) throw new MalformedError(`${what}: no word ${index}`)
  return new DataView(bytes.buffer, bytes.byteOffset).getUint32(index * 4, true)
}

/**
 * Computes an amount.
 * @throws {MalformedError} when it reads past the bytes, divides by zero or grows past 2^40.
 */
export function evaluateAmount(amount: Amount, source: AmountSource): number {
  const evaluate = (term: Amount) => evaluateAmount(term, source)
  const value = (() => {
    if (typeof amount === 'number') return amount
    if ('input' in amount) return readWord(source.input, amount.input, 'input')
    if ('shared' in amount) return readWord(source.shared, amount.shared, 'shared bytes')
    if ('plus' in amount) return amount.plus.reduce<number>((sum, term) => sum + evaluate(term), 0)
    if ('times' in amount)
      return amount.times.reduce<number>((all, term) => all * evaluate(term), 1)
    if ('least' in amount) return Math.min(...amount.least.map(evaluate))
    return Math.ceil(evaluate(amount.over[0]) / evaluate(amount.over[1]))
  })()
  if (!(value <= MAX_AMOUNT)) throw new MalformedError(`amount of ${value}`)
  return value
}
