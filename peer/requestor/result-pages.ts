import type { Store, StoreKey } from '#peer/ports/store.ts'
import { asideKey, type SavedRecords } from '#peer/saved-records.ts'
import type { JobId } from '#protocol/ids.ts'
import { MAX_OPEN } from '#protocol/schedule/constants.ts'
import { encode } from '#protocol/wire/codec.ts'
import { packedList, type RecordFormat } from '#protocol/wire/packed.ts'

/** A longer output is an entry of its own. */
const MAX_SHARED_BYTES = 256
/** Neighbours whose short outputs share an entry. */
const PAGE_SUBTASKS = 256
/**
 * Pages not yet full that are remembered, so that adding to one needs no reading: twice as many as
 * the subtasks that are begun at once fill, for chance leaves some of each page for later.
 */
const MAX_OPEN_PAGES = (2 * MAX_OPEN) / PAGE_SUBTASKS
const INDEX_DIGITS = 10

/** The output of one subtask. */
export interface Result {
  readonly index: number
  readonly output: Uint8Array
}

const resultFormat: RecordFormat<Result> = {
  roomFor: ({ output }) => 8 + output.byteLength,
  write: (writer, { index, output }) => {
    writer.u32(index)
    writer.u32(output.byteLength)
    writer.raw(output)
  },
  read: (reader) => {
    const index = reader.u32()
    return { index, output: reader.raw(reader.u32()) }
  },
}
const MAX_PAGE_BYTES = PAGE_SUBTASKS * (8 + MAX_SHARED_BYTES)
const pageSchema = packedList(resultFormat, PAGE_SUBTASKS, MAX_PAGE_BYTES)

type Page = Map<number, Uint8Array>

/**
 * Where outputs lie in the store: long ones an entry each, short ones with their neighbours in
 * pages, because an entry costs as much as hundreds of them. Whoever saves must do so one after
 * another.
 */
export class ResultPages {
  readonly #store: Store
  readonly #saved: SavedRecords
  /** By the page's key, the one added to last at the end. */
  readonly #open = new Map<string, Page>()

  constructor(store: Store, saved: SavedRecords) {
    this.#store = store
    this.#saved = saved
  }

  /** Entries to save: with them these results lie beside those that were saved under this name. */
  async add(
    name: JobId,
    results: readonly Result[],
  ): Promise<ReadonlyArray<readonly [StoreKey, Uint8Array]>> {
    const entries: Array<readonly [StoreKey, Uint8Array]> = []
    const changed = new Map<number, Page>()
    for (const { index, output } of results) {
      if (output.byteLength > MAX_SHARED_BYTES) {
        entries.push([ownKey(name, index), output])
        continue
      }
      const number = pageOf(index)
      const page = changed.get(number) ?? (await this.#read(name, number))
      page.set(index, output)
      changed.set(number, page)
    }
    for (const [number, page] of changed) {
      entries.push([pageKey(name, number), write(page)])
      this.#remember(pageKey(name, number).join('/'), page)
    }
    return entries
  }

  /** Undefined where there is no such result. */
  async load(name: JobId, index: number): Promise<Uint8Array | undefined> {
    const shared = (await this.#read(name, pageOf(index))).get(index)
    return shared ?? this.#store.load(ownKey(name, index))
  }

  /** The subtasks whose results can be read. */
  async list(name: JobId): Promise<readonly number[]> {
    const pages = await this.#store.loadRange(pagesOf(name))
    const shared = pages.flatMap(([, bytes]) => [...(this.#parse(bytes)?.keys() ?? [])])
    const own = (await this.#store.loadKeys(['results', name])).filter((key) => key.length === 3)
    return [...shared, ...own.map((key) => Number(key[2]))]
  }

  /** Removes all results of this name. */
  async forget(name: JobId): Promise<void> {
    const prefix = pagesOf(name).join('/')
    for (const key of [...this.#open.keys()]) if (key.startsWith(prefix)) this.#open.delete(key)
    await this.#store.removeRange(['results', name])
  }

  async #read(name: JobId, number: number): Promise<Page> {
    const key = pageKey(name, number)
    const open = this.#open.get(key.join('/'))
    if (open !== undefined) return open
    const bytes = await this.#store.load(key)
    if (bytes === undefined) return new Map()
    const page = this.#parse(bytes)
    // Others of its neighbours are about to take its place.
    if (page === undefined) await this.#store.save(asideKey(key), bytes)
    return page ?? new Map()
  }

  #parse(bytes: Uint8Array): Page | undefined {
    const limit = MAX_PAGE_BYTES + 64
    const results = this.#saved.readKept(pageSchema, bytes, 'results of your jobs', limit)
    return results && new Map(results.map(({ index, output }) => [index, output]))
  }

  #remember(key: string, page: Page): void {
    this.#open.delete(key)
    if (page.size < PAGE_SUBTASKS) this.#open.set(key, page)
    const oldest = this.#open.keys().next().value
    if (this.#open.size > MAX_OPEN_PAGES && oldest !== undefined) this.#open.delete(oldest)
  }
}

const pad = (number: number) => `${number}`.padStart(INDEX_DIGITS, '0')
const pageOf = (index: number) => Math.floor(index / PAGE_SUBTASKS)
const pagesOf = (name: JobId): StoreKey => ['results', name, 'page']
const pageKey = (name: JobId, number: number): StoreKey => [...pagesOf(name), pad(number)]
const ownKey = (name: JobId, index: number): StoreKey => ['results', name, pad(index)]

const write = (page: Page): Uint8Array =>
  encode(
    pageSchema,
    Array.from(page, ([index, output]) => ({ index, output })),
  )
