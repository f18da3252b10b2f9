import type { Format } from '#protocol/task/app.ts'
import type { Graphics } from '#protocol/task/graphics.ts'
import type { JoinedBytes } from '#protocol/task/joined-bytes.ts'
import type { Limits } from '#protocol/task/limits.ts'
import type { Outcome } from '#protocol/task/outcome.ts'
import type { PlainResults } from '#protocol/task/plain-results.ts'

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

/** Calls nested too deeply, or memory that was asked for beyond its limit. */
export type TrapCause = 'depth' | 'memory'

/** What came of one subtask on this host. `hostFailure` is nobody's result and is never paid. */
export type RunResult =
  | {
      readonly kind: 'done'
      readonly outcome: Outcome
      readonly output: Uint8Array
      readonly gas: bigint
      /** UTF-8 of stdout and stderr for people, cut at `limits.logBytes`. */
      readonly log: string
      /** What a trap most likely comes from: a hint for people, and no part of the result. */
      readonly because?: TrapCause
    }
  | {
      readonly kind: 'hostFailure'
      readonly reason: 'stopped' | 'wallClock' | 'memory' | 'output' | 'crashed' | 'refused'
      readonly message: string
    }

/** What several came to, in order: packed where all are plain. `eachOf` takes either. */
export type RunResults = PlainResults | readonly RunResult[]

/** What whoever lends a core lets a program take of it. */
export interface Allowance {
  /**
   * Share of the time it computes, above 0 and up to 1; the rest it rests: between subtasks, and
   * between the dispatches of a shader.
   */
  readonly dutyCycle: number
  /** Memory and files of one subtask together. One whose limit is higher is a host failure, and not run. */
  readonly memoryBytes: number
  /** Whose shaders the graphics device runs: nobody's, Loam's own (as a rule), or any stranger's. */
  readonly shaders?: 'none' | 'own' | 'any' | undefined
}

export type PrintStream = 'stdout' | 'stderr'
/** Told what a program prints. */
export type OnPrint = (stream: PrintStream, bytes: Uint8Array) => void

/** One core granted to one program: a sandbox frame of its own with a fresh worker. */
export interface Core {
  /**
   * Runs one subtask in a fresh instance. Never rejects: whatever the program or the host does
   * comes back as a `RunResult`. Aborting stops it hard (≤ 250 ms); a failure is its own alone.
   *
   * May be called again before the last has ended: subtasks run one at a time, in the order asked,
   * and those asked for in one turn travel in one message. `wallMs` counts from when it begins,
   * and leaves out what a shader rests.
   *
   * @param options.onPrint hears what a `wasi` program prints while it runs: the beginning of what
   *   the output has in the end, and all there is of a program that was stopped. From the
   *   beginning again, should the host have to run it twice.
   */
  run(
    input: Uint8Array,
    limits: Limits,
    options: { readonly signal: AbortSignal; readonly onPrint?: OnPrint },
  ): Promise<RunResult>
  /**
   * Runs several as `run` runs one, in this order, at a fraction of the cost where they are quick.
   * Never rejects; resolves once `take` was told what each of them came to, in the same order, one
   * or several at a time.
   */
  runAll(
    inputs: JoinedBytes,
    limits: Limits,
    options: { readonly signal: AbortSignal; readonly take: (results: RunResults) => void },
  ): Promise<void>
  /**
   * Changes the share of the time that it computes, above 0 and up to 1, from the next subtask on;
   * of a shader from the next dispatch on. A rest that is still due is cut or stretched in proportion.
   */
  pace(dutyCycle: number): void
  /** Tears the sandbox down and gives the core back; what runs or waits is stopped. */
  close(): Promise<void>
}

/** What a shader may use of a graphics device. */
export interface GraphicsDevice extends Graphics {
  /** The browser's own word for it; empty where it says none. */
  readonly name: string
}

export interface Capacity {
  /** Cores this host can grant in all. */
  readonly cores: number
  readonly formats: readonly Format[]
  /** Where it runs `wgsl` and knows on what. */
  readonly graphics?: GraphicsDevice | undefined
}

/**
 * The sandbox: strangers' programs, limited in everything, repeatable to the bit.
 *
 * @example
 * const core = await compute.open({ format: 'kernel', module, shared }, { signal })
 * const result = await core.run(input, limits, { signal })
 */
export interface Compute {
  readonly capacity: Capacity
  /**
   * Takes a free core for a program; waits until one is free.
   *
   * @param options.allowance all of the core unless given.
   * @param options.plain runs the module without the meter: nothing counts gas, call depth or
   *   memory. For a person's own programs on their own machine; never for another's.
   * @throws {ProgramRefusedError} when the gate refuses the module.
   */
  open(
    program: Program,
    options: {
      readonly signal: AbortSignal
      readonly allowance?: Allowance
      readonly plain?: boolean
    },
  ): Promise<Core>
  /**
   * Keeps a sandbox ready for the next program, or no longer. Until this is asked the first core of
   * a program waits until a process has started for it.
   */
  keepWarm(isWanted: boolean): void
  /** Stops everything at once. */
  stop(): Promise<void>
}
