import type { Format } from '#protocol/task/app.ts'

/** A compiled program, ready to run. */
export interface LoadedProgram {
  readonly format: Format
  /** Metered. */
  readonly module: WebAssembly.Module
  readonly shared: Uint8Array
}
