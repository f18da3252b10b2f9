import type { Format } from '#protocol/task/app.ts'
import type { Limits } from '#protocol/task/limits.ts'
import type { Outcome } from '#protocol/task/outcome.ts'

/**
 * A program as it travels and is named by its hash. Every host gates and meters the module itself,
 * inside its sandbox: metering is deterministic, so all run the same (docs/adr/0002).
 */
export interface Program {
  readonly format: Format
  /** The plain module. A stranger's bytes, unchecked. */
  readonly module: Uint8Array
  /** Bytes every subtask of the job reads. */
  readonly shared: Uint8Array
}

/** What came of one subtask on this host. `hostFailure` is nobody's result and is never paid. */
export type RunResult =
  | {
      readonly kind: 'done'
      readonly outcome: Outcome
      readonly output: Uint8Array
      readonly gas: bigint
      /** UTF-8 of stdout and stderr for people, cut at `limits.logBytes`. */
      readonly log: string
    }
  | {
      readonly kind: 'hostFailure'
      readonly reason: 'stopped' | 'wallClock' | 'memory' | 'output' | 'crashed' | 'refused'
      readonly message: string
    }

/** One core granted to one program: a sandbox frame of its own with a fresh worker. */
export interface Core {
  /**
   * Runs one subtask in a fresh instance. One at a time per core. Never rejects: whatever the
   * program or the host does comes back as a `RunResult`. Aborting stops it hard (≤ 250 ms).
   */
  run(input: Uint8Array, limits: Limits, options: { signal: AbortSignal }): Promise<RunResult>
  /** Tears the sandbox down and gives the core back. */
  close(): Promise<void>
}

/**
 * The sandbox: strangers' programs, limited in everything, repeatable to the bit.
 *
 * @example
 * const core = await compute.open({ format: 'kernel', module, shared }, { signal })
 * const result = await core.run(input, limits, { signal })
 */
export interface Compute {
  /** Cores this host can grant in all, and the formats it runs. */
  readonly capacity: { readonly cores: number; readonly formats: readonly Format[] }
  /**
   * Takes a free core for a program; waits until one is free.
   * @throws {ProgramRefusedError} when the gate refuses the module.
   */
  open(program: Program, options: { signal: AbortSignal }): Promise<Core>
  /** Stops everything at once. */
  stop(): Promise<void>
}
