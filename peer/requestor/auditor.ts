import type { Clock } from '#peer/ports/clock.ts'
import type { Explanation } from '#protocol/explanation.ts'
import type { PeerId } from '#protocol/ids.ts'
import { type CheckTally, noteChance } from '#protocol/trust/check-tally.ts'
import type { Leaf } from '#protocol/trust/leaves.ts'
import { chanceOfCheck, type Policy } from '#protocol/trust/policy.ts'
import type { Finding, Judge } from './judge.ts'
import type { OwnCore, OwnProgram } from './own-core.ts'

export interface AuditorOptions {
  readonly clock: Clock
  readonly judge: Judge
  /** Runs what the judge looks by, and `program`. */
  readonly core: Pick<OwnCore, 'run' | 'close' | 'hasFailed'>
  /** Computes any subtask here as providers do, or fails at those that they fail at. */
  readonly program: OwnProgram
  readonly input: (index: number) => Uint8Array
  /** Whether results are taken that were to be looked at and could not be. */
  readonly takesUnseen: boolean
  readonly policy: Policy
  /** Counts what it finds wrong, and the chances of a look; not counted unless given. */
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
  | {
      readonly kind: 'taken'
      /** Whether it was looked at. */
      readonly isSeen: boolean
    }
  | { readonly kind: 'left' }
  | { readonly kind: 'objection'; readonly reason: string }

/** Looks at one provider. */
interface Looks {
  /** What came of the first; nothing of the provider's is taken before. */
  readonly first: Promise<Finding>
  begun: number
}

const RELOAD = 'Reload this page, or close other tabs to free memory.'
const TAKEN_UNSEEN: Explanation = {
  reason: 'This tab’s own sandbox fails, so that results are taken without a look.',
  advice: `${RELOAD} Pause the job to wait with it.`,
}
const NONE_TAKEN: Explanation = {
  reason: 'This tab’s own sandbox fails: results come in, but none can be checked and taken.',
  advice: `${RELOAD} What comes in meanwhile is computed again.`,
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
    if (claim.outcome.kind !== 'success') return this.#judgeFailure(claim.index)
    const finding = await this.#find(result)
    switch (finding) {
      case 'right':
      case 'unseen':
        return { kind: 'taken', isSeen: finding === 'right' }
      case 'wrong':
        return { kind: 'objection', reason: 'returned a wrong result' }
      case 'unknown':
        return { kind: 'left' }
    }
  }

  /** What keeps this peer from looking at results, in words for its owner; undefined where nothing does. */
  get trouble(): Explanation | undefined {
    const { core, takesUnseen } = this.#options
    if (!core.hasFailed) return undefined
    return takesUnseen ? TAKEN_UNSEEN : NONE_TAKEN
  }

  /** Gives the core back. What is being looked at counts for nothing: the job is over. */
  close(): Promise<void> {
    return this.#options.core.close()
  }

  /** Who says that the program failed is right where it fails here too: that is the program's fault. */
  async #judgeFailure(index: number): Promise<Ruling> {
    const { core, program, input } = this.#options
    const own = await core.run(program, input(index))
    if (own === undefined) return { kind: 'left' }
    return own.outcome.kind === 'success'
      ? { kind: 'objection', reason: 'claimed that the program failed' }
      : { kind: 'taken', isSeen: true }
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
      if (!isDrawn) return 'unseen'
      const first = this.#look(claim.index, output, true)
      this.#looks.set(peer, { first, begun: 1 })
      return first
    }
    if (isDrawn) looks.begun += 1
    if ((await looks.first) === 'wrong') return 'wrong'
    return isDrawn ? this.#look(claim.index, output, false) : 'unseen'
  }

  async #look(index: number, output: Uint8Array, closely: boolean): Promise<Finding> {
    const { judge, tally } = this.#options
    const finding = await judge.find(index, output, closely)
    if (tally !== undefined && finding === 'wrong') tally.differed += 1
    return finding
  }

  #draw(share: number): boolean {
    const [high = 0, low = 0] = this.#options.clock.randomBytes(2)
    return (high * 256 + low) / 65_536 < share
  }
}
