// The kernel ABI around `compute(rounds) → f64`, put before each program of the benchmarks.
let output: usize = 0
export function alloc(size: i32): usize { return heap.alloc(<usize>size + 16) }
export function output_ptr(): usize { return output }
export function output_len(): i32 { return 8 }
export function run(shared: usize, sharedLength: i32, input: usize, inputLength: i32): i32 {
  output = heap.alloc(16)
  store<f64>(output, compute(load<i32>(input)))
  return 0
}
/** A number below 2^32 after `state`; the same sequence everywhere. */
function xorshift(state: u32): u32 {
  state ^= state << 13
  state ^= state >>> 17
  return state ^ (state << 5)
}
