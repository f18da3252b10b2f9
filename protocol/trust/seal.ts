import { ed25519 } from '@noble/curves/ed25519.js'
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import { base58btc } from 'multiformats/bases/base58'
import { z } from 'zod'
import { MalformedError } from '../errors.ts'
import { asPeerId, type PeerId } from '../ids.ts'
import { bytesOf, bytesUpTo, decode, encode, type WireSchema } from '../wire/codec.ts'

/** What a signature is for. Bytes signed for one purpose can never be shown for another. */
export type Purpose =
  | 'demand'
  | 'offer'
  | 'agreement'
  | 'link'
  | 'batch'
  | 'attestation'
  | 'testimonial'
  | 'evidence'

/** Looks at an Ed25519 signature; false for whatever is no key. */
export type VerifySignature = (
  signature: Uint8Array,
  bytes: Uint8Array,
  key: Uint8Array,
) => Promise<boolean>

/** A signed value: the exact bytes that were signed, so that nobody has to encode them again. */
export interface Sealed {
  readonly body: Uint8Array
  readonly signature: Uint8Array
}

export const sealedSchema = z.object({ body: bytesUpTo(64 * 1024), signature: bytesOf(64) })

/** Peer ids of Ed25519 keys are an identity multihash over a protobuf with the key at its end. */
const PEER_ID_PREFIX = Uint8Array.of(0x00, 0x24, 0x08, 0x01, 0x12, 0x20)

/**
 * The public key inside a peer id.
 * @throws {MalformedError} when the id holds no Ed25519 key.
 */
export function workerKeyOf(peer: PeerId): Uint8Array {
  let bytes: Uint8Array
  try {
    bytes = base58btc.baseDecode(peer)
  } catch (cause) {
    throw new MalformedError('peer id', { cause })
  }
  const prefixed = PEER_ID_PREFIX.every((byte, at) => bytes[at] === byte)
  if (bytes.byteLength !== 38 || !prefixed) throw new MalformedError('peer id')
  return bytes.subarray(6)
}

/** The peer id that libp2p derives from an Ed25519 seed. */
export function peerIdOfSeed(seed: Uint8Array): PeerId {
  return asPeerId(base58btc.baseEncode(concatBytes(PEER_ID_PREFIX, ed25519.getPublicKey(seed))))
}

const signedBytes = (purpose: Purpose, body: Uint8Array) =>
  concatBytes(utf8ToBytes(`loam/${purpose}/1\0`), body)

/** Signs a value with a worker key's 32-byte seed. */
export function seal<T>(
  purpose: Purpose,
  schema: WireSchema<T>,
  value: T,
  seed: Uint8Array,
): Sealed {
  const body = encode(schema, value)
  return { body, signature: ed25519.sign(signedBytes(purpose, body), seed) }
}

/** Signs a value as `seal` does, by whoever makes the signature. */
export async function sealBy<T>(
  purpose: Purpose,
  schema: WireSchema<T>,
  value: T,
  sign: (bytes: Uint8Array) => Promise<Uint8Array>,
): Promise<Sealed> {
  const body = encode(schema, value)
  return { body, signature: await sign(signedBytes(purpose, body)) }
}

/** Whether `signer` signed exactly these bytes for this purpose. */
export function isSealedBy(purpose: Purpose, sealed: Sealed, signer: PeerId): boolean {
  try {
    return ed25519.verify(sealed.signature, signedBytes(purpose, sealed.body), workerKeyOf(signer))
  } catch {
    return false
  }
}

/** Whether `signer` signed exactly these bytes for this purpose, by whoever looks at the signature. */
export async function isSealedWith(
  verify: VerifySignature,
  purpose: Purpose,
  { body, signature }: Sealed,
  signer: PeerId,
): Promise<boolean> {
  let key: Uint8Array
  try {
    key = workerKeyOf(signer)
  } catch (error) {
    if (!(error instanceof MalformedError)) throw error
    return false
  }
  return verify(signature, signedBytes(purpose, body), key)
}

/**
 * Opens a signed value.
 * @throws {MalformedError} when the signature is not `signer(value)`'s or the body has another shape.
 */
export function unseal<T>(
  purpose: Purpose,
  schema: WireSchema<T>,
  sealed: Sealed,
  signer: (value: T) => PeerId,
): T {
  const value = decode(schema, sealed.body, purpose, 64 * 1024)
  if (!isSealedBy(purpose, sealed, signer(value))) throw new MalformedError(`${purpose} signature`)
  return value
}

/**
 * Opens a signed value as `unseal` does, by whoever looks at the signature.
 * @throws {MalformedError} as `unseal` does.
 */
export async function unsealBy<T>(
  purpose: Purpose,
  schema: WireSchema<T>,
  sealed: Sealed,
  signer: (value: T) => PeerId,
  verify: VerifySignature,
): Promise<T> {
  const value = decode(schema, sealed.body, purpose, 64 * 1024)
  const { signature, body } = sealed
  if (!(await verify(signature, signedBytes(purpose, body), workerKeyOf(signer(value)))))
    throw new MalformedError(`${purpose} signature`)
  return value
}
