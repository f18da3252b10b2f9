import { scryptAsync } from '@noble/hashes/scrypt.js'
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import { equals } from 'multiformats/bytes'
import { z } from 'zod'
import { type Fault, LoamError, MalformedError } from '#protocol/errors.ts'
import { bytesOf, bytesUpTo, countSchema, decode, encode } from '#protocol/wire/codec.ts'

/** How a profile begins; another version begins otherwise. */
const MAGIC = utf8ToBytes('loam profile 1\n')
const SALT_BYTES = 16
const NONCE_BYTES = 12
const HEAD_BYTES = MAGIC.byteLength + SALT_BYTES + NONCE_BYTES
/** Evidence takes 16 MiB of it at most. */
const MAX_PROFILE_BYTES = 64 * 2 ** 20
/** What guessing a passphrase takes each time: 128 MiB, and a second of ours. */
const SCRYPT = { N: 2 ** 17, r: 8, p: 1, dkLen: 32 }

/** Letters of a passphrase, at least. */
export const MIN_PASSPHRASE = 8

const entriesSchema = z.array(
  z.tuple([z.array(z.string().min(1)).min(1), bytesUpTo(MAX_PROFILE_BYTES)]),
)

const profileSchema = z.object({
  /** Of the worker key. */
  seed: bytesOf(32),
  /** Unix milliseconds. */
  exportedAt: z.int().positive(),
  /** Agreements that the key had signed by then. */
  signed: countSchema,
  /** What its peer keeps as a provider, and what its jobs' store knows of others' providing. */
  provider: entriesSchema,
  requestor: entriesSchema,
})
/** A worker key and all that was kept under it. */
export type Profile = z.output<typeof profileSchema>

/** The file is no profile, was damaged, or was written under another passphrase. */
class ProfileUnreadError extends LoamError {
  readonly code = 'profile_unread'
  readonly fault: Fault = 'requestor'
  constructor() {
    super(
      'This file cannot be opened with this passphrase.',
      'Look at the passphrase, and whether it is the file that Loam saved.',
    )
  }
}

/** Writes a profile so that only who knows the passphrase can read or change it. */
export async function sealProfile(
  profile: Profile,
  passphrase: string,
  randomBytes: (length: number) => Uint8Array,
): Promise<Uint8Array> {
  const salt = randomBytes(SALT_BYTES)
  const nonce = randomBytes(NONCE_BYTES)
  const head = concatBytes(MAGIC, salt, nonce)
  const key = await keyOf(passphrase, salt, 'encrypt')
  const box = await crypto.subtle.encrypt(
    boxOf(head, nonce),
    key,
    own(encode(profileSchema, profile)),
  )
  return concatBytes(head, new Uint8Array(box))
}

/** @throws {ProfileUnreadError} for what no `sealProfile` wrote under this passphrase. */
export async function openProfile(file: Uint8Array, passphrase: string): Promise<Profile> {
  const isOurs = equals(file.subarray(0, MAGIC.byteLength), MAGIC)
  if (!isOurs || file.byteLength > MAX_PROFILE_BYTES) throw new ProfileUnreadError()
  const head = file.subarray(0, HEAD_BYTES)
  const salt = head.subarray(MAGIC.byteLength, MAGIC.byteLength + SALT_BYTES)
  const nonce = head.subarray(MAGIC.byteLength + SALT_BYTES)
  const key = await keyOf(passphrase, salt, 'decrypt')
  try {
    const box = own(file.subarray(HEAD_BYTES))
    const bytes = new Uint8Array(await crypto.subtle.decrypt(boxOf(head, nonce), key, box))
    return readProfile(bytes)
  } catch {
    throw new ProfileUnreadError()
  }
}

/** A profile as it lies in this browser's own store. */
export const writeProfile = (profile: Profile): Uint8Array => encode(profileSchema, profile)

/** @throws {MalformedError} for what is none, or names entries of other rooms than its own. */
export function readProfile(bytes: Uint8Array): Profile {
  const profile = decode(profileSchema, bytes, 'profile', MAX_PROFILE_BYTES)
  for (const room of ['provider', 'requestor'] as const)
    if (profile[room].some(([key]) => key[0] !== room)) throw new MalformedError('profile')
  return profile
}

async function keyOf(passphrase: string, salt: Uint8Array, use: 'encrypt' | 'decrypt') {
  const key = await scryptAsync(passphrase.normalize('NFKC'), salt, SCRYPT)
  return crypto.subtle.importKey('raw', own(key), 'AES-GCM', false, [use])
}

/** What stands before the box is held to it. */
const boxOf = (head: Uint8Array, nonce: Uint8Array): AesGcmParams => ({
  name: 'AES-GCM',
  iv: own(nonce),
  additionalData: own(head),
})

/** In a buffer of its own, as Web Crypto wants it. */
const own = (bytes: Uint8Array) => new Uint8Array(bytes)
