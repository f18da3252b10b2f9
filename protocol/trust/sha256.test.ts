import { sha256 as computePlainly } from '@noble/hashes/sha2.js'
import { concatBytes } from '@noble/hashes/utils.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sha256, sha256All, sha256Each, speedUpSha256 } from './sha256.ts'

/** Lengths around those at which padding takes another block, and those the kernel leaves to others. */
const length = fc.oneof(fc.nat(130), fc.constantFrom(990, 1_000, 1_001, 1_100))
const bytesOf = (size: number) => fc.uint8Array({ minLength: size, maxLength: size })
const equallyLong = length.chain((size) => fc.array(bytesOf(size), { maxLength: 11 }))
const prefix = fc.option(fc.nat(255), { nil: undefined })

function checkAll(): void {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      const digest = sha256(bytes)
      sha256(Uint8Array.of(1))
      expect(digest).toEqual(computePlainly(bytes))
    }),
  )
  fc.assert(
    fc.property(equallyLong, prefix, (list, first) => {
      const before = Uint8Array.from(first === undefined ? [] : [first])
      const expected = list.map((bytes) => computePlainly(concatBytes(before, bytes)))
      const digests = sha256Each(concatBytes(...list), list.length, first)
      expect(digests).toEqual(concatBytes(...expected))
    }),
  )
  fc.assert(
    fc.property(fc.array(equallyLong, { maxLength: 4 }), (lists) => {
      const list = lists.flat()
      expect(sha256All(list)).toEqual(concatBytes(...list.map((bytes) => computePlainly(bytes))))
    }),
  )
}

/** As long as outputs and inputs may be. */
function checkLong(): void {
  for (const size of [65_536, 200_000, 2 ** 20]) {
    const long = new Uint8Array(size).fill(7)
    expect(sha256All([long])).toEqual(computePlainly(long))
    const digest = computePlainly(concatBytes(Uint8Array.of(1), long))
    expect(sha256Each(long, 1, 1)).toEqual(digest)
  }
}

describe('SHA-256', () => {
  it('is right in JavaScript', () => {
    checkAll()
    checkLong()
  })

  it('is right in WebAssembly, for as many as there are', async () => {
    await speedUpSha256()
    checkAll()
    checkLong()
    const long = new Uint8Array(100_000).fill(7)
    expect(sha256(long)).toEqual(computePlainly(long))
    const many = Uint8Array.from({ length: 5_000 * 81 }, (_, at) => at * at)
    const digests = sha256Each(many, 5_000, 0)
    for (const at of [0, 2_047, 2_048, 4_095, 4_096, 4_999]) {
      const message = many.subarray(at * 81, at * 81 + 81)
      const digest = digests.subarray(at * 32, at * 32 + 32)
      expect(digest).toEqual(computePlainly(Uint8Array.of(0, ...message)))
    }
  })
})
