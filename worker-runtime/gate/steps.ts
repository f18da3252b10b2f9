import type { Miscompiled } from './miscompiled.ts'
import type { Sink } from './sinks.ts'

/** Where a branch can lead: the head of a loop, or the end of any other block. */
export interface Label {
  readonly loop: boolean
  /** Whether any branch names it. */
  targeted: boolean
  /** For an `if`: whether it has an `else`. */
  hasElse: boolean
}

export const openLabel = (loop: boolean): Label => ({ loop, targeted: false, hasElse: false })

/** A place where control may leave the straight line, or which the meter rewrites. */
export interface Step {
  readonly opcode: number
  /** First byte, and the byte after the last. */
  readonly start: number
  readonly end: number
  /** Gas since the step before, with this instruction's own. */
  readonly gas: number
  /** What a branch may lead to, or what a block, loop or if opens. */
  readonly labels: readonly Label[]
  readonly sink?: Sink
  /** Whether it moves as many entries of a table as the number on top of the stack. */
  readonly movesEntries?: boolean
  /** The 0xFD instruction that it is, where that must be said in other words. */
  readonly miscompiled?: Miscompiled
}
