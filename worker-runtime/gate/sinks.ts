import { op } from './opcodes.ts'

export type Float = 0x7d | 0x7c

/** An instruction that makes the bits of the float on top of the stack visible. */
export interface Sink {
  readonly float: Float
  /** The local that it was just read from, if it was. */
  readonly local: number | undefined
}

/** Of plain instructions: stores, views as an integer, copies of a sign. */
export const SINKS: ReadonlyMap<number, Float> = new Map([
  [op.f32Store, 0x7d],
  [op.f64Store, 0x7c],
  [op.f32Bits, 0x7d],
  [op.f64Bits, 0x7c],
  [op.f32CopySign, 0x7d],
  [op.f64CopySign, 0x7c],
])
/** Of vectors: splats and lane replacements. */
export const VECTOR_SINKS: ReadonlyMap<number, Float> = new Map([
  [19, 0x7d],
  [20, 0x7c],
  [32, 0x7d],
  [34, 0x7c],
])
/** What gives a float just as the program has it in memory or in its code. */
export const RAW = new Set<number>([op.f32Load, op.f64Load, op.f32Const, op.f64Const])
