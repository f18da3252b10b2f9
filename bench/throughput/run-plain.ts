import { inputOf, type PlainKernel } from '../apps/plain-kernel.ts'

type Call = (...values: number[]) => number

/** Runs subtasks of a kernel as anybody would: a fresh instance for each, and nothing counted. */
export function createPlainRun(kernel: PlainKernel): (index: number) => Uint8Array {
  const module = new WebAssembly.Module(new Uint8Array(kernel.module))
  return (index) => {
    const { exports } = new WebAssembly.Instance(module)
    const call = (name: string, ...values: number[]) => (exports[name] as Call)(...values)
    const memory = exports.memory as WebAssembly.Memory
    const place = (bytes: Uint8Array) => {
      const at = call('alloc', bytes.byteLength)
      new Uint8Array(memory.buffer, at, bytes.byteLength).set(bytes)
      return at
    }
    const input = inputOf(kernel, index)
    const shared = place(kernel.shared)
    call('run', shared, kernel.shared.byteLength, place(input), input.byteLength)
    return new Uint8Array(memory.buffer, call('output_ptr'), call('output_len')).slice()
  }
}
