import { z } from 'zod'
import type { Endpoint } from '#peer/adapters/bridge/endpoint.ts'
import type { Core, RunResult, RunResults } from '#peer/ports/compute.ts'
import { countOf, runOne } from '#peer/ports/run-results.ts'
import type { JoinedBytes } from '#protocol/task/joined-bytes.ts'
import type { Limits } from '#protocol/task/limits.ts'

/** Subtasks on their way to a core in the other thread. */
export interface AskedRuns {
  readonly inputs: JoinedBytes
  readonly limits: Limits
}

/** What was asked together, and is not answered in full. */
interface AskedGroup {
  left: number
  readonly take: (results: RunResults) => void
}

/** A core that really computes in another thread. What is asked together crosses together. */
export class BorrowedCore implements Core {
  readonly #endpoint: Endpoint
  readonly #id: number
  readonly #onClosed: () => void
  readonly #groups = new Map<number, AskedGroup>()
  #lastGroup = 0

  /** @param onClosed hears once nothing more will come of it. */
  constructor(endpoint: Endpoint, id: number, onClosed: () => void) {
    this.#endpoint = endpoint
    this.#id = id
    this.#onClosed = onClosed
  }

  run(
    input: Uint8Array,
    limits: Limits,
    { signal }: { readonly signal: AbortSignal },
  ): Promise<RunResult> {
    return runOne((...asked) => this.runAll(...asked), input, limits, signal)
  }

  /** The reply says that all are done; until then the abort stops them. */
  async runAll(
    inputs: JoinedBytes,
    limits: Limits,
    { signal, take }: { readonly signal: AbortSignal; readonly take: AskedGroup['take'] },
  ): Promise<void> {
    const group = ++this.#lastGroup
    const asked = { left: inputs.ends.length, take }
    this.#groups.set(group, asked)
    const runs: AskedRuns = { inputs, limits }
    let left: RunResult
    try {
      await this.#endpoint.call('run', { id: this.#id, group, runs }, z.unknown(), { signal })
      left = failure('crashed', 'The subtask was not answered')
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      left = signal.aborted ? failure('stopped', 'Stopped on request') : failure('crashed', why)
    }
    this.#groups.delete(group)
    if (asked.left > 0) take(Array.from({ length: asked.left }, () => left))
  }

  pace(dutyCycle: number): void {
    this.#endpoint.notify('pace', { id: this.#id, dutyCycle })
  }

  async close(): Promise<void> {
    await this.#endpoint
      .call('close', { id: this.#id }, z.unknown())
      .finally(() => this.#onClosed())
  }

  /** Takes results of a group, as soon as they are there. */
  settle(group: number, results: RunResults): void {
    const asked = this.#groups.get(group)
    if (asked === undefined) return
    asked.left -= countOf(results)
    asked.take(results)
  }
}

const failure = (reason: 'stopped' | 'crashed', message: string): RunResult => ({
  kind: 'hostFailure',
  reason,
  message,
})
