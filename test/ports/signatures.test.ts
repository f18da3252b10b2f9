import { ed25519 } from '@noble/curves/ed25519.js'
import { describe, expect, test } from 'vitest'
import { openNativeSignatures } from '#peer/adapters/native-signatures.ts'
import { plainSignatures } from '#peer/adapters/plain-signatures.ts'
import { promptSignatures } from '#test/support/prompt-signatures.ts'

const seed = new Uint8Array(32).fill(3)
const key = ed25519.getPublicKey(seed)
const bytes = new TextEncoder().encode('a batch root')

describe.each([
  ['plain', async () => plainSignatures],
  ['native', openNativeSignatures],
  ['prompt', async () => promptSignatures],
])('signatures: %s', (_, open) => {
  test('are those of RFC 8032', async () => {
    const signatures = await open()
    const signature = await signatures.sign(bytes, seed)
    expect(signature).toEqual(ed25519.sign(bytes, seed))
    expect(await signatures.verify(signature, bytes, key)).toBe(true)
  })

  test('hold for their bytes, their key and no other bit', async () => {
    const signatures = await open()
    const signature = await signatures.sign(bytes, seed)
    const flip = (whole: Uint8Array, at: number) =>
      whole.map((byte, index) => (index === at >> 3 ? byte ^ (1 << (at & 7)) : byte))
    for (const at of [0, 100, 300, 511])
      expect(await signatures.verify(flip(signature, at), bytes, key)).toBe(false)
    expect(await signatures.verify(signature, flip(bytes, 5), key)).toBe(false)
    expect(await signatures.verify(signature, bytes, flip(key, 5))).toBe(false)
  })

  test('are false of what is no key and no signature', async () => {
    const signatures = await open()
    const signature = await signatures.sign(bytes, seed)
    expect(await signatures.verify(signature, bytes, new Uint8Array(31))).toBe(false)
    expect(await signatures.verify(new Uint8Array(63), bytes, key)).toBe(false)
  })

  test('remember more keys than they keep ready', async () => {
    const signatures = await open()
    for (let at = 0; at < 300; at += 1) {
      const other = Uint8Array.from({ length: 32 }, (_, index) => at >> (index & 7))
      await signatures.verify(new Uint8Array(64), bytes, other)
    }
    const signature = await signatures.sign(bytes, seed)
    expect(await signatures.verify(signature, bytes, key)).toBe(true)
  })
})

test('native ones are the engine’s own here', async () => {
  expect(await openNativeSignatures()).not.toBe(plainSignatures)
})
