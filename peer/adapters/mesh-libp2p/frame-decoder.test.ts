import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  encodeCredit,
  encodeFrameHeader,
  FrameDecoder,
} from '#peer/adapters/mesh-libp2p/frame-decoder.ts'
import { MAX_FRAME_BYTES } from '#protocol/wire/limits.ts'

function decode(chunks: readonly Uint8Array[], allows = true) {
  const seen: Array<Uint8Array | number> = []
  const decoder = new FrameDecoder({
    allows: () => allows,
    frame: (frame) => seen.push(frame),
    credit: (credit) => seen.push(credit),
  })
  for (const chunk of chunks) decoder.push(chunk)
  return seen
}

test('gives back what was encoded, however it was cut', () => {
  const record = fc.oneof(
    fc.uint8Array({ minLength: 1, maxLength: 300 }),
    fc.integer({ min: 1, max: 2 ** 31 - 1 }),
  )
  fc.assert(
    fc.property(fc.array(record), fc.integer({ min: 1, max: 50 }), (records, step) => {
      const bytes = Buffer.concat(
        records.flatMap((one) =>
          typeof one === 'number' ? [encodeCredit(one)] : [encodeFrameHeader(one.length), one],
        ),
      )
      const chunks = Array.from({ length: Math.ceil(bytes.length / step) }, (_, index) =>
        Uint8Array.from(bytes.subarray(index * step, (index + 1) * step)),
      )
      expect(decode(chunks)).toEqual(records)
    }),
  )
})

test('refuses empty, oversized and unpaid frames at their header', () => {
  expect(() => decode([encodeFrameHeader(0)])).toThrow('Malformed')
  expect(() => decode([encodeFrameHeader(MAX_FRAME_BYTES + 1)])).toThrow('Malformed')
  expect(() => decode([encodeFrameHeader(5)], false)).toThrow('beyond the granted credit')
})
