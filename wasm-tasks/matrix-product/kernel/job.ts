/** What all subtasks share: three u32 sizes, then the left and the right matrix by rows, u32 each. */
export const HEADER_BYTES: usize = 12

export let rows: u32 = 0
export let inner: u32 = 0
export let columns: u32 = 0
export let left: usize = 0
export let right: usize = 0
/** The rows of the product that a subtask is. */
export let firstRow: u32 = 0
export let bandRows: u32 = 0

/** Reads the job and the two u32 that name a subtask's rows. False when they do not fit. */
export function openJob(shared: usize, sharedLength: i32, input: usize, inputLength: i32): bool {
  if (<usize>sharedLength < HEADER_BYTES || inputLength != 8) return false
  rows = load<u32>(shared)
  inner = load<u32>(shared, 4)
  columns = load<u32>(shared, 8)
  left = shared + HEADER_BYTES
  right = left + ((<usize>rows * inner) << 2)
  firstRow = load<u32>(input)
  bandRows = load<u32>(input, 4)
  const numbers = <u64>rows * inner + <u64>inner * columns
  return <u64>sharedLength == <u64>HEADER_BYTES + numbers * 4 && firstRow + bandRows <= rows
}
