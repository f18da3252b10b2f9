import type { Clock } from '#peer/ports/clock.ts'
import type { PeerId } from '#protocol/ids.ts'
import { type CheckTally, noteChance } from '#protocol/trust/check-tally.ts'
import type { Leaf } from '#protocol/trust/leaves.ts'
import { chanceOfCheck, type Policy } from '#protocol/trust/policy.ts'
import type { Finding, Judge } from './judge.ts'

export interface AuditorOptions {
  readonly clock: Clock
  readonly judge: Judge
  readonly policy: Policy
  /** Counts its looks; they are not counted unless given. */
  readonly tally?: CheckTally | undefined
  /** How many of the app's units a subtask is at most. */
  readonly units: (index: number) => bigint
}

/** A result whose bytes are here. */
export interface AuditedResult {
  readonly peer: PeerId
  /** What was signed of it. */
  readonly claim: Pick<Leaf, 'index' | 'outcome' | 'gas'>
  readonly output: Uint8Array
  /** Results its provider gave before, in this job and others, and was not found wrong in. */
  readonly given: number
}

/**
 * What becomes of a result: it is taken, it is left as if it had not come, or it is no honest one.
 */
export type Ruling =
  | { readonly kind: 'taken' | 'left' }
  | { readonly kind: 'objection'; readonly reason: string }

/** Looks at one provider. */
interface Looks {
  /** What came of the first; nothing of the provider's is taken before. */
  readonly first: Promise<Finding>
  begun: number
}

/** Of policies that leave it to others: nobody else computes these results. */
const ADAPTIVE: Policy = { kind: 'adaptive', error: 0.01 }

/**
 * Decides which results of a job this peer looks at: what every one of them claims, and of who is new
 * all, then fewer and fewer, by the job's policy; drawn when their bytes have arrived and so long
 * after they were signed. The first look at a provider in a job is close, and holds up all else of
 * its results.
 */
export class Auditor {
  readonly #options: AuditorOptions
  readonly #looks = new Map<PeerId, Looks>()

  constructor(options: AuditorOptions) {
    this.#options = options
  }

  /** What becomes of a result. Never rejects. */
  async judge(result: AuditedResult): Promise<Ruling> {
    const { claim } = result
    if (claim.gas > this.#options.units(claim.index))
      return { kind: 'objection', reason: 'counted more units than the app' }
    if (claim.outcome.kind !== 'success')
      return { kind: 'objection', reason: 'claimed that the program failed' }
    const finding = await this.#find(result)
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

  async #find({ peer, claim, output, given }: AuditedResult): Promise<Finding> {
    const { judge, policy } = this.#options
    const looks = this.#looks.get(peer)
    // A look that is under way counts: who is fast does not have more of its results looked at.
    const known = Math.max(given, looks?.begun ?? 0)
    const spend = chanceOfCheck(policy.kind === 'quorum' ? ADAPTIVE : policy, known, undefined)
    const chance = judge.share(claim.index, spend)
    const { tally } = this.#options
    if (tally !== undefined) noteChance(tally, chance)
    const isDrawn = this.#draw(chance)
    if (looks === undefined) {
      if (!isDrawn) return 'right'
      const first = this.#look(claim.index, output, true)
      this.#looks.set(peer, { first, begun: 1 })
      return first
    }
    if (isDrawn) looks.begun += 1
    if ((await looks.first) === 'wrong') return 'wrong'
    return isDrawn ? this.#look(claim.index, output, false) : 'right'
  }

  async #look(index: number, output: Uint8Array, closely: boolean): Promise<Finding> {
    const { judge, tally } = this.#options
    const finding = await judge.find(index, output, closely)
    if (tally !== undefined && finding === 'right') tally.checked += 1
    if (tally !== undefined && finding === 'wrong') tally.differed += 1
    return finding
  }

  #draw(share: number): boolean {
    const [high = 0, low = 0] = this.#options.clock.randomBytes(2)
    return (high * 256 + low) / 65_536 < share
  }
}
