import { z } from 'zod'

const iceServer = z.object({
  urls: z.union([z.string(), z.array(z.string())]),
  username: z.string().optional(),
  credential: z.string().optional(),
})

/**
 * What an operator may set. Everything has a default that suits a relay on the open network which
 * forwards control talk only; `allowWork` raises the limits so that work may flow through as well.
 */
export const relayConfigSchema = z.strictObject({
  /** Multiaddrs to listen on; port 0 picks a free one. WebRTC-direct needs no certificate. */
  listen: z
    .array(z.string())
    .min(1)
    .default(['/ip4/0.0.0.0/tcp/9001/ws', '/ip4/0.0.0.0/udp/9001/webrtc-direct']),
  /** Multiaddrs told to others instead of the listening ones, as behind a proxy. */
  announce: z.array(z.string()).default([]),
  http: z
    .object({ host: z.string().default('0.0.0.0'), port: z.int().min(0).max(65_535).default(9080) })
    .prefault({}),
  /** Where key and WebRTC-direct certificate are kept: peer id and addresses survive a restart. */
  stateFolder: z.string().default('.loam/relay'),
  maxConnections: z.int().positive().default(1_000),
  maxReservations: z.int().positive().default(512),
  /** Per circuit; ignored when `allowWork` is set. */
  circuit: z
    .object({
      maxBytes: z.coerce
        .bigint()
        .positive()
        .default(1n << 20n),
      maxDurationMs: z.int().positive().default(120_000),
    })
    .prefault({}),
  /** Lets whole jobs flow through circuits, for peers that have no direct path. */
  allowWork: z.boolean().default(false),
  /** Handed to clients for their WebRTC. */
  iceServers: z.array(iceServer).default([]),
})

/** What a config file or a caller writes: every field may be left out. */
export type RelayConfigInput = z.input<typeof relayConfigSchema>
