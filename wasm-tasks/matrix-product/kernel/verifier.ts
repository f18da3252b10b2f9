// Freivalds' check: C = A × B holds for a random vector r, C × r = A × (B × r), at the cost of three
// products with a vector. Here r is 1, x, x², … for a random x: a row of C that is wrong passes where
// x is a root of its error, a polynomial with fewer roots than the matrix has columns.
import { PRIME, fold, reduce } from './field'
import { bandRows, columns, firstRow, inner, left, openJob, right } from './job'

const BAD_INPUT: i32 = 1
const WRONG: i32 = 2
const SEED_BYTES: usize = 32

export function alloc(size: i32): usize { return heap.alloc(<usize>size + 16) }
export function output_ptr(): usize { return 0 }
export function output_len(): i32 { return 0 }

/** The product of a row of u32 and a vector of u64 below the prime. */
function dot(row: usize, vector: usize, length: u32): u64 {
  let sum: u64 = 0
  for (let at: usize = 0; at < length; at++)
    sum = fold(sum + load<u32>(row + (at << 2)) * load<u64>(vector + (at << 3)))
  return reduce(sum)
}

/** 1, x, x², … below the prime. */
function powersOf(x: u64, count: u32): usize {
  const powers = heap.alloc((<usize>count << 3) + 16)
  let power: u64 = 1
  for (let at: usize = 0; at < count; at++) {
    store<u64>(powers + (at << 3), power)
    power = reduce(power * x)
  }
  return powers
}

/** 0 when the rows of a result are those of the product. The input is laid out by `verifierInput`. */
export function run(shared: usize, sharedLength: i32, input: usize, inputLength: i32): i32 {
  if (inputLength < 4) return BAD_INPUT
  const subtaskLength = load<u32>(input)
  const subtask = input + 4
  const seed = subtask + subtaskLength
  const result = seed + SEED_BYTES
  if (subtaskLength != 8 || <usize>inputLength < 4 + 8 + SEED_BYTES) return BAD_INPUT
  if (!openJob(shared, sharedLength, subtask, 8)) return BAD_INPUT
  const resultLength = input + <usize>inputLength - result
  if (<u64>resultLength != (<u64>bandRows * columns) << 2) return WRONG
  const powers = powersOf(reduce(load<u64>(seed) >> 1), columns)
  const image = heap.alloc((<usize>inner << 3) + 16)
  for (let k: u32 = 0; k < inner; k++)
    store<u64>(image + (<usize>k << 3), dot(right + ((<usize>k * columns) << 2), powers, columns))
  for (let row: u32 = 0; row < bandRows; row++) {
    const resultRow = result + ((<usize>row * columns) << 2)
    for (let column: usize = 0; column < columns; column++)
      if (<u64>load<u32>(resultRow + (column << 2)) >= PRIME) return WRONG
    const leftRow = left + ((<usize>(firstRow + row) * inner) << 2)
    if (dot(resultRow, powers, columns) != dot(leftRow, image, inner)) return WRONG
  }
  return 0
}
