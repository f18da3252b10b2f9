import { ed25519 } from '@noble/curves/ed25519.js'
import type { Signatures } from '#peer/ports/signatures.ts'

/** Signatures made in this thread, in the same turn: slow, everywhere to be had, and repeatable. */
export const plainSignatures: Signatures = {
  sign: async (bytes, seed) => ed25519.sign(bytes, seed),
  verify: async (signature, bytes, key) => {
    try {
      return ed25519.verify(signature, bytes, key)
    } catch {
      return false
    }
  },
}
