import { sha256 } from '@noble/hashes/sha2.js'
import { concatBytes } from '@noble/hashes/utils.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { asPeerId } from '../ids.ts'
import { bytesOf } from '../wire/codec.ts'
import { merkleRoot } from './batch-root.ts'
import { isSealedBy, peerIdOfSeed, seal, unseal, workerKeyOf } from './seal.ts'

const leaves = fc.array(fc.uint8Array({ minLength: 32, maxLength: 32 }), {
  minLength: 1,
  maxLength: 70,
})

describe('batch root', () => {
  it('is that of RFC 6962', () => {
    /** As the RFC puts it: the first leaves, as many as a power of two, then the rest. */
    const treeHash = (hashes: readonly Uint8Array[]): Uint8Array => {
      const [only, ...others] = hashes
      if (only !== undefined && others.length === 0) return only
      const split = 2 ** Math.floor(Math.log2(hashes.length - 1))
      const [left, right] = [treeHash(hashes.slice(0, split)), treeHash(hashes.slice(split))]
      return sha256(Uint8Array.of(1, ...left, ...right))
    }
    fc.assert(
      fc.property(leaves, (hashes) => {
        expect(merkleRoot(concatBytes(...hashes))).toEqual(treeHash(hashes))
      }),
    )
  })

  it('changes with every bit of every leaf', () => {
    fc.assert(
      fc.property(leaves, fc.nat(), fc.nat(255), (hashes, pick, flip) => {
        const forged = hashes.map((hash) => Uint8Array.from(hash))
        const leaf = forged[pick % hashes.length] as Uint8Array
        leaf[flip >> 3] = (leaf[flip >> 3] as number) ^ (1 << (flip & 7))
        expect(merkleRoot(concatBytes(...forged))).not.toEqual(merkleRoot(concatBytes(...hashes)))
      }),
    )
  })

  it('changes with the order of its leaves', () => {
    const a = sha256(Uint8Array.of(1))
    const b = sha256(Uint8Array.of(2))
    expect(merkleRoot(concatBytes(a, b))).not.toEqual(merkleRoot(concatBytes(b, a)))
  })
})

describe('seal', () => {
  const seed = new Uint8Array(32).fill(5)
  const peer = peerIdOfSeed(seed)

  it('opens for the signer and purpose it was made for alone', () => {
    const sealed = seal('offer', bytesOf(4), Uint8Array.of(1, 2, 3, 4), seed)
    expect(unseal('offer', bytesOf(4), sealed, () => peer)).toEqual(Uint8Array.of(1, 2, 3, 4))
    expect(isSealedBy('demand', sealed, peer)).toBe(false)
    expect(isSealedBy('offer', sealed, peerIdOfSeed(new Uint8Array(32).fill(6)))).toBe(false)
  })

  it('derives the same id as libp2p and reads the key back', () => {
    expect(peer).toMatch(/^12D3Koo/)
    expect(workerKeyOf(peer)).toHaveLength(32)
    expect(() => workerKeyOf(asPeerId('QmNotAnEd25519Id'))).toThrow('peer id')
  })
})
