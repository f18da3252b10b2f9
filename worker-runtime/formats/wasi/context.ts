import type { DescriptorTable } from './descriptors.ts'
import type { GuestMemory } from './guest-memory.ts'
import type { Volume } from './nodes.ts'

/** What the host functions of one run share. */
export interface HostContext {
  readonly memory: GuestMemory
  readonly descriptors: DescriptorTable
  readonly volume: Volume
  /** Takes gas for bytes moved or cleared. @throws {ProgramFault} when none is left. */
  readonly chargeBytes: (bytes: number) => void
  /** Takes gas for one step of a walk over names or lists, or so many. @throws {ProgramFault} */
  readonly chargeStep: (steps?: number) => void
}

/**
 * A host function. Numbers arrive unsigned, `i64` as unsigned `bigint`; the result is an error
 * number, none being success.
 */
export type HostFunction = (...values: never[]) => number | undefined
