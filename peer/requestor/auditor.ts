import type { Clock } from '#peer/ports/clock.ts'
import type { PeerId } from '#protocol/ids.ts'
import type { Leaf } from '#protocol/trust/leaves.ts'
import type { Finding, Judge } from './judge.ts'

export interface AuditorOptions {
  readonly clock: Clock
  readonly judge: Judge
  /** How many of the app's units a subtask is. */
  readonly units: (index: number) => bigint
}

/**
 * Decides which results of a job this peer looks at: what every one of them claims, everybody's
 * first, and a share of the others, drawn when their bytes have arrived and so long after they were
 * signed.
 */
export class Auditor {
  readonly #options: AuditorOptions
  /** What came of everybody's first result; nothing of theirs is taken before. */
  readonly #first = new Map<PeerId, Promise<Finding>>()

  constructor(options: AuditorOptions) {
    this.#options = options
  }

  /** Why a result is no honest one; undefined takes it. Never rejects. */
  async objection(peer: PeerId, leaf: Leaf, output: Uint8Array): Promise<string | undefined> {
    if (leaf.gas !== this.#options.units(leaf.index)) return 'counted other units than the app'
    if (leaf.outcome.kind !== 'success') return 'claimed that the program failed'
    const finding = await this.#find(peer, leaf.index, output)
    return finding === 'wrong' ? 'returned a wrong result' : undefined
  }

  /** Gives the judge's core back. */
  close(): Promise<void> {
    return this.#options.judge.close()
  }

  async #find(peer: PeerId, index: number, output: Uint8Array): Promise<Finding> {
    const { judge } = this.#options
    const first = this.#first.get(peer)
    if (first === undefined) {
      const finding = judge.find(index, output, true)
      this.#first.set(peer, finding)
      return finding
    }
    if ((await first) === 'wrong' || !this.#isDrawn(judge.share(index))) return first
    return judge.find(index, output, false)
  }

  #isDrawn(share: number): boolean {
    const [high = 0, low = 0] = this.#options.clock.randomBytes(2)
    return (high * 256 + low) / 65_536 < share
  }
}
