import type { Reader } from './reader.ts'
import { Refusal } from './refusal.ts'
import { readCount, readValueType, type ValueType, VECTOR } from './types.ts'

/** A function's declared locals, group by group. */
export type Locals = ReadonlyArray<{ readonly count: number; readonly type: ValueType }>

/** Engines allow 50,000, parameters among them; five are kept for the meter. */
const MAX_LOCALS = 49_995

/** @throws {Refusal} */
export function readLocals(reader: Reader, parameters: number): Locals {
  const start = reader.at
  let sum = parameters
  return Array.from({ length: readCount(reader) }, () => {
    const count = reader.u32()
    sum += count
    if (sum > MAX_LOCALS) throw new Refusal('size', start, `More than ${MAX_LOCALS} locals`)
    return { count, type: readValueType(reader) }
  })
}

/**
 * Tells which locals hold vectors. A few bytes declare tens of thousands of locals, and a module
 * has room for many such functions, so nothing is noted for each.
 */
export function findVectors(
  parameters: readonly ValueType[],
  locals: Locals,
): (local: number) => boolean {
  if (!parameters.includes(VECTOR) && !locals.some(({ type }) => type === VECTOR))
    return () => false
  let end = parameters.length
  const groups = locals.map(({ count, type }) => {
    end += count
    return { end, type }
  })
  return (local) => {
    if (local < parameters.length) return parameters[local] === VECTOR
    let low = 0
    for (let high = groups.length; low < high; ) {
      const middle = (low + high) >> 1
      if ((groups[middle]?.end ?? 0) <= local) low = middle + 1
      else high = middle
    }
    return groups[low]?.type === VECTOR
  }
}
