import { z } from 'zod'
import type { Store, StoreKey } from '#peer/ports/store.ts'
import type { SavedRecords } from '#peer/saved-records.ts'
import type { JobId } from '#protocol/ids.ts'
import { MAKERS_PAGE_BYTES, Makers, type MakersNews } from '#protocol/schedule/makers.ts'
import { bytesUpTo, countSchema, encode, peerIdSchema } from '#protocol/wire/codec.ts'

/** Pages that are read at once, of some 400,000 subtasks: other jobs go on in between. */
const SHELF_PAGES = 768
const MAX_SAVED_BYTES = 2 ** 18
const WHAT = 'notes of who computed what'

const makerSchema = z.object({ peer: peerIdSchema, party: z.string() })

const pageSchema = z.object({
  groups: z.array(z.array(countSchema)),
  lines: bytesUpTo(MAKERS_PAGE_BYTES),
})

/** Under what all of it lies of a job. */
export const makersKey = (jobId: JobId): StoreKey => ['job', jobId, 'makers']

const namesKey = (jobId: JobId): StoreKey => [...makersKey(jobId), 'name']

const shelfKey = (jobId: JobId, page: number): StoreKey => [
  ...makersKey(jobId),
  'page',
  `${Math.floor(page / SHELF_PAGES)}`,
]

/** Entries to save, so that it is known after a reload who stands behind what is settled. */
export const writeMakers = (
  jobId: JobId,
  { makers, pages }: MakersNews,
): ReadonlyArray<readonly [StoreKey, Uint8Array]> => [
  ...makers.map(
    ([number, maker]) => [[...namesKey(jobId), `${number}`], encode(makerSchema, maker)] as const,
  ),
  ...pages.map(
    ([page, kept]) => [[...shelfKey(jobId, page), `${page}`], encode(pageSchema, kept)] as const,
  ),
]

/** Who stands behind what a job settled. What cannot be read is forgotten: it counts as nobody's. */
export async function readMakers(
  store: Store,
  saved: SavedRecords,
  { jobId, subtasks }: { readonly jobId: JobId; readonly subtasks: number },
): Promise<Makers> {
  const makers = new Makers(subtasks)
  for (const [key, bytes] of await store.loadRange(namesKey(jobId)))
    makers.writeMaker(Number(key.at(-1)), saved.read(makerSchema, bytes, WHAT, MAX_SAVED_BYTES))
  for (let first = 0; first < makers.pages; first += SHELF_PAGES)
    for (const [key, bytes] of await store.loadRange(shelfKey(jobId, first))) {
      const page = saved.read(pageSchema, bytes, WHAT, MAX_SAVED_BYTES)
      try {
        if (page !== undefined) makers.writePage(Number(key.at(-1)), page)
      } catch (error) {
        if (!(error instanceof RangeError)) throw error
      }
    }
  return makers
}
