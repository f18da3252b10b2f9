import { equals } from 'multiformats/bytes'
import type { ImportResult, ProfileResult } from '#peer/peer.ts'
import type { Clock } from '#peer/ports/clock.ts'
import type { Store, StoreKey } from '#peer/ports/store.ts'
import type { AgreementBook } from '#peer/provider/agreement-book.ts'
import { LoamError } from '#protocol/errors.ts'
import { peerIdOfSeed } from '#protocol/trust/seal.ts'
import { MIN_PASSPHRASE, openProfile, type Profile, sealProfile } from './profile-file.ts'
import { isHeldElsewhere, type SlotKeys, stageImport } from './staged-import.ts'

/** Work that only this tab can still answer for, and what this machine can do. */
const LEFT_BEHIND = ['kept', 'keptJob', 'speed', 'graphics-speed']

/** What requestors of this browser know of providers: it goes along with a profile. */
const REQUESTOR_ROOMS: readonly StoreKey[] = [
  ['requestor', 'standing'],
  ['requestor', 'payee'],
  ['requestor', 'reputation'],
]

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
    const rooms = await Promise.all(REQUESTOR_ROOMS.map((room) => jobs.loadRange(room)))
    const profile: Profile = {
      ...{ seed, signed, exportedAt: clock.now() },
      provider: (await store.loadRange(['provider']))
        .filter(([key]) => !LEFT_BEHIND.includes(key[1] ?? ''))
        .map(([key, bytes]) => [[...key], bytes]),
      requestor: rooms.flat().map(([key, bytes]) => [[...key], bytes]),
    }
    const file = await sealProfile(profile, passphrase, (length) => clock.randomBytes(length))
    this.#exported = signed
    return { kind: 'exported', file }
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
      if (!(error instanceof LoamError)) throw error
      return { kind: 'refused', message: error.message, advice: error.advice }
    }
  }
}
