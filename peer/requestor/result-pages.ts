import type { Store, StoreKey } from '#peer/ports/store.ts'
import { asideKey, type SavedRecords } from '#peer/saved-records.ts'
import type { JobId } from '#protocol/ids.ts'
import { MAX_OPEN } from '#protocol/schedule/constants.ts'
import { bytesUpTo, encode } from '#protocol/wire/codec.ts'
import { packedList, type RecordFormat, RecordReader, RecordWriter } from '#protocol/wire/packed.ts'

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
/** What takes the place of a void result: an output that has an entry of its own is longer. */
const VOID = new Uint8Array(0)

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

/** The page as it lies in the store. */
const recordsSchema = bytesUpTo(MAX_PAGE_BYTES)

/**
 * Short outputs of neighbours, in the order they came, as they are written: a fast job has hundreds
 * of pages open, and writes each several times before it is full.
 */
class Page {
  readonly indexes = new Set<number>()
  #records = new RecordWriter(PAGE_SUBTASKS * 16)

  constructor(results: readonly Result[] = []) {
    for (const result of results) this.add(result)
  }

  /** Takes out what is void. @returns what was here of it. */
  drop(voided: ReadonlySet<number>): readonly number[] {
    const dropped = [...this.indexes].filter((index) => voided.has(index))
    if (dropped.length === 0) return dropped
    const kept = this.#list().filter(({ index }) => !voided.has(index))
    this.indexes.clear()
    this.#records = new RecordWriter(PAGE_SUBTASKS * 16)
    for (const result of kept) this.add(result)
    return dropped
  }

  #list(): readonly Result[] {
    const results: Result[] = []
    const reader = new RecordReader(this.#records.written)
    while (!reader.isAtEnd) results.push(resultFormat.read(reader, undefined))
    return results
  }

  add(result: Result): void {
    this.indexes.add(result.index)
    this.#records.reserve(resultFormat.roomFor(result))
    resultFormat.write(this.#records, result, undefined)
  }

  find(index: number): Uint8Array | undefined {
    const reader = new RecordReader(this.#records.written)
    while (!reader.isAtEnd) {
      const result = resultFormat.read(reader, undefined)
      if (result.index === index) return result.output
    }
    return undefined
  }

  write(): Uint8Array {
    return encode(recordsSchema, this.#records.written)
  }
}

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
  /** The pages there are, so that one that is new is not looked for. */
  readonly #written = new Map<JobId, Set<number>>()

  constructor(store: Store, saved: SavedRecords) {
    this.#store = store
    this.#saved = saved
  }

  /**
   * Entries to save: with them these results lie beside those that were saved under this name, in the
   * place of earlier ones of theirs, and what is void can be read no more.
   */
  async add(
    name: JobId,
    results: readonly Result[],
    voided: readonly number[] = [],
  ): Promise<ReadonlyArray<readonly [StoreKey, Uint8Array]>> {
    const entries: Array<readonly [StoreKey, Uint8Array]> = []
    const written = await this.#listWritten(name)
    const changed = new Map<number, Page>()
    const open = async (index: number) => {
      const number = pageOf(index)
      const page =
        changed.get(number) ?? (written.has(number) ? await this.#read(name, number) : new Page())
      changed.set(number, page)
      return page
    }
    const ownVoid = new Set(voided)
    const replaced = new Set([...voided, ...results.map(({ index }) => index)])
    for (const number of new Set(Array.from(replaced, pageOf)))
      if (written.has(number))
        for (const index of (await open(number * PAGE_SUBTASKS)).drop(replaced))
          ownVoid.delete(index)
    for (const index of ownVoid) entries.push([ownKey(name, index), VOID])
    for (const result of results) {
      if (result.output.byteLength > MAX_SHARED_BYTES)
        entries.push([ownKey(name, result.index), result.output])
      // Most results find their page open, and wait for nothing.
      else (changed.get(pageOf(result.index)) ?? (await open(result.index))).add(result)
    }
    for (const [number, page] of changed) {
      entries.push([pageKey(name, number), page.write()])
      written.add(number)
      this.#remember(pageKey(name, number).join('/'), page)
    }
    return entries
  }

  /** Undefined where there is no such result. */
  async load(name: JobId, index: number): Promise<Uint8Array | undefined> {
    const shared = (await this.#read(name, pageOf(index))).find(index)
    return shared ?? this.#loadOwn(ownKey(name, index))
  }

  /** The subtasks whose results can be read. */
  async list(name: JobId): Promise<readonly number[]> {
    const pages = await this.#store.loadRange(pagesOf(name))
    const shared = pages.flatMap(([, bytes]) => [...(this.#parse(bytes)?.indexes ?? [])])
    const own: number[] = []
    for (const key of await this.#store.loadKeys(['results', name]))
      if (key.length === 3 && (await this.#loadOwn(key)) !== undefined) own.push(Number(key[2]))
    return [...shared, ...own]
  }

  /** Removes all results of this name. */
  async forget(name: JobId): Promise<void> {
    this.#written.delete(name)
    const prefix = pagesOf(name).join('/')
    for (const key of [...this.#open.keys()]) if (key.startsWith(prefix)) this.#open.delete(key)
    await this.#store.removeRange(['results', name])
  }

  async #loadOwn(key: StoreKey): Promise<Uint8Array | undefined> {
    const output = await this.#store.load(key)
    return output?.byteLength === VOID.byteLength ? undefined : output
  }

  async #listWritten(name: JobId): Promise<Set<number>> {
    const known = this.#written.get(name)
    if (known !== undefined) return known
    const keys = await this.#store.loadKeys(pagesOf(name))
    const written = new Set(keys.map((key) => Number(key.at(-1))))
    this.#written.set(name, written)
    return written
  }

  async #read(name: JobId, number: number): Promise<Page> {
    const key = pageKey(name, number)
    const open = this.#open.get(key.join('/'))
    if (open !== undefined) return open
    const bytes = await this.#store.load(key)
    if (bytes === undefined) return new Page()
    const page = this.#parse(bytes)
    // Others of its neighbours are about to take its place.
    if (page === undefined) await this.#store.save(asideKey(key), bytes)
    return page ?? new Page()
  }

  #parse(bytes: Uint8Array): Page | undefined {
    const limit = MAX_PAGE_BYTES + 64
    const results = this.#saved.readKept(pageSchema, bytes, 'results of your jobs', limit)
    return results && new Page(results)
  }

  #remember(key: string, page: Page): void {
    this.#open.delete(key)
    if (page.indexes.size < PAGE_SUBTASKS) this.#open.set(key, page)
    const oldest = this.#open.keys().next().value
    if (this.#open.size > MAX_OPEN_PAGES && oldest !== undefined) this.#open.delete(oldest)
  }
}

const pad = (number: number) => `${number}`.padStart(INDEX_DIGITS, '0')
const pageOf = (index: number) => Math.floor(index / PAGE_SUBTASKS)
const pagesOf = (name: JobId): StoreKey => ['results', name, 'page']
const pageKey = (name: JobId, number: number): StoreKey => [...pagesOf(name), pad(number)]
const ownKey = (name: JobId, index: number): StoreKey => ['results', name, pad(index)]
