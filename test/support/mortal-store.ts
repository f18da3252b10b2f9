import { createMemoryStore } from '#peer/adapters/store-memory/memory-store.ts'
import type { Store } from '#peer/ports/store.ts'

/** A store whose tab can die: what it asks for from then on never comes about. */
export interface MortalStore extends Store {
  /** The same disk, as the next tab opens it. */
  die(): MortalStore
}

export function createMortalStore(disk: Store = createMemoryStore()): MortalStore {
  let isDead = false
  const alive =
    <A extends readonly unknown[], R>(act: (...given: A) => Promise<R>) =>
    (...given: A): Promise<R> =>
      isDead ? Promise.reject(new Error('The tab of this store is closed')) : act(...given)
  return {
    load: alive(disk.load),
    save: alive(disk.save),
    saveAll: alive(disk.saveAll),
    remove: alive(disk.remove),
    loadRange: alive(disk.loadRange),
    loadKeys: alive(disk.loadKeys),
    removeRange: alive(disk.removeRange),
    replaceRange: alive(disk.replaceRange),
    die: () => {
      isDead = true
      return createMortalStore(disk)
    },
  }
}
