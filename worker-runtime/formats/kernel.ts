import { instancesOf } from './kernel-instances.ts'
import {
  type Ended,
  functionOf,
  LimitCrossed,
  ProgramFault,
  type ProgramLimits,
  runMetered,
} from './metered.ts'

function checkRange(memory: WebAssembly.Memory, pointer: number, length: number): void {
  if (pointer + length > memory.buffer.byteLength) {
    throw new ProgramFault('The program names bytes outside its memory')
  }
}

/** How a run ends that leaves nothing half done. */
const OWN_ENDS: ReadonlySet<string> = new Set(['success', 'exit'])

/**
 * Runs a `kernel`: zero-import WASM that exports
 *
 * - `memory`
 * - `alloc(size: i32) → i32`, called once for the shared bytes, then once for the input
 * - `run(sharedPtr, sharedLen, inputPtr, inputLen: i32) → i32`, the exit code, 0 for success
 * - `output_ptr() → i32` and `output_len() → i32`, read after `run` whatever its exit code
 *
 * Shared bytes and input are copied into linear memory once, and no further.
 */
export function runKernel(
  module: WebAssembly.Module,
  shared: Uint8Array,
  input: Uint8Array,
  limits: ProgramLimits,
): Ended {
  const instances = instancesOf(module)
  const ended = runMetered(module, {
    instantiate: () => instances?.next() ?? new WebAssembly.Instance(module),
    limits,
    log: () => '',
    body: ({ exports, memory }) => {
      const call = (name: string, ...values: number[]) =>
        Number(functionOf(exports, name)(...values)) >>> 0
      const place = (bytes: Uint8Array) => {
        const pointer = call('alloc', bytes.byteLength)
        checkRange(memory, pointer, bytes.byteLength)
        new Uint8Array(memory.buffer, pointer, bytes.byteLength).set(bytes)
        return pointer
      }
      const sharedPointer = place(shared)
      const inputPointer = place(input)
      const exitCode = call('run', sharedPointer, shared.byteLength, inputPointer, input.byteLength)
      const pointer = call('output_ptr')
      const length = call('output_len')
      checkRange(memory, pointer, length)
      if (length > limits.outputBytes) {
        throw new LimitCrossed(
          'output',
          `The output has ${length} bytes, over the limit of ${limits.outputBytes}`,
        )
      }
      return { exitCode, output: new Uint8Array(memory.buffer, pointer, length).slice() }
    },
  })
  if (ended.kind === 'done' && OWN_ENDS.has(ended.outcome.kind)) instances?.takeBack()
  return ended
}
