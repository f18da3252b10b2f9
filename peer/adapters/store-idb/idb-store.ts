import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import type { Store, StoreKey } from '#peer/ports/store.ts'

interface Schema extends DBSchema {
  entries: { key: string[]; value: Uint8Array }
}

/** Money relies on a resolved save, so Chromium's relaxed default will not do. */
const DURABLE = { durability: 'strict' } as const

/** Every array that begins with `prefix`: in IndexedDB's order an array sorts after any string. */
const rangeOf = (prefix: StoreKey) => IDBKeyRange.bound([...prefix], [...prefix, []])

/**
 * Copies, because a view would drag its whole buffer to disk; made first, because whatever throws once
 * a transaction has begun would leave half of it to commit.
 */
const copyAll = (added: ReadonlyArray<readonly [StoreKey, Uint8Array]>) =>
  added.map(([key, bytes]) => ({ key: [...key], bytes: bytes.slice() }))

/**
 * Opens a store kept in IndexedDB. Works in a window, in a Worker, and from several tabs at once.
 *
 * @example
 * const store = await openIdbStore('loam')
 */
export async function openIdbStore(databaseName: string): Promise<Store & { close(): void }> {
  const database: IDBPDatabase<Schema> = await openDB<Schema>(databaseName, 1, {
    upgrade: (fresh) => {
      fresh.createObjectStore('entries')
    },
    // A newer page waits for this one otherwise.
    blocking: () => database.close(),
  })

  const store: Store = {
    load: (key) => database.get('entries', [...key]),
    save: (key, bytes) => store.saveAll([[key, bytes]]),
    saveAll: async (added) => {
      const copies = copyAll(added)
      const transaction = database.transaction('entries', 'readwrite', DURABLE)
      const puts = copies.map(({ key, bytes }) => transaction.store.put(bytes, key))
      await Promise.all([...puts, transaction.done])
    },
    remove: async (key) => {
      const transaction = database.transaction('entries', 'readwrite', DURABLE)
      await Promise.all([transaction.store.delete([...key]), transaction.done])
    },
    loadRange: async (prefix) => {
      const transaction = database.transaction('entries')
      const range = rangeOf(prefix)
      const [keys, values] = await Promise.all([
        transaction.store.getAllKeys(range),
        transaction.store.getAll(range),
      ])
      return keys.flatMap((key, index) => {
        const bytes = values[index]
        return bytes === undefined ? [] : [[key, bytes] as const]
      })
    },
    loadKeys: (prefix) => database.getAllKeys('entries', rangeOf(prefix)),
    removeRange: async (prefix) => {
      const transaction = database.transaction('entries', 'readwrite', DURABLE)
      await Promise.all([transaction.store.delete(rangeOf(prefix)), transaction.done])
    },
    replaceRange: async (prefix, added) => {
      const copies = copyAll(added)
      const transaction = database.transaction('entries', 'readwrite', DURABLE)
      const cleared = transaction.store.delete(rangeOf(prefix))
      const puts = copies.map(({ key, bytes }) => transaction.store.put(bytes, key))
      await Promise.all([cleared, ...puts, transaction.done])
    },
  }
  return { ...store, close: () => database.close() }
}
