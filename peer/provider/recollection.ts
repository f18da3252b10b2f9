import { equals } from 'multiformats/bytes'
import type { Demand } from '#protocol/market/demand.ts'
import type { Work } from '#protocol/schedule/work-queue.ts'
import { sha256 } from '#protocol/trust/sha256.ts'
import type { KeptResults } from './kept-results.ts'
import type { FinishedSubtask } from './lease-runner.ts'
import type { AnsweredSubtask } from './unjudged-answers.ts'

/** What one agreement finds finished of those before it on the same job, and leaves to the next. */
export class Recollection {
  readonly #kept: KeptResults
  readonly #demand: Demand
  /** By subtask; undefined until it is read. */
  #known: Map<number, AnsweredSubtask> | undefined

  constructor(kept: KeptResults, demand: Demand) {
    this.#kept = kept
    this.#demand = demand
  }

  /** Reads what was kept; a disk that does not give it back has it computed anew. */
  async read(): Promise<void> {
    const known = await this.#kept.find(this.#demand).catch(() => undefined)
    this.#known = known
  }

  /**
   * A result of before, if it is of this very input. It is taken out: from now on it is answered
   * for.
   */
  recall(work: Work): FinishedSubtask | undefined {
    const known = this.#known?.get(work.index)
    if (known === undefined || !equals(known.leaf.inputHash, sha256(work.input))) return undefined
    this.#known?.delete(work.index)
    const { leaf, output, tookMs } = known
    const { outcome, gas } = leaf
    return { work, result: { kind: 'done', outcome, output, gas, log: '' }, tookMs }
  }

  /**
   * Leaves what nobody has judged, and what nobody asked for again, to the next agreement.
   * @param isSettled whether the requestor said goodbye, and may have no use for what is from before.
   */
  async keep(unjudged: Iterable<AnsweredSubtask>, isSettled: boolean): Promise<void> {
    if (this.#known === undefined) return
    const left = [...unjudged]
    const before = isSettled && left.length === 0 ? [] : this.#known.values()
    await this.#kept.keep(this.#demand, [...left, ...before])
  }
}
