import type { AuthorShare } from '../payment/author-share.ts'
import type { Amount } from './amount.ts'
import type { Limits } from './limits.ts'
import type { Unit } from './unit.ts'
import type { VerifyRule } from './verify-rule.ts'

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
  /** What its author has of every payment for it; nothing unless said. */
  readonly authorShare?: AuthorShare
  readonly licence: string
  readonly format: Format
  readonly limits: Limits
  /** The longest input of any of its subtasks; leases are cut so that they fit a frame. */
  readonly inputBytes: number
  /** What providers count and are paid by; gas unless said. */
  readonly unit?: Unit
  /** How results are judged; what a rule needs of the app beside this stands with the rule. */
  readonly verify: VerifyRule
}

/**
 * What an app's results are held against where the requestor recomputes some. Who cannot run the
 * app's program computes with it.
 */
export interface Reference<Params> {
  /** A `kernel` that computes any subtask to the bit, from the same shared bytes and input. */
  readonly module: Uint8Array
  /** How many of the app's units a subtask is, whatever it is computed with. */
  readonly units: Amount
  /** How it computes a few items of a subtask alone; needed by `sample`. */
  readonly part?: ReferencePart<Params>
}

/** Items of a subtask's output, each computed without the others. The rule says how long one is. */
export interface ReferencePart<Params> {
  /** How many items the output of subtask `index` has. */
  count(params: Params, index: number): number
  /** The input on which the reference puts out these items, one after another, in this order. */
  input(params: Params, index: number, items: readonly number[]): Uint8Array
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
  /** How many of its units a subtask is at most, whoever computes it; needed by `check`. */
  units?(params: Params, index: number): bigint
  /** Needed by `tolerance` and `sample`. */
  readonly reference?: Reference<Params>
  /**
   * Needed by `check`: a `kernel` that is run on the job's shared bytes and `verifierInput`. It
   * succeeds on every result that the program may give, and whatever else becomes of it refuses one.
   */
  readonly verifier?: Uint8Array
  /** A few subtasks whose mean gas stands for the whole job's; run locally before a price is named. */
  probes(params: Params): readonly number[]
}
