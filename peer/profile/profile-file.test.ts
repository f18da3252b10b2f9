import { expect, it } from 'vitest'
import { chainHeadSchema } from '#protocol/market/agreement-chain.ts'
import { encode } from '#protocol/wire/codec.ts'
import { openProfile, type Profile, sealProfile } from './profile-file.ts'
import { MAX_PROFILE_BYTES } from './profile-size.ts'

const PASSPHRASE = 'four words do well'
const random = (length: number) => new Uint8Array(length).fill(3)
const head = encode(chainHeadSchema, { number: 4, previous: new Uint8Array(32) })

const profileOf = (part: Partial<Profile> = {}): Profile => ({
  ...{ seed: new Uint8Array(32), exportedAt: 1, signed: 4 },
  provider: [[['provider', 'chain'], head]],
  requestor: [],
  ...part,
})

it('opens what it sealed, and says of any other file why not', async () => {
  const file = await sealProfile(profileOf(), PASSPHRASE, random)
  expect(await openProfile(file, PASSPHRASE)).toEqual(profileOf())
  const long = new Uint8Array(MAX_PROFILE_BYTES + 1)
  await expect(openProfile(long, PASSPHRASE)).rejects.toMatchObject({ code: 'profile_too_long' })
  const full = profileOf({ provider: [[['provider', 'evidence'], long.subarray(1)]] })
  const sealing = sealProfile(full, PASSPHRASE, random)
  await expect(sealing).rejects.toMatchObject({ code: 'profile_too_long' })
}, 30_000)

it('refuses what no profile holds, though it opens', async () => {
  const odd: ReadonlyArray<Partial<Profile>> = [
    {
      provider: [
        [['provider', 'chain'], head],
        [['provider', 'speed'], head],
      ],
    },
    {
      provider: [
        [['provider', 'chain'], head],
        [['worker-key', '1'], head],
      ],
    },
    { requestor: [[['requestor', 'job', 'x'], head]] },
    {
      provider: [
        [['provider', 'chain'], head],
        [['provider', 'chain'], head],
      ],
    },
    // Said to be newer than it is, it would take the place of what is newer.
    { signed: 5 },
    { provider: [] },
  ]
  for (const part of odd) {
    const file = await sealProfile(profileOf(part), PASSPHRASE, random)
    await expect(openProfile(file, PASSPHRASE)).rejects.toMatchObject({ code: 'profile_refused' })
  }
}, 60_000)
