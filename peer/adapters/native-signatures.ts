import { bytesToHex, concatBytes } from '@noble/hashes/utils.js'
import { equals } from 'multiformats/bytes'
import { plainSignatures } from '#peer/adapters/plain-signatures.ts'
import type { Signatures } from '#peer/ports/signatures.ts'

const NAME = 'Ed25519'
/** What stands before a seed in PKCS #8. */
const PRIVATE_KEY_HEAD = Uint8Array.of(
  ...[0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06],
  ...[0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20],
)
/** Keys kept ready; strangers make more of them than there is room for. */
const MAX_KEYS = 256

type Imported = Promise<CryptoKey>

/** Keys in the engine's own form, the latest used last. */
class Keys {
  readonly #keys = new Map<string, Imported>()
  readonly #read: (bytes: Uint8Array) => Imported

  constructor(read: (bytes: Uint8Array) => Imported) {
    this.#read = read
  }

  take(bytes: Uint8Array): Imported {
    const name = bytesToHex(bytes)
    const key = this.#keys.get(name) ?? this.#read(bytes)
    this.#keys.delete(name)
    this.#keys.set(name, key)
    for (const [oldest] of this.#keys) {
      if (this.#keys.size <= MAX_KEYS) break
      this.#keys.delete(oldest)
    }
    return key
  }
}

/** A view of nothing that is shared, as WebCrypto wants it. */
const own = (bytes: Uint8Array) => new Uint8Array(bytes)

/**
 * Signatures of the engine itself, some ten times as fast. Where it has none, or none that agree,
 * they are `plainSignatures`.
 *
 * What it takes for genuine the plain ones do as well: it holds signatures to the stricter equation
 * of RFC 8032, they to the one of ZIP 215, which follows from it.
 */
export async function openNativeSignatures(): Promise<Signatures> {
  const { subtle } = crypto
  const signers = new Keys((seed) => {
    const key = concatBytes(PRIVATE_KEY_HEAD, seed)
    return subtle.importKey('pkcs8', own(key), NAME, false, ['sign'])
  })
  const verifiers = new Keys((key) => subtle.importKey('raw', own(key), NAME, false, ['verify']))
  const native: Signatures = {
    sign: async (bytes, seed) =>
      new Uint8Array(await subtle.sign(NAME, await signers.take(seed), own(bytes))),
    verify: async (signature, bytes, key) => {
      try {
        return await subtle.verify(NAME, await verifiers.take(key), own(signature), own(bytes))
      } catch {
        return false
      }
    },
  }
  return (await isSound(native)) ? native : plainSignatures
}

async function isSound(native: Signatures): Promise<boolean> {
  const bytes = Uint8Array.of(1)
  const seed = crypto.getRandomValues(new Uint8Array(32))
  const signature = await plainSignatures.sign(bytes, seed)
  try {
    const own = await native.sign(bytes, seed)
    return equals(own, signature)
  } catch {
    return false
  }
}
