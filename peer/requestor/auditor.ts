import type { Clock } from '#peer/ports/clock.ts'
import type { Compute, Core } from '#peer/ports/compute.ts'
import type { PeerId } from '#protocol/ids.ts'
import type { Reference, ToleranceRule } from '#protocol/task/app.ts'
import type { Limits } from '#protocol/task/limits.ts'
import type { Leaf } from '#protocol/trust/leaves.ts'
import { compareWithin } from '#protocol/trust/tolerance.ts'

export interface AuditorOptions {
  readonly compute: Compute
  readonly clock: Clock
  readonly rule: ToleranceRule
  readonly reference: Reference<unknown>
  readonly params: unknown
  readonly shared: Uint8Array
  readonly limits: Limits
  readonly input: (index: number) => Uint8Array
}

/**
 * Judges results that hardware may round: what every one of them claims, and the bytes of a share
 * of them, drawn when they have arrived and so long after they were signed. Recomputes one at a
 * time on a core of this peer's own.
 */
export class Auditor {
  readonly #options: AuditorOptions
  /** What came of everybody's first result; nothing of theirs is taken before. */
  readonly #first = new Map<PeerId, Promise<string | undefined>>()
  readonly #closed = new AbortController()
  #core: Promise<Core> | undefined
  #turn: Promise<unknown> = Promise.resolve()

  constructor(options: AuditorOptions) {
    this.#options = options
  }

  /**
   * Why a result is no honest one; undefined takes it. Never rejects: where this peer's own sandbox
   * fails, nothing is held against anybody.
   */
  async objection(peer: PeerId, leaf: Leaf, output: Uint8Array): Promise<string | undefined> {
    const { reference, params } = this.#options
    if (leaf.gas !== reference.units(params, leaf.index)) return 'counted other units than the app'
    if (leaf.outcome.kind !== 'success') return 'claimed that the program failed'
    const first = this.#first.get(peer)
    if (first === undefined) {
      const audit = this.#audit(leaf.index, output)
      this.#first.set(peer, audit)
      return audit
    }
    const objection = await first
    if (objection !== undefined || !this.#isDrawn()) return objection
    return this.#audit(leaf.index, output)
  }

  /** Gives the core back. What is being recomputed is let pass: the job is over. */
  async close(): Promise<void> {
    this.#closed.abort()
    const core = await this.#core?.catch(() => undefined)
    await core?.close()
  }

  async #audit(index: number, output: Uint8Array): Promise<string | undefined> {
    const recomputed = this.#turn.then(() => this.#recompute(index)).catch(() => undefined)
    this.#turn = recomputed
    const expected = await recomputed
    if (expected === undefined) return undefined
    const { kind } = compareWithin(this.#options.rule.tolerance, expected, output)
    return kind === 'agrees' ? undefined : 'returned a wrong result'
  }

  #isDrawn(): boolean {
    const [high = 0, low = 0] = this.#options.clock.randomBytes(2)
    return (high * 256 + low) / 65_536 < this.#options.rule.auditShare
  }

  async #recompute(index: number): Promise<Uint8Array | undefined> {
    const { compute, reference, shared, limits, input } = this.#options
    const { signal } = this.#closed
    const { module } = reference
    this.#core ??= compute.open({ format: 'kernel', module, shared }, { signal })
    const core = await this.#core.catch((error: unknown) => {
      // The next one asks anew, or nobody would be audited in this job again.
      this.#core = undefined
      throw error
    })
    const result = await core.run(input(index), limits, { signal })
    return result.kind === 'done' && result.outcome.kind === 'success' ? result.output : undefined
  }
}
