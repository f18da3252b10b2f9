import { sha256 } from '@noble/hashes/sha2.js'
import { systemClock } from '#peer/adapters/clock-system.ts'
import type { Compute, RunResult } from '#peer/ports/compute.ts'
import type { App } from '#protocol/task/app.ts'
import { toyApp } from '#test/support/toy-app.ts'
import { createToyCompute, toyOutput } from '#test/support/toy-compute.ts'

/** What a trial's job computes, and what is right of it. */
export interface Work {
  readonly app: App<unknown>
  /** What every subtask takes. */
  readonly gas: bigint
  /** Bytes of every output: more than come with an answer, so that they have to be asked for. */
  readonly outputBytes: number
  openCompute(): Compute
  right(index: number): Uint8Array
}

const SHARED = new Uint8Array(1_000).fill(7)
const GAS = 1_000_000n
const REPEATS = 3

/** Subtasks that take so many milliseconds and no processor. */
export function toyWork(subtaskMs: number): Work {
  const sharedHash = sha256(SHARED)
  const lengthen = (output: Uint8Array) => Buffer.concat(Array(REPEATS).fill(output))
  const evenOut = (result: RunResult): RunResult =>
    result.kind === 'done' ? { ...result, gas: GAS, output: lengthen(result.output) } : result
  const app: App<unknown> = {
    ...toyApp,
    prepare: async (params) => ({
      module: new Uint8Array(300).fill(1),
      shared: SHARED,
      subtasks: (params as { subtasks: number }).subtasks,
    }),
  }
  return {
    app,
    gas: GAS,
    outputBytes: REPEATS * 32,
    openCompute: () => createToyCompute(systemClock, { subtaskMs, spoil: evenOut }),
    right: (index) => lengthen(toyOutput(app.input(undefined, index), sharedHash)),
  }
}
