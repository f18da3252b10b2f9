import type { Tolerance } from '#protocol/task/tolerance.ts'
import { compareWithin } from '#protocol/trust/tolerance.ts'
import type { Finding, Judge } from './judge.ts'
import type { OwnRun } from './own-core.ts'

export interface ToleranceJudgeOptions {
  /** Runs the app's reference. */
  readonly run: OwnRun
  readonly tolerance: Tolerance
  readonly input: (index: number) => Uint8Array
}

/** Recomputes whole results, and holds them against what comes out. */
export class ToleranceJudge implements Judge {
  readonly #options: ToleranceJudgeOptions

  constructor(options: ToleranceJudgeOptions) {
    this.#options = options
  }

  share(_index: number, spend: number): number {
    return spend
  }

  async find(index: number, output: Uint8Array): Promise<Finding> {
    const { run, tolerance, input } = this.#options
    const expected = await run(input(index))
    if (expected?.outcome.kind !== 'success') return 'unseen'
    const { kind } = compareWithin(tolerance, expected.output, output)
    return kind === 'agrees' ? 'right' : 'wrong'
  }
}
