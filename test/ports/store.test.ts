import 'fake-indexeddb/auto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openIdbStore } from '#peer/adapters/store-idb/idb-store.ts'
import { createMemoryStore } from '#peer/adapters/store-memory/memory-store.ts'
import { openSqliteStore } from '#peer/adapters/store-sqlite/sqlite-store.ts'
import { describeStore } from '#test/ports/store-suite.ts'

let databases = 0
let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'loam-store-'))
})
afterAll(() => rm(folder, { recursive: true }))
const newFile = () => join(folder, `${databases++}.sqlite`)

describeStore('memory', async () => createMemoryStore())
describeStore('IndexedDB', () => openIdbStore(`test-${databases++}`))
describeStore('SQLite', async () => openSqliteStore(newFile()))

test('IndexedDB keeps its entries when it is opened again', async () => {
  const first = await openIdbStore('reopened')
  await first.save(['a'], Uint8Array.of(1))
  first.close()
  const second = await openIdbStore('reopened')
  expect(await second.load(['a'])).toEqual(Uint8Array.of(1))
})

test('SQLite keeps its entries when it is opened again, and is open once at a time', async () => {
  const file = newFile()
  const first = openSqliteStore(file)
  await first.save(['a'], Uint8Array.of(1))
  expect(() => openSqliteStore(file)).toThrow(expect.objectContaining({ errcode: 5 }))
  first.close()
  const second = openSqliteStore(file)
  expect(await second.load(['a'])).toEqual(Uint8Array.of(1))
  second.close()
})
