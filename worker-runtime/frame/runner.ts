import type { Format } from '#protocol/task/app.ts'
import { runKernel } from '../formats/kernel.ts'
import { runWasi } from '../formats/wasi.ts'
import type { FromSandbox, ToSandbox } from './messages.ts'

const runners = { kernel: runKernel, wasi: runWasi } as const

/** Runs one request against a compiled program. Pure but for the program: no message edge here. */
export function answerRun(
  program: {
    readonly format: Format
    readonly module: WebAssembly.Module
    readonly shared: Uint8Array
  },
  request: Extract<ToSandbox, { type: 'run' }>,
): { readonly message: FromSandbox; readonly transfer: ArrayBuffer[] } {
  const { id, input, limits } = request
  const { kind, ...ended } = runners[program.format](program.module, program.shared, input, limits)
  const message = { type: kind, id, ...ended } as FromSandbox
  return {
    message,
    transfer: message.type === 'done' ? [message.output.buffer as ArrayBuffer] : [],
  }
}
