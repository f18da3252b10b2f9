/** A path such as `['job', id, 'result', '12']`. Parts must not be empty. */
export type StoreKey = readonly string[]

/**
 * Durable bytes under path-like keys.
 *
 * A resolved write is on disk: money relies on it. `saveAll` and `replaceRange` are atomic.
 *
 * @example
 * await store.save(['job', id, 'voucher'], bytes)
 * for (const [key, bytes] of await store.loadRange(['job', id])) restore(key, bytes)
 */
export interface Store {
  load(key: StoreKey): Promise<Uint8Array | undefined>
  save(key: StoreKey, bytes: Uint8Array): Promise<void>
  saveAll(entries: ReadonlyArray<readonly [StoreKey, Uint8Array]>): Promise<void>
  remove(key: StoreKey): Promise<void>
  /** Every entry whose key starts with `prefix` (whole parts), ordered by key. */
  loadRange(prefix: StoreKey): Promise<ReadonlyArray<readonly [StoreKey, Uint8Array]>>
  /** The keys of `loadRange`, without reading what is under them. */
  loadKeys(prefix: StoreKey): Promise<readonly StoreKey[]>
  removeRange(prefix: StoreKey): Promise<void>
  /** Puts these entries in the place of all whose key starts with `prefix`. */
  replaceRange(
    prefix: StoreKey,
    entries: ReadonlyArray<readonly [StoreKey, Uint8Array]>,
  ): Promise<void>
}
