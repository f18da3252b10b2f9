import { z } from 'zod'
import { BridgedChannel } from '#peer/adapters/bridge/bridged-channel.ts'
import { type BridgePort, Endpoint, method } from '#peer/adapters/bridge/endpoint.ts'
import {
  channelIdSchema,
  channelSchema,
  frameSchema,
  gossipSchema,
  peerIdSchema,
  statusSchema,
} from '#peer/adapters/bridge/mesh-messages.ts'
import { Listeners } from '#peer/listeners.ts'
import type { Channel, Mesh, MeshStatus } from '#peer/ports/mesh.ts'
import type { PeerId } from '#protocol/ids.ts'

/** Closed channels whose last frames may still be on their way from the other thread. */
const KEPT_CLOSED_CHANNELS = 256

/** Borrows the mesh that `serveMesh` lends at the other end of `port`. */
export async function connectMesh(port: BridgePort): Promise<Mesh> {
  const topics = new Map<string, Set<(bytes: Uint8Array, from: PeerId) => void>>()
  const handlers = new Map<string, (channel: Channel) => void>()
  const statusListeners = new Listeners<[status: MeshStatus]>()
  const channels = new Map<number, BridgedChannel>()
  const closedIds: number[] = []
  let status: MeshStatus | undefined

  const borrow = (facts: z.output<typeof channelSchema>): BridgedChannel => {
    const channel = channels.get(facts.id) ?? new BridgedChannel(facts, endpoint)
    channels.set(facts.id, channel)
    return channel
  }

  const endpoint = new Endpoint(port, {
    gossip: method(gossipSchema, ({ topic, bytes, from }) => {
      for (const run of topics.get(topic) ?? []) run(bytes, from)
    }),
    status: method(statusSchema, (now) => {
      status = now
      statusListeners.tell(now)
    }),
    incoming: method(
      z.object({ protocol: z.string(), channel: channelSchema }),
      ({ protocol, channel }) => {
        const handler = handlers.get(protocol)
        if (handler === undefined) endpoint.notify('close', { id: channel.id })
        else handler(borrow(channel))
      },
    ),
    frame: method(frameSchema, ({ id, bytes }) => channels.get(id)?.receive(bytes)),
    closed: method(channelIdSchema, ({ id }) => {
      channels.get(id)?.settle()
      closedIds.push(id)
      if (closedIds.length > KEPT_CLOSED_CHANNELS) channels.delete(closedIds.shift() ?? 0)
    }),
  })
  const hello = z.object({ self: peerIdSchema, status: statusSchema })
  const { self, status: first } = await endpoint.call('hello', undefined, hello)
  status ??= first

  return {
    self,
    publish: async (topic, bytes) => {
      await endpoint.call('publish', { topic, bytes: bytes.slice() }, z.unknown())
    },
    subscribe: (topic, run) => {
      const listener = (bytes: Uint8Array, from: PeerId) => run(bytes, from)
      const listeners = topics.get(topic) ?? new Set()
      if (listeners.size === 0) endpoint.notify('subscribe', { topic })
      topics.set(topic, listeners.add(listener))
      return () => {
        if (!listeners.delete(listener) || listeners.size > 0) return
        endpoint.notify('unsubscribe', { topic })
      }
    },
    open: async (peer, protocol, { path, signal }) =>
      borrow(await endpoint.call('open', { peer, protocol, path }, channelSchema, { signal })),
    handle: (protocol, run) => {
      handlers.set(protocol, run)
      endpoint.notify('handle', { protocol })
      return () => {
        if (handlers.get(protocol) !== run) return
        handlers.delete(protocol)
        endpoint.notify('unhandle', { protocol })
      }
    },
    drop: async (peer, why) => {
      await endpoint.call('drop', { peer, why }, z.unknown())
    },
    status: () => status ?? first,
    onStatus: (run) => statusListeners.add(run),
    stop: async () => {
      await endpoint.call('stop', undefined, z.unknown())
      for (const channel of channels.values()) channel.settle()
      endpoint.close()
    },
  }
}
