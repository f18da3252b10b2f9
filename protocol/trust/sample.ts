import type { Tolerance } from '../task/tolerance.ts'

/**
 * The chance that so many items, each drawn among all, miss a forgery of this share of them. Drawn
 * without repetition, as `drawItems` does, they miss it less often.
 */
export const chanceMissed = (forgedShare: number, drawn: number): number =>
  (1 - forgedShare) ** drawn

/** The fewest items to draw that find a forgery of this share with this chance, both below 1. */
export const itemsToDraw = (forgedShare: number, chanceFound: number): number =>
  forgedShare >= 1 ? 1 : Math.ceil(Math.log(1 - chanceFound) / Math.log(1 - forgedShare))

/**
 * Draws so many different items out of `count`, all if there are no more, in ascending order. Every
 * choice is as likely as any other, as far as `next` is fair.
 *
 * @param next gives a number from 0 up to but not including its argument.
 */
export function drawItems(
  next: (below: number) => number,
  count: number,
  wanted: number,
): readonly number[] {
  const drawn = new Set<number>()
  // Floyd's: each round widens the range by one, and takes its new end where a number comes twice.
  for (let end = Math.max(0, count - wanted); end < count; end += 1) {
    const item = next(end + 1)
    drawn.add(drawn.has(item) ? end : item)
  }
  return [...drawn].sort((a, b) => a - b)
}

/** Bytes of one item. */
export const itemBytes = ({ element, itemLength }: Tolerance): number =>
  itemLength * (element === 'f32' ? 4 : 1)

/** These items of an output, one after another. */
export function pickItems(
  tolerance: Tolerance,
  output: Uint8Array,
  items: readonly number[],
): Uint8Array {
  const size = itemBytes(tolerance)
  const picked = new Uint8Array(items.length * size)
  for (const [at, item] of items.entries())
    picked.set(output.subarray(item * size, (item + 1) * size), at * size)
  return picked
}
