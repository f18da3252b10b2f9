import { DatabaseSync, type StatementSync } from 'node:sqlite'
import type { Store, StoreKey } from '#peer/ports/store.ts'

/** Ends a part of a key: below whatever a part may hold, so that keys are ordered part by part. */
const END = '\0'
/** Above every byte of UTF-8: the end of a range. */
const ABOVE = Buffer.of(0xff)

const nameOf = (key: StoreKey) => Buffer.from(key.map((part) => `${part}${END}`).join(''))
const keyOf = (name: Uint8Array): StoreKey =>
  Buffer.from(name).toString('utf8').split(END).slice(0, -1)

interface Row {
  readonly name: Uint8Array
  readonly bytes: Uint8Array
}

/**
 * Opens a store kept in one SQLite file, for Node: one process at a time. A resolved write has been
 * forced to the disk. No part of a key holds a NUL.
 *
 * @throws {Error} with `errcode` 5 where another process has the file open.
 * @example
 * const store = openSqliteStore('/var/lib/loam-collector/vouchers.sqlite')
 */
export function openSqliteStore(file: string): Store & { close(): void } {
  const database = new DatabaseSync(file)
  database.exec(`
    PRAGMA locking_mode = EXCLUSIVE;
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    CREATE TABLE IF NOT EXISTS entries (name BLOB PRIMARY KEY, bytes BLOB NOT NULL) WITHOUT ROWID;
  `)
  const one = database.prepare('SELECT bytes FROM entries WHERE name = ?')
  const put = database.prepare('INSERT OR REPLACE INTO entries (name, bytes) VALUES (?, ?)')
  const drop = database.prepare('DELETE FROM entries WHERE name = ?')
  const within = 'FROM entries WHERE name >= ? AND name < ?'
  const names = database.prepare(`SELECT name ${within} ORDER BY name`)
  const range = database.prepare(`SELECT name, bytes ${within} ORDER BY name`)
  const dropRange = database.prepare(`DELETE ${within}`)

  const rowsOf = (statement: StatementSync, prefix: StoreKey) =>
    statement.all(...boundsOf(prefix)) as unknown as readonly Row[]
  const atOnce = (write: () => void) => {
    database.exec('BEGIN')
    try {
      write()
      database.exec('COMMIT')
    } catch (error) {
      database.exec('ROLLBACK')
      throw error
    }
  }
  const putAll = (entries: ReadonlyArray<readonly [StoreKey, Uint8Array]>) => {
    for (const [key, bytes] of entries) put.run(nameOf(key), bytes)
  }

  const store: Store = {
    load: async (key) => (one.get(nameOf(key)) as Row | undefined)?.bytes,
    save: async (key, bytes) => putAll([[key, bytes]]),
    saveAll: async (entries) => atOnce(() => putAll(entries)),
    remove: async (key) => void drop.run(nameOf(key)),
    loadRange: async (prefix) =>
      rowsOf(range, prefix).map(({ name, bytes }) => [keyOf(name), bytes] as const),
    loadKeys: async (prefix) => rowsOf(names, prefix).map(({ name }) => keyOf(name)),
    removeRange: async (prefix) => void dropRange.run(...boundsOf(prefix)),
    replaceRange: async (prefix, entries) =>
      atOnce(() => {
        dropRange.run(...boundsOf(prefix))
        putAll(entries)
      }),
  }
  return { ...store, close: () => database.close() }
}

function boundsOf(prefix: StoreKey): readonly [Buffer, Buffer] {
  const name = nameOf(prefix)
  return [name, Buffer.concat([name, ABOVE])]
}
