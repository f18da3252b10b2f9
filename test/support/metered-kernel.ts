import { runKernel } from '#worker-runtime/formats/kernel.ts'
import { gate } from '#worker-runtime/gate/gate.ts'

export const shared = new Uint8Array([1, 2, 3])
export const limits = { gas: 50_000n, memoryBytes: 2 ** 22, outputBytes: 4_096, logBytes: 0 }

/** A kernel with its meter in it. */
export function meterKernel(plain: Uint8Array<ArrayBuffer>): WebAssembly.Module {
  const verdict = gate(plain, { format: 'kernel' })
  if (verdict.kind === 'refused') throw new Error(`${verdict.feature}: ${verdict.reason}`)
  return new WebAssembly.Module(verdict.module)
}

/** Runs a metered kernel on these bytes and the shared ones. */
export const runMetered = (module: WebAssembly.Module, input: Uint8Array) =>
  runKernel(module, shared, input, limits)
