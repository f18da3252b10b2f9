import 'fake-indexeddb/auto'
import { expect, test } from 'vitest'
import { openIdbStore } from '#peer/adapters/store-idb/idb-store.ts'
import { createMemoryStore } from '#peer/adapters/store-memory/memory-store.ts'
import { describeStore } from '#test/ports/store-suite.ts'

let databases = 0

describeStore('memory', async () => createMemoryStore())
describeStore('IndexedDB', () => openIdbStore(`test-${databases++}`))

test('IndexedDB keeps its entries when it is opened again', async () => {
  const first = await openIdbStore('reopened')
  await first.save(['a'], Uint8Array.of(1))
  first.close()
  const second = await openIdbStore('reopened')
  expect(await second.load(['a'])).toEqual(Uint8Array.of(1))
})
