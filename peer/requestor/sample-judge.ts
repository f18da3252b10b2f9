import { createDraw } from '#protocol/schedule/draw.ts'
import type { SampleRule } from '#protocol/task/verify-rule.ts'
import { drawItems, itemBytes, itemsToDraw, pickItems } from '#protocol/trust/sample.ts'
import { compareWithin } from '#protocol/trust/tolerance.ts'
import type { Finding, Judge } from './judge.ts'
import type { OwnRun } from './own-core.ts'
import type { ToleranceJudge } from './tolerance-judge.ts'

const SEED_BYTES = 32

export interface SampleJudgeOptions {
  /** Runs the app's reference. */
  readonly run: OwnRun
  /** Judges whole results by the same reference. */
  readonly whole: ToleranceJudge
  readonly rule: SampleRule
  /** Items in the output of a subtask. */
  readonly count: (index: number) => number
  /** On which the reference computes these items of a subtask. */
  readonly input: (index: number, items: readonly number[]) => Uint8Array
  readonly randomBytes: (length: number) => Uint8Array
}

/**
 * Recomputes some items of a result, drawn by fresh randomness when its bytes are here, and so long
 * after they were signed. Where one is off the whole is recomputed: nobody is accused by a sample
 * who would not be by the rule's tolerance.
 */
export class SampleJudge implements Judge {
  readonly #options: SampleJudgeOptions
  readonly #wanted: number

  constructor(options: SampleJudgeOptions) {
    this.#options = options
    const { share, chance } = options.rule.finds
    this.#wanted = itemsToDraw(share, chance)
  }

  share(index: number, spend: number): number {
    return (spend * this.#options.count(index)) / this.#wanted
  }

  async find(index: number, output: Uint8Array, closely: boolean): Promise<Finding> {
    const { whole, rule, count } = this.#options
    const items = count(index)
    if (output.byteLength !== items * itemBytes(rule.tolerance)) return 'wrong'
    const isSampled = !closely && this.#wanted < items
    const sampled = isSampled ? await this.#sample(index, items, output) : 'off'
    return sampled === 'off' ? whole.find(index, output) : sampled
  }

  /** Whether a drawn item is off. */
  async #sample(
    index: number,
    items: number,
    output: Uint8Array,
  ): Promise<'right' | 'off' | 'unseen'> {
    const { run, rule, input, randomBytes } = this.#options
    const draw = createDraw(randomBytes(SEED_BYTES))
    const drawn = drawItems((below) => draw.next(below), items, this.#wanted)
    const expected = await run(input(index, drawn))
    if (expected?.outcome.kind !== 'success') return 'unseen'
    const found = pickItems(rule.tolerance, output, drawn)
    const sample = compareWithin(rule.tolerance, expected.output, found)
    return sample.kind === 'agrees' && sample.outliers === 0 ? 'right' : 'off'
  }
}
