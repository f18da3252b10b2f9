import { z } from 'zod'
import { asPeerId } from '#protocol/ids.ts'

export const peerIdSchema = z.string().transform(asPeerId)
export const bytesSchema = z.instanceof(Uint8Array)
export const statusSchema = z.object({
  relay: z.enum(['connecting', 'reserved', 'lost']),
  direct: z.int(),
  relayed: z.int(),
  carriesWork: z.boolean(),
})
/** A channel as the engine is told of it. `id` names it on this bridge. */
export const channelSchema = z.object({
  id: z.int(),
  remote: peerIdSchema,
  remoteAddress: z.string().optional(),
  path: z.enum(['direct', 'relayed']),
})
export const helloSchema = z.object({ self: peerIdSchema, status: statusSchema })
export const incomingSchema = z.object({ protocol: z.string(), channel: channelSchema })
export const topicSchema = z.object({ topic: z.string() })
export const protocolSchema = z.object({ protocol: z.string() })
export const channelIdSchema = z.object({ id: z.int() })
export const frameSchema = z.object({ id: z.int(), bytes: bytesSchema })
export const gossipSchema = z.object({ topic: z.string(), bytes: bytesSchema, from: peerIdSchema })
export const openSchema = z.object({
  peer: peerIdSchema,
  protocol: z.string(),
  path: z.enum(['direct', 'relayed', 'any']),
})
