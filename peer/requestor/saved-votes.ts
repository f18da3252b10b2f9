import { z } from 'zod'
import type { SavedRecords } from '#peer/saved-records.ts'
import type { Votes } from '#protocol/schedule/votes.ts'
import { leavesSchema } from '#protocol/trust/leaves.ts'
import { encode, peerIdSchema, weiSchema } from '#protocol/wire/codec.ts'

/** Half of what Chromium still keeps within its database: longer values become files. */
const LEAVES_A_PART = 384
const MAX_PART_BYTES = 2 ** 20

const partSchema = z.array(
  z.object({
    peer: peerIdSchema,
    party: z.string(),
    pricePerGigaGas: weiSchema.nullable(),
    leaves: leavesSchema(LEAVES_A_PART),
  }),
)

/** Votes as they are kept, in parts that are short enough for a database. */
export function* writeVotes(votes: readonly Votes[]): Iterable<Uint8Array> {
  let part: Votes[] = []
  let room = LEAVES_A_PART
  for (const { leaves, ...voter } of votes)
    for (let from = 0; from < leaves.length; ) {
      const taken = leaves.slice(from, Math.min(from + room, leaves.length))
      part.push({ ...voter, leaves: taken })
      from += taken.length
      room -= taken.length
      if (room > 0) continue
      yield encodePart(part)
      part = []
      room = LEAVES_A_PART
    }
  if (part.length > 0) yield encodePart(part)
}

/** Undefined where it is no part as this version writes it. */
export const readVotes = (saved: SavedRecords, part: Uint8Array): readonly Votes[] | undefined =>
  saved.read(partSchema, part, 'answers that nobody has confirmed', MAX_PART_BYTES)

const encodePart = (part: Votes[]): Uint8Array => encode(partSchema, part)
