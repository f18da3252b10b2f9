import { equals } from 'multiformats/bytes'
import type { Store } from '#peer/ports/store.ts'
import { type Fault, LoamError, MalformedError } from '#protocol/errors.ts'
import { mergeKnown } from './merge-known.ts'
import { type Profile, readProfile, writeProfile } from './profile-file.ts'

const WORKER_KEYS = ['worker-key']
const stagedKey = (slot: number) => ['import', `${slot}`]

/** Where a tab slot keeps its worker key, and the other slots of the profile theirs. */
export interface SlotKeys {
  readonly store: Store
  readonly slot: number
}

/** Whether another tab slot of this browser holds this worker key. */
export async function isHeldElsewhere({ store, slot }: SlotKeys, seed: Uint8Array) {
  const keys = await store.loadRange(WORKER_KEYS)
  return keys.some(([key, held]) => key[1] !== `${slot}` && equals(held, seed))
}

/** Has the slot take up another profile when it is opened next: one write, so that it does or does not. */
export const stageImport = ({ store, slot }: SlotKeys, profile: Profile): Promise<void> =>
  store.save(stagedKey(slot), writeProfile(profile))

/** A profile could not be taken in: the tab has the key it had, with all that was kept under it. */
class ImportFailedError extends LoamError {
  readonly code = 'import_failed'
  readonly fault: Fault = 'bug'
  constructor(options: ErrorOptions) {
    super(
      `The profile could not be taken in: ${String(options.cause)}.`,
      'Reload the page to go on with the key it had. Then free some of the disk and take the file in again.',
      options,
    )
  }
}

/**
 * Takes up what was staged for a slot, before its peer starts and while no other tab can hold the
 * slot: whole or not at all. A crash on the way is made good at the next start: the key is changed
 * once all under it is here.
 * @throws {ImportFailedError} where it cannot be written; it is not tried again.
 */
export async function applyImport(
  keys: SlotKeys,
  openStores: () => Promise<{ readonly peer: Store; readonly jobs: Store }>,
): Promise<void> {
  const { store, slot } = keys
  const staged = await store.load(stagedKey(slot))
  if (staged === undefined) return
  const profile = readStaged(staged)
  // Two tabs may have been given the same file at once.
  if (profile !== undefined && !(await isHeldElsewhere(keys, profile.seed))) {
    const { peer, jobs } = await openStores()
    try {
      await jobs.saveAll(await mergeKnown(jobs, profile.requestor))
      await peer.replaceRange(['provider'], profile.provider)
    } catch (cause) {
      await store.remove(stagedKey(slot))
      throw new ImportFailedError({ cause })
    }
    await store.save([...WORKER_KEYS, `${slot}`], profile.seed)
  }
  await store.remove(stagedKey(slot))
}

/** Undefined for what cannot be read: the tab opens with the key that it has, and the file is still there. */
function readStaged(bytes: Uint8Array): Profile | undefined {
  try {
    return readProfile(bytes)
  } catch (error) {
    if (!(error instanceof MalformedError)) throw error
    return undefined
  }
}
