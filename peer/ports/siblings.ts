import type { Unsubscribe } from './mesh.ts'

/**
 * The peers that share one store of jobs: the tabs of one browser profile. At any time one of them
 * at most leads, and runs what the store holds.
 *
 * @example
 * await siblings.lead()
 * siblings.tell('the jobs run here')
 */
export interface Siblings {
  /**
   * Resolves once this peer leads: at once where nobody does, or when whoever does has left or died.
   * It leads until it leaves.
   */
  lead(): Promise<void>
  /** Tells plain data to every sibling that listens, in order; not to this peer itself. */
  tell(message: unknown): void
  onTold(run: (message: unknown) => void): Unsubscribe
  /** Lets another lead, and hears nothing more. */
  leave(): void
}
