// Loam's kernel interface: no imports; `alloc`, `run`, `output_ptr`, `output_len`, `memory`.
import { fold, reduce } from './field'
import { bandRows, columns, firstRow, inner, left, openJob, right } from './job'

const BAD_INPUT: i32 = 1

let output: usize = 0
let outputLength: i32 = 0

export function alloc(size: i32): usize { return heap.alloc(<usize>size + 16) }
export function output_ptr(): usize { return output }
export function output_len(): i32 { return outputLength }

/** Rows of the product of two matrices: u32 each, by rows. 0 on success. */
export function run(shared: usize, sharedLength: i32, input: usize, inputLength: i32): i32 {
  if (!openJob(shared, sharedLength, input, inputLength)) return BAD_INPUT
  outputLength = <i32>(bandRows * columns * 4)
  output = heap.alloc(<usize>outputLength + 16)
  const sums = heap.alloc((<usize>columns << 3) + 16)
  for (let row: u32 = 0; row < bandRows; row++) {
    memory.fill(sums, 0, <usize>columns << 3)
    const leftRow = left + ((<usize>(firstRow + row) * inner) << 2)
    for (let k: u32 = 0; k < inner; k++) {
      const factor = <u64>load<u32>(leftRow + (<usize>k << 2))
      const rightRow = right + ((<usize>k * columns) << 2)
      for (let column: usize = 0; column < columns; column++) {
        const sum = sums + (column << 3)
        store<u64>(sum, fold(load<u64>(sum) + factor * load<u32>(rightRow + (column << 2))))
      }
    }
    const outputRow = output + ((<usize>row * columns) << 2)
    for (let column: usize = 0; column < columns; column++)
      store<u32>(outputRow + (column << 2), <u32>reduce(load<u64>(sums + (column << 3))))
  }
  return 0
}
