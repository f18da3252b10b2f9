import type { WasmFormat } from '#protocol/task/app.ts'
import type { AcceptedShaders } from '../gate/wgsl.ts'

/** A compiled WASM program, ready to run. */
export interface LoadedProgram {
  readonly format: WasmFormat
  /** Metered, unless it is to run plain. */
  readonly module: WebAssembly.Module
  readonly shared: Uint8Array
}

/** A checked shader program; the device compiles it in the worker. */
export interface LoadedShaders {
  readonly format: 'wgsl'
  readonly verdict: AcceptedShaders
  readonly shared: Uint8Array
}
