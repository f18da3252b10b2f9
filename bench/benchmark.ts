import type { Cleanup } from '#cli/process/cleanup.ts'

/** One thing measured, once a run. */
export interface Figure {
  readonly name: string
  /** What a value counts: `ms`, `s`, `/s`, `×`. */
  readonly unit: string
  readonly values: readonly number[]
  /** The peer or limit it is held against: another figure of the same run, by name. */
  readonly against?: string
}

/** What a benchmark is given. */
export interface Bench {
  /** How often to repeat what is measured. */
  readonly runs: number
  /** Whatever was started is stopped here, however the benchmark ends. */
  readonly cleanup: Cleanup
  /** A line of progress for people. */
  say(text: string): void
  /** Lines that belong to the result, where a figure alone says too little: a table of cells. */
  show(text: string): void
}

/**
 * A measurement that can be repeated. Its figures stand beside a peer or a limit measured in the
 * same run, because a number alone tells as much of the machine as of the code.
 */
export interface Benchmark {
  readonly name: string
  readonly title: string
  /** Enough for a median unless the caller says otherwise. */
  readonly runs: number
  measure(bench: Bench): Promise<readonly Figure[]>
}
