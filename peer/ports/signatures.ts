/**
 * Ed25519, by which every batch and every verdict is signed: at full speed that is the dearest thing
 * a peer does beside the work itself, so whoever has it built in lends it. Everybody makes the same
 * signatures, and what one takes for genuine all take for genuine.
 */
export interface Signatures {
  /** @param seed 32 bytes. */
  sign(bytes: Uint8Array, seed: Uint8Array): Promise<Uint8Array>
  /** Whether the key's owner signed exactly these bytes; false for whatever is no key. */
  verify(signature: Uint8Array, bytes: Uint8Array, key: Uint8Array): Promise<boolean>
}
