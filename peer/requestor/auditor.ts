import type { Clock } from '#peer/ports/clock.ts'
import type { PeerId } from '#protocol/ids.ts'
import type { Leaf } from '#protocol/trust/leaves.ts'
import type { Finding, Judge } from './judge.ts'

export interface AuditorOptions {
  readonly clock: Clock
  readonly judge: Judge
  /** How many of the app's units a subtask is at most. */
  readonly units: (index: number) => bigint
}

/** A result whose bytes are here. */
export interface AuditedResult {
  readonly peer: PeerId
  /** What was signed of it. */
  readonly claim: Pick<Leaf, 'index' | 'outcome' | 'gas'>
  readonly output: Uint8Array
}

/**
 * What becomes of a result: it is taken, it is left as if it had not come, or it is no honest one.
 */
export type Ruling =
  | { readonly kind: 'taken' | 'left' }
  | { readonly kind: 'objection'; readonly reason: string }

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

  /** What becomes of a result. Never rejects. */
  async judge({ peer, claim, output }: AuditedResult): Promise<Ruling> {
    if (claim.gas > this.#options.units(claim.index))
      return { kind: 'objection', reason: 'counted more units than the app' }
    if (claim.outcome.kind !== 'success')
      return { kind: 'objection', reason: 'claimed that the program failed' }
    const finding = await this.#find(peer, claim.index, output)
    switch (finding) {
      case 'right':
        return { kind: 'taken' }
      case 'wrong':
        return { kind: 'objection', reason: 'returned a wrong result' }
      case 'unknown':
        return { kind: 'left' }
    }
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
