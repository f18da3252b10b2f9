import { z } from 'zod'
import { bytesUpTo } from './codec.ts'
import { RecordReader, RecordWriter } from './packed.ts'

const MAX_COUNT = 0xffff_ffff
/** A number takes five bytes at most. */
const MAX_RUN_BYTES = 10

const isCount = (value: unknown) =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= MAX_COUNT

/** A list is as long as a lease, so it is looked at in one go. */
const countsSchema = (max: number) =>
  z.custom<number[]>((list) => Array.isArray(list) && list.length <= max && list.every(isCount))

/**
 * At most `max` counts in any order, as one byte string: what follow one another, as most do, take
 * two numbers together. The same list gives the same bytes and nothing else does.
 */
export const countsUpTo = (max: number) =>
  z.codec(bytesUpTo(max * MAX_RUN_BYTES), countsSchema(max), {
    decode: (bytes, context) => {
      try {
        return readRuns(new RecordReader(bytes), max)
      } catch (error) {
        if (!(error instanceof RangeError)) throw error
        context.issues.push({ code: 'custom', message: error.message, input: bytes })
        return z.NEVER
      }
    },
    encode: (counts) => {
      const writer = new RecordWriter(counts.length * MAX_RUN_BYTES)
      for (let at = 0; at < counts.length; ) {
        const first = counts[at] as number
        let length = 1
        while (counts[at + length] === first + length) length += 1
        writer.step(first, counts[at - 1] ?? 0)
        writer.uint(length - 1)
        at += length
      }
      return writer.written
    },
  })

/** @throws {RangeError} for what no list is written as. */
function readRuns(reader: RecordReader, max: number): number[] {
  const counts: number[] = []
  while (!reader.isAtEnd) {
    const last = counts.at(-1)
    const first = reader.step(last ?? 0)
    const length = reader.uint() + 1
    if (counts.length + length > max) throw new RangeError('too many counts')
    if (first + length - 1 > MAX_COUNT) throw new RangeError('no count')
    if (last !== undefined && first === last + 1) throw new RangeError('a run in two')
    for (let at = 0; at < length; at += 1) counts.push(first + at)
  }
  return counts
}
