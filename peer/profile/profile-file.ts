import { scryptAsync } from '@noble/hashes/scrypt.js'
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import { equals } from 'multiformats/bytes'
import { z } from 'zod'
import type { StoreKey } from '#peer/ports/store.ts'
import { type Fault, LoamError, MalformedError } from '#protocol/errors.ts'
import { chainHeadSchema } from '#protocol/market/agreement-chain.ts'
import { bytesOf, bytesUpTo, countSchema, decode, encode } from '#protocol/wire/codec.ts'
import { limitProfile, MAX_PROFILE_BYTES } from './profile-size.ts'

/** How a profile begins; another version begins otherwise. */
const MAGIC = utf8ToBytes('loam profile 1\n')
const SALT_BYTES = 16
const NONCE_BYTES = 12
const TAG_BYTES = 16
const HEAD_BYTES = MAGIC.byteLength + SALT_BYTES + NONCE_BYTES
/** What guessing a passphrase takes each time: 128 MiB, and a second of ours. */
const SCRYPT = { N: 2 ** 17, r: 8, p: 1, dkLen: 32 }

/** Letters of a passphrase, at least. */
export const MIN_PASSPHRASE = 8

const entriesSchema = z.array(
  z.tuple([z.array(z.string().min(1)).min(1), bytesUpTo(MAX_PROFILE_BYTES)]),
)

/**
 * What a profile has of what is kept: not the work that only its tab can still answer for, nor what
 * its machine can do.
 */
export const PROFILE_ROOMS = {
  provider: ['agreement', 'chain', 'evidence', 'openAccount', 'requestor', 'totals', 'voucher'].map(
    (room): StoreKey => ['provider', room],
  ),
  requestor: ['payee', 'reputation', 'settled', 'standing'].map(
    (room): StoreKey => ['requestor', room],
  ),
} as const
const MAX_KEY_PARTS = 8
const MAX_HEAD_BYTES = 1_024

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

/** The file opens and holds what no profile does. */
class ProfileRefusedError extends LoamError {
  readonly code = 'profile_refused'
  readonly fault: Fault = 'requestor'
  constructor(options: ErrorOptions) {
    super(
      'This file opens, and what is in it is no profile of this version of Loam.',
      'Save it anew where its key is, with the newest version; nothing was changed here.',
      options,
    )
  }
}

/**
 * Writes a profile so that only who knows the passphrase can read or change it.
 * @throws {ProfileTooLongError} where it could not be opened again.
 */
export async function sealProfile(
  profile: Profile,
  passphrase: string,
  randomBytes: (length: number) => Uint8Array,
): Promise<Uint8Array> {
  const bytes = encode(profileSchema, profile)
  limitProfile(HEAD_BYTES + bytes.byteLength + TAG_BYTES)
  const salt = randomBytes(SALT_BYTES)
  const nonce = randomBytes(NONCE_BYTES)
  const head = concatBytes(MAGIC, salt, nonce)
  const key = await keyOf(passphrase, salt, 'encrypt')
  const box = await crypto.subtle.encrypt(boxOf(head, nonce), key, own(bytes))
  return concatBytes(head, new Uint8Array(box))
}

/**
 * @throws {ProfileTooLongError | ProfileUnreadError | ProfileRefusedError} for what no `sealProfile`
 * wrote under this passphrase.
 */
export async function openProfile(file: Uint8Array, passphrase: string): Promise<Profile> {
  const isOurs = equals(file.subarray(0, MAGIC.byteLength), MAGIC)
  limitProfile(file.byteLength)
  if (!isOurs) throw new ProfileUnreadError()
  const head = file.subarray(0, HEAD_BYTES)
  const salt = head.subarray(MAGIC.byteLength, MAGIC.byteLength + SALT_BYTES)
  const nonce = head.subarray(MAGIC.byteLength + SALT_BYTES)
  const key = await keyOf(passphrase, salt, 'decrypt')
  const box = own(file.subarray(HEAD_BYTES))
  const opened = await crypto.subtle.decrypt(boxOf(head, nonce), key, box).catch(() => {
    throw new ProfileUnreadError()
  })
  try {
    return readProfile(new Uint8Array(opened))
  } catch (cause) {
    throw new ProfileRefusedError({ cause })
  }
}

/** A profile as it lies in this browser's own store. */
export const writeProfile = (profile: Profile): Uint8Array => encode(profileSchema, profile)

/**
 * @throws {MalformedError} for what is none: it names entries that no profile has, or one twice, or its
 * chain goes on elsewhere than it says.
 */
export function readProfile(bytes: Uint8Array): Profile {
  const profile = decode(profileSchema, bytes, 'profile', MAX_PROFILE_BYTES)
  for (const part of ['provider', 'requestor'] as const) {
    const names = profile[part].map(([key]) => JSON.stringify(key))
    const isOdd = profile[part].some(([key]) => !isOf(PROFILE_ROOMS[part], key))
    if (isOdd || new Set(names).size < names.length) throw new MalformedError('profile')
  }
  const head = profile.provider.find(([key]) => key[1] === 'chain')?.[1]
  const signed = head && decode(chainHeadSchema, head, 'profile', MAX_HEAD_BYTES).number
  if ((signed ?? 0) !== profile.signed) throw new MalformedError('profile')
  return profile
}

const isOf = (rooms: readonly StoreKey[], key: StoreKey) =>
  key.length <= MAX_KEY_PARTS && rooms.some((room) => room.every((part, at) => key[at] === part))

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
