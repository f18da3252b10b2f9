import type { Limits } from './limits.ts'

/** Formats of WASM programs. `wasi` takes any language; `kernel` is zero-import WASM. */
export type WasmFormat = 'kernel' | 'wasi'

/** Program formats the sandbox runs. `wgsl` is shaders, for hosts that lend a graphics device. */
export type Format = WasmFormat | 'wgsl'

/** What an app says about itself. Data only; small enough to travel in a demand. */
export interface AppManifest {
  /** Kebab-case name, unique among built-ins. */
  readonly id: string
  readonly title: string
  readonly description: string
  readonly author: string
  readonly licence: string
  readonly format: Format
  readonly limits: Limits
  /** The longest input of any of its subtasks; leases are cut so that they fit a frame. */
  readonly inputBytes: number
  /** How replicas are compared. `exact` is bytes, outcome and gas. */
  readonly verify: 'exact'
}

/** A job made ready: everything that must be known before a provider is asked or a coin is locked. */
export interface PreparedJob {
  /** Plain (unmetered) WASM of the app's kernel. */
  readonly module: Uint8Array
  /** Bytes every subtask reads, sent to a provider once. */
  readonly shared: Uint8Array
  /** How many subtasks the job has; indexes run from 0. */
  readonly subtasks: number
}

/**
 * A publishable program: how a job is split, computed and joined.
 *
 * `input` is pure and lazy, so ten million subtasks cost nothing until leased, and a reloaded tab
 * splits exactly as before. `Params` is plain data that survives a structured clone.
 *
 * @example
 * const job = await render.prepare({ frames: 24, width: 320, height: 180, samples: 16 }, { scene })
 * const first = render.input(job.params, 0)
 */
export interface App<Params, Prepared extends PreparedJob = PreparedJob> {
  readonly manifest: AppManifest
  /**
   * Checks parameters and files and makes the job ready.
   * @throws {InputError} with plain words, before anything is locked.
   */
  prepare(params: Params, files: Readonly<Record<string, Uint8Array>>): Promise<Prepared>
  /** The bytes that subtask `index` is run on. */
  input(params: Params, index: number): Uint8Array
  /** A few subtasks whose mean gas stands for the whole job's; run locally before a price is named. */
  probes(params: Params): readonly number[]
}
