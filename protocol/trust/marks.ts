/**
 * Positions of a batch at one bit each, so that a verdict over 2,048 subtasks is as short as one over
 * a few: plain bytes, because they are signed.
 */
export const noMarks = (count: number): Uint8Array => new Uint8Array(Math.ceil(count / 8))

export const isMarked = (marks: Uint8Array, at: number): boolean =>
  (((marks[at >> 3] ?? 0) >> (at & 7)) & 1) === 1

/** The same marks and some more. */
export function withMarks(marks: Uint8Array, more: Iterable<number>): Uint8Array {
  const all = marks.slice()
  for (const at of more) all[at >> 3] = (all[at >> 3] ?? 0) | (1 << (at & 7))
  return all
}

/** Those marked here and not in `before`, ascending. */
export function newMarks(marks: Uint8Array, before: Uint8Array): number[] {
  const found: number[] = []
  for (const [at, byte] of marks.entries())
    for (let bits = byte & ~(before[at] ?? 0), bit = 0; bits !== 0; bits >>= 1, bit += 1)
      if ((bits & 1) === 1) found.push(8 * at + bit)
  return found
}

/** Whether all that is marked in `before` is marked here. */
export const hasMarks = (marks: Uint8Array, before: Uint8Array): boolean =>
  before.every((byte, at) => (byte & ~(marks[at] ?? 0)) === 0)
