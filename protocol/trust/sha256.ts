import { sha256 as computePlainly } from '@noble/hashes/sha2.js'
import { createSHA256, type IHasher } from 'hash-wasm'

let hasher: IHasher | undefined
/** V8 moves so short an array out of its heap, which takes half as long as the hash, once it is seen as a buffer. */
const scratch = new Uint8Array(64)

/**
 * Has `sha256` compute in WebAssembly from the moment this resolves. Where that cannot be had it
 * goes on in JavaScript: the same digests, more slowly.
 */
export async function speedUpSha256(): Promise<void> {
  hasher ??= await createSHA256().catch(() => undefined)
}

/** The SHA-256 of some bytes: several of a subtask's, so this is where a small one's time goes. */
export function sha256(bytes: Uint8Array): Uint8Array {
  if (hasher === undefined) return computePlainly(bytes)
  if (bytes.byteLength > scratch.byteLength) return hasher.init().update(bytes).digest('binary')
  scratch.set(bytes)
  return hasher.init().update(scratch.subarray(0, bytes.byteLength)).digest('binary')
}
