import type { PeerId } from '#protocol/ids.ts'
import type { Clock } from './ports/clock.ts'
import type { Store, StoreKey } from './ports/store.ts'

/** Keys remembered; who was not heard of for longest is forgotten first. */
const MAX_KEYS = 2_048
/** How long what was learnt may be lost to a crash. */
const SAVE_EVERY_MS = 5_000

export interface PeerMemoryOptions<Known> {
  readonly clock: Clock
  readonly store: Store
  readonly room: StoreKey
  /** Undefined for what cannot be read: it is left out. */
  readonly read: (
    bytes: Uint8Array,
  ) => { readonly heardAt: number; readonly known: Known } | undefined
  readonly write: (known: Known, heardAt: number) => Uint8Array
}

/**
 * What is known of others by their keys, over sessions: of the `MAX_KEYS` heard of last. It is saved
 * within `SAVE_EVERY_MS`; a store that fails costs memory of others and nothing else.
 */
export class PeerMemory<Known, Key extends string = PeerId> {
  readonly #options: PeerMemoryOptions<Known>
  readonly #known = new Map<Key, Known>()
  /** Changed or forgotten since they were saved. */
  readonly #unsaved = new Set<Key>()
  #cancelSave: (() => void) | undefined

  constructor(options: PeerMemoryOptions<Known>) {
    this.#options = options
  }

  /** Recalls what was saved. */
  async recall(): Promise<void> {
    const { store, room, read } = this.#options
    const saved = (await store.loadRange(room)).flatMap(([key, bytes]) => {
      const peer = key[room.length]
      const entry = peer === undefined ? undefined : read(bytes)
      return peer === undefined || entry === undefined ? [] : [{ peer: peer as Key, ...entry }]
    })
    saved.sort((a, b) => a.heardAt - b.heardAt)
    for (const { peer, known } of saved.slice(-MAX_KEYS)) this.#known.set(peer, known)
  }

  values(): Iterable<Known> {
    return this.#known.values()
  }

  of(peer: Key): Known | undefined {
    return this.#known.get(peer)
  }

  set(peer: Key, known: Known): void {
    this.#known.delete(peer)
    this.#known.set(peer, known)
    this.#unsaved.add(peer)
    const oldest = this.#known.keys().next().value
    if (this.#known.size > MAX_KEYS && oldest !== undefined) {
      this.#known.delete(oldest)
      this.#unsaved.add(oldest)
    }
    this.#cancelSave ??= this.#options.clock.after(SAVE_EVERY_MS, () => {
      this.#cancelSave = undefined
      void this.#save()
    })
  }

  /** Saves what is not saved yet. */
  async close(): Promise<void> {
    this.#cancelSave?.()
    this.#cancelSave = undefined
    await this.#save()
  }

  async #save(): Promise<void> {
    const { clock, store, room, write } = this.#options
    const peers = [...this.#unsaved]
    this.#unsaved.clear()
    const heardAt = clock.now()
    const kept = peers.flatMap((peer) => {
      const known = this.#known.get(peer)
      return known === undefined ? [] : [[[...room, peer], write(known, heardAt)] as const]
    })
    const gone = peers.filter((peer) => !this.#known.has(peer))
    try {
      await store.saveAll(kept)
      await Promise.all(gone.map((peer) => store.remove([...room, peer])))
    } catch {
      // A full disk loses what others are like; they show it again.
    }
  }
}
