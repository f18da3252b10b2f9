import { equals } from 'multiformats/bytes'
import type { ImportResult, ProfileResult } from '#peer/peer.ts'
import type { Clock } from '#peer/ports/clock.ts'
import type { Store, StoreKey } from '#peer/ports/store.ts'
import type { AgreementBook } from '#peer/provider/agreement-book.ts'
import { LoamError } from '#protocol/errors.ts'
import { peerIdOfSeed } from '#protocol/trust/seal.ts'
import {
  MIN_PASSPHRASE,
  openProfile,
  PROFILE_ROOMS,
  type Profile,
  sealProfile,
} from './profile-file.ts'
import { isHeldElsewhere, type SlotKeys, stageImport } from './staged-import.ts'

const NOT_HERE = {
  kind: 'refused',
  message: 'This peer keeps its key nowhere that another could take its place.',
  advice: 'Open the page in a browser.',
} as const
const AT_WORK = {
  kind: 'refused',
  message: 'It works, and what it signs meanwhile would be missing.',
  advice: 'Stop giving computing first.',
} as const

export interface ProfilesDeps {
  /** Undefined where no other key could take this one's place. */
  readonly keys: SlotKeys | undefined
  readonly seed: Uint8Array
  readonly store: Store
  readonly jobs: Store
  readonly clock: Clock
  readonly agreements: AgreementBook
  /** Whether it gives computing now, or has agreements that last. */
  readonly isAtWork: () => boolean
}

/**
 * Takes a worker key with all that was kept under it out of this browser and into it. A key works in
 * one place at a time: what is at work is not taken out, no two slots of a browser take the same key
 * in, and an older copy takes no newer one's place.
 */
export class Profiles {
  readonly #deps: ProfilesDeps
  /** Agreements that were signed when it was taken out last. */
  #exported: number | undefined

  constructor(deps: ProfilesDeps) {
    this.#deps = deps
  }

  async export(passphrase: string): Promise<ProfileResult> {
    const { keys, seed, store, jobs, clock, agreements, isAtWork } = this.#deps
    if (keys === undefined) return NOT_HERE
    if (isAtWork()) return AT_WORK
    if (passphrase.length < MIN_PASSPHRASE)
      return {
        kind: 'refused',
        message: `A passphrase of fewer than ${MIN_PASSPHRASE} letters is guessed.`,
        advice: 'Choose a longer one: a few words do well.',
      }
    await agreements.written
    const { signed } = agreements
    const profile: Profile = {
      ...{ seed, signed, exportedAt: clock.now() },
      provider: await loadRooms(store, PROFILE_ROOMS.provider),
      requestor: await loadRooms(jobs, PROFILE_ROOMS.requestor),
    }
    try {
      const file = await sealProfile(profile, passphrase, (length) => clock.randomBytes(length))
      this.#exported = signed
      return { kind: 'exported', file }
    } catch (error) {
      return refuse(error)
    }
  }

  /**
   * Puts this key to rest here, once it was taken out: the slot begins anew with another when it is
   * opened next.
   */
  async retire(): Promise<ProfileResult> {
    const { keys, clock, agreements, isAtWork } = this.#deps
    if (keys === undefined) return NOT_HERE
    if (isAtWork()) return AT_WORK
    if (this.#exported !== agreements.signed)
      return {
        kind: 'refused',
        message: 'It has worked since it was saved, or was not saved.',
        advice: 'Save it once more.',
      }
    const fresh = { seed: clock.randomBytes(32), exportedAt: clock.now(), signed: 0 }
    await stageImport(keys, { ...fresh, provider: [], requestor: [] })
    return { kind: 'retired' }
  }

  /** @param how `look` only says what would come of it; `replace` has it come when the page is opened next. */
  async import(
    file: Uint8Array,
    passphrase: string,
    how: 'look' | 'replace',
  ): Promise<ImportResult> {
    const { keys, seed, agreements, isAtWork } = this.#deps
    if (keys === undefined) return NOT_HERE
    if (isAtWork()) return AT_WORK
    try {
      const profile = await openProfile(file, passphrase)
      if (await isHeldElsewhere(keys, profile.seed))
        return {
          kind: 'refused',
          message: 'Another tab of this browser has this key.',
          advice: 'Use that tab: one key in two tabs would sign two agreements of one number.',
        }
      if (equals(profile.seed, seed) && profile.signed <= agreements.signed)
        return {
          kind: 'refused',
          message: 'This tab has this key already, and all that is in the file.',
          advice: 'Nothing to do.',
        }
      if (how === 'replace') await stageImport(keys, profile)
      return {
        kind: how === 'replace' ? 'staged' : 'readable',
        peer: peerIdOfSeed(profile.seed),
        exportedAt: profile.exportedAt,
        signed: profile.signed,
        replaces: agreements.signed,
      }
    } catch (error) {
      return refuse(error)
    }
  }
}

async function loadRooms(store: Store, rooms: readonly StoreKey[]): Promise<Profile['provider']> {
  const entries = await Promise.all(rooms.map((room) => store.loadRange(room)))
  return entries.flat().map(([key, bytes]) => [[...key], bytes])
}

function refuse(error: unknown): Extract<ProfileResult, { kind: 'refused' }> {
  if (!(error instanceof LoamError)) throw error
  return { kind: 'refused', message: error.message, advice: error.advice }
}
