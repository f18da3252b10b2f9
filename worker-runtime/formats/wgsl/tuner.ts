/** A dispatch aims at this, so that the provider's own screen stays smooth… */
const TARGET_MS = 60
/** …and no estimate is trusted to grow faster than this from one dispatch to the next. */
const MAX_GROWTH = 8
/** Workgroups tried when nothing is known: the least there is. */
const FIRST_GROUPS = 1
/** What a submission itself costs; below it a measurement says nothing about the workgroups. */
const OVERHEAD_MS = 0.5

/**
 * Learns how many workgroups of each pass fit into a dispatch, by the clock.
 *
 * The rate is kept by pass and outlives a run: subtasks of one job are alike.
 */
export class Tuner {
  /** Milliseconds a workgroup takes, by pass. */
  readonly #groupMs = new Map<string, number>()
  readonly #largest = new Map<string, number>()

  /** How many workgroups of a pass to dispatch next, at least one, where `left` are still to come. */
  next(pass: string, left: number): number {
    const known = this.#groupMs.get(pass)
    const fitting = known === undefined ? FIRST_GROUPS : Math.floor(TARGET_MS / known)
    const allowed = (this.#largest.get(pass) ?? FIRST_GROUPS / MAX_GROWTH) * MAX_GROWTH
    return Math.max(1, Math.min(fitting, allowed, left))
  }

  /** What a slice is thought to take; unknown ones take a whole dispatch's time. */
  estimateMs(pass: string, count: number): number {
    const known = this.#groupMs.get(pass)
    return known === undefined ? TARGET_MS : known * count
  }

  /** Whether there is room for another slice in a submission thought to take `ms` so far. */
  hasRoom(ms: number): boolean {
    return ms < TARGET_MS / 2
  }

  /** Learns from a submission: its slices took `elapsedMs` together. */
  learn(slices: readonly { readonly pass: string; readonly count: number }[], elapsedMs: number) {
    const estimated = slices.reduce((sum, { pass, count }) => sum + this.estimateMs(pass, count), 0)
    const ratio = Math.max(elapsedMs, OVERHEAD_MS) / Math.max(estimated, Number.EPSILON)
    for (const { pass, count } of slices) {
      const measured = (this.estimateMs(pass, count) * ratio) / count
      const known = this.#groupMs.get(pass)
      // Slower counts at once, faster by half: a slice too long hurts, one too short costs little.
      const next = known === undefined ? measured : Math.max(measured, (known + measured) / 2)
      this.#groupMs.set(pass, next)
      this.#largest.set(pass, Math.max(count, this.#largest.get(pass) ?? 0))
    }
  }
}
