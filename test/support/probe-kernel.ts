import { compileAssembly } from './compile-assembly.ts'

const source = `
let output: usize = 0
let length: i32 = 0
export function alloc(size: i32): i32 { return heap.alloc(size) as i32 }
export function output_ptr(): usize { return output }
export function output_len(): i32 { return length }
function sink(levels: i32): i32 { return levels == 0 ? 0 : sink(levels - 1) + 1 }
export function run(shared: usize, sharedLength: i32, input: usize, inputLength: i32): i32 {
  const action = inputLength > 0 ? load<u8>(input) : 0
  const value = inputLength > 4 ? load<i32>(input, 1) : 0
  if (action == 1) while (true) {}
  if (action == 2) return sink(value) == value ? 0 : 1
  if (action == 3) unreachable()
  if (action == 4) return memory.grow(value) == -1 ? 1 : 0
  if (action == 5) { length = value; return 0 }
  if (action == 6) return value
  if (action == 7) { memory.fill(input, 7, value); return 0 }
  length = sharedLength + inputLength
  output = heap.alloc(length)
  memory.copy(output, shared, sharedLength)
  memory.copy(output + sharedLength, input, inputLength)
  return 0
}
`

/** What the probe kernel does, by the first byte of its input. 0 echoes shared bytes and input. */
export const probe = {
  echo: 0,
  spin: 1,
  recurse: 2,
  trap: 3,
  grow: 4,
  claimOutput: 5,
  exit: 6,
  fill: 7,
} as const

export const compileProbeKernel = () =>
  compileAssembly(source, { enable: ['bulk-memory'], initialMemory: 2 })

/** Input that asks the probe kernel for an action with a 32-bit argument. */
export function ask(action: (typeof probe)[keyof typeof probe], value = 0): Uint8Array {
  const bytes = new Uint8Array(5)
  bytes[0] = action
  new DataView(bytes.buffer).setInt32(1, value, true)
  return bytes
}
