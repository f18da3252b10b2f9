import { VERIFIER_SEED_BYTES, verifierInput } from '#protocol/task/verifier-input.ts'
import type { Finding, Judge } from './judge.ts'
import type { OwnRun } from './own-core.ts'

/** How often a check is tried before it is given up: a sandbox may fail for reasons of its own. */
const TRIES = 2

export interface CheckJudgeOptions {
  /** Runs the app's verifier. */
  readonly run: OwnRun
  readonly input: (index: number) => Uint8Array
  readonly randomBytes: (length: number) => Uint8Array
}

/**
 * Has the app's verifier look at every result, with coins that are drawn when the bytes are here.
 * Where this peer's own sandbox fails a result is neither taken nor held against anybody.
 */
export class CheckJudge implements Judge {
  readonly #options: CheckJudgeOptions

  constructor(options: CheckJudgeOptions) {
    this.#options = options
  }

  share(): number {
    return 1
  }

  async find(index: number, output: Uint8Array): Promise<Finding> {
    const { run: verify, input, randomBytes } = this.#options
    const looked = verifierInput(input(index), randomBytes(VERIFIER_SEED_BYTES), output)
    for (let tries = 0; tries < TRIES; tries += 1) {
      const run = await verify(looked)
      if (run !== undefined) return run.outcome.kind === 'success' ? 'right' : 'wrong'
    }
    return 'unknown'
  }
}
