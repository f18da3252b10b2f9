import type { Store, StoreKey } from '#peer/ports/store.ts'

const startsWith = (key: StoreKey, prefix: StoreKey) =>
  prefix.every((part, index) => key[index] === part)

/** Orders keys part by part by UTF-16 code units, as IndexedDB does. */
function compareKeys(a: StoreKey, b: StoreKey): number {
  for (const [index, part] of a.entries()) {
    const other = b[index]
    if (other === undefined) return 1
    if (part !== other) return part < other ? -1 : 1
  }
  return a.length - b.length
}

/** A store that lives as long as this object: for tests, and for peers that keep nothing. */
export function createMemoryStore(): Store {
  const entries = new Map<string, readonly [StoreKey, Uint8Array]>()
  const nameOf = (key: StoreKey) => JSON.stringify(key)
  const range = (prefix: StoreKey) =>
    [...entries.values()]
      .filter(([key]) => startsWith(key, prefix))
      .sort(([a], [b]) => compareKeys(a, b))

  const store: Store = {
    load: async (key) => entries.get(nameOf(key))?.[1].slice(),
    save: (key, bytes) => store.saveAll([[key, bytes]]),
    saveAll: async (added) => {
      const copies = added.map(([key, bytes]) => [[...key], bytes.slice()] as const)
      for (const copy of copies) entries.set(nameOf(copy[0]), copy)
    },
    remove: async (key) => {
      entries.delete(nameOf(key))
    },
    loadRange: async (prefix) => range(prefix).map(([key, bytes]) => [key, bytes.slice()] as const),
    loadKeys: async (prefix) => range(prefix).map(([key]) => key),
    removeRange: async (prefix) => {
      for (const [key] of range(prefix)) entries.delete(nameOf(key))
    },
    replaceRange: async (prefix, added) => {
      const copies = added.map(([key, bytes]) => [[...key], bytes.slice()] as const)
      for (const [key] of range(prefix)) entries.delete(nameOf(key))
      for (const copy of copies) entries.set(nameOf(copy[0]), copy)
    },
  }
  return store
}
