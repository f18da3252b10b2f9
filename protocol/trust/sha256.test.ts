import { sha256 as computePlainly } from '@noble/hashes/sha2.js'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { sha256, speedUpSha256 } from './sha256.ts'

it('is the same before it is sped up and after, and each digest has bytes of its own', async () => {
  const empty = sha256(new Uint8Array(0))
  await speedUpSha256()
  expect(sha256(new Uint8Array(0))).toEqual(empty)
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      const digest = sha256(bytes)
      sha256(Uint8Array.of(1))
      expect(digest).toEqual(computePlainly(bytes))
    }),
  )
  const long = new Uint8Array(100_000).fill(7)
  expect(sha256(long)).toEqual(computePlainly(long))
})
