import * as cbor from '@ipld/dag-cbor'
import { z } from 'zod'
import { MalformedError } from '../errors.ts'
import { type Address, asAddress, asCid, asJobId, asPeerId } from '../ids.ts'

/** A schema whose wire side is plain dag-cbor data. */
export type WireSchema<T> = z.ZodType<T>

/** Deterministic bytes of a value: equal values give equal bytes, so bytes can be hashed and signed. */
export function encode<T>(schema: WireSchema<T>, value: T): Uint8Array {
  return cbor.encode(z.encode(schema, value))
}

/**
 * Reads a stranger's bytes: size first, then encoding, then schema.
 * @throws {MalformedError} naming `what`; nothing of the value leaks out.
 */
export function decode<T>(
  schema: WireSchema<T>,
  bytes: Uint8Array,
  what: string,
  maxBytes: number,
): T {
  if (bytes.byteLength > maxBytes) throw new MalformedError(`${what}: ${bytes.byteLength} bytes`)
  try {
    return z.decode(schema, cbor.decode<z.input<typeof schema>>(bytes))
  } catch (cause) {
    throw new MalformedError(what, { cause })
  }
}

/** Wei: a decimal string on the wire, because CBOR integers end at 64 bits. */
export const weiSchema = z.codec(z.string().regex(/^(0|[1-9][0-9]{0,38})$/), z.bigint(), {
  decode: BigInt,
  encode: (wei) => wei.toString(),
})

/** Gas: an integer of up to 63 bits. */
export const gasSchema = z.codec(
  z.union([z.int().nonnegative(), z.bigint().nonnegative()]),
  z
    .bigint()
    .nonnegative()
    .max(2n ** 63n - 1n),
  { decode: BigInt, encode: (gas) => gas },
)

const anyBytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array)

/** Exactly `length` bytes. */
export const bytesOf = (length: number) => anyBytes.refine((bytes) => bytes.byteLength === length)

/** At most `max` bytes. */
export const bytesUpTo = (max: number) => anyBytes.refine((bytes) => bytes.byteLength <= max)

/** A count, index or size: an unsigned integer of 32 bits. */
export const countSchema = z.int().min(0).max(0xffff_ffff)

/** How often a channel was emptied, as the escrow counts it. */
export const epochSchema = z.int().min(0).max(0xff_ffff)

/** A libp2p peer id in base58. Whether it embeds an Ed25519 key is seen where the key is needed. */
export const peerIdSchema = z.codec(
  z.string().regex(/^[1-9A-HJ-NP-Za-km-z]{40,64}$/),
  z.custom<ReturnType<typeof asPeerId>>((value) => typeof value === 'string'),
  { decode: asPeerId, encode: (id) => id },
)
/** A job id: 32 bytes in 0x-hex, lower case, so that one job has one name. */
export const jobIdSchema = z.codec(
  z.string().regex(/^0x[0-9a-f]{64}$/),
  z.custom<ReturnType<typeof asJobId>>((value) => typeof value === 'string'),
  { decode: asJobId, encode: (id) => id },
)
/** An address: 20 bytes in 0x-hex, lower case, so that one wallet has one name. */
export const addressSchema = z.codec(
  z.string().regex(/^0x[0-9a-f]{40}$/),
  z.custom<Address>((value) => typeof value === 'string'),
  { decode: asAddress, encode: (address) => address },
)
/** A CIDv1 in base32, by its shape alone: whether bytes are those it names is for `isBlock`. */
export const cidSchema = z.codec(
  z.string().regex(/^b[a-z2-7]{20,100}$/),
  z.custom<ReturnType<typeof asCid>>((value) => typeof value === 'string'),
  { decode: asCid, encode: (cid) => cid },
)
/** An ECDSA signature with its recovery byte: 65 bytes in 0x-hex, lower case. */
export const ethSignatureSchema = z.codec(
  z.string().regex(/^0x[0-9a-f]{130}$/),
  z.custom<`0x${string}`>((value) => typeof value === 'string'),
  { decode: (text) => text as `0x${string}`, encode: (text) => text },
)
