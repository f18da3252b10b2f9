import { z } from 'zod'
import type { AskedRuns, DoneRuns } from '#peer/adapters/bridge/compute-messages.ts'
import type { Endpoint } from '#peer/adapters/bridge/endpoint.ts'
import type { Core, RunResult } from '#peer/ports/compute.ts'
import { joinBytes } from '#protocol/task/joined-bytes.ts'
import type { Limits } from '#protocol/task/limits.ts'
import { unpackResults } from '#protocol/task/plain-results.ts'

/** What was asked in one turn under the same limits, until the same abort. */
interface AskedGroup {
  readonly signal: AbortSignal
  readonly limits: Limits
  readonly ids: number[]
  readonly inputs: Uint8Array[]
}

type Settle = (result: RunResult) => void

/** A core that really computes in another thread. What is asked in one turn crosses together. */
export class BorrowedCore implements Core {
  readonly #endpoint: Endpoint
  readonly #id: number
  readonly #onClosed: () => void
  readonly #running = new Map<number, Settle>()
  #asked: AskedGroup[] = []
  #lastRun = 0

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
    if (signal.aborted) return Promise.resolve(stopped())
    const id = ++this.#lastRun
    if (this.#asked.length === 0) queueMicrotask(() => this.#ask())
    const last = this.#asked.at(-1)
    if (last?.signal === signal && last.limits === limits) {
      last.ids.push(id)
      last.inputs.push(input)
    } else this.#asked.push({ signal, limits, ids: [id], inputs: [input] })
    return new Promise((resolve) => this.#running.set(id, resolve))
  }

  pace(dutyCycle: number): void {
    this.#endpoint.notify('pace', { id: this.#id, dutyCycle })
  }

  async close(): Promise<void> {
    await this.#endpoint
      .call('close', { id: this.#id }, z.unknown())
      .finally(() => this.#onClosed())
  }

  /** Takes results, each as soon as it is there. */
  settle({ plain, others }: DoneRuns): void {
    for (const { id, ...result } of unpackResults(plain)) this.#settleOne(id, result)
    for (const { id, ...result } of others) this.#settleOne(id, result)
  }

  #ask(): void {
    for (const { signal, limits, ids, inputs } of this.#asked)
      void this.#askGroup({ ids, limits, inputs: joinBytes(inputs) }, signal)
    this.#asked = []
  }

  /** The reply says that all are done; until then the abort stops them. */
  async #askGroup(runs: AskedRuns, signal: AbortSignal): Promise<void> {
    let left: RunResult
    try {
      await this.#endpoint.call('run', { id: this.#id, runs }, z.unknown(), { signal })
      left = crashed('The subtask was not answered')
    } catch (error) {
      left = signal.aborted ? stopped() : crashed(error)
    }
    for (const id of runs.ids) this.#settleOne(id, left)
  }

  #settleOne(id: number, result: RunResult): void {
    this.#running.get(id)?.(result)
    this.#running.delete(id)
  }
}

const stopped = (): RunResult => ({
  kind: 'hostFailure',
  reason: 'stopped',
  message: 'Stopped on request',
})

const crashed = (why: unknown): RunResult => ({
  kind: 'hostFailure',
  reason: 'crashed',
  message: why instanceof Error ? why.message : String(why),
})
