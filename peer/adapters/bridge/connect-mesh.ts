import { z } from 'zod'
import { BorrowedChannels } from '#peer/adapters/bridge/borrowed-channels.ts'
import { type BridgePort, Endpoint, method } from '#peer/adapters/bridge/endpoint.ts'
import {
  channelIdSchema,
  channelSchema,
  frameSchema,
  gossipSchema,
  helloSchema,
  incomingSchema,
  statusSchema,
} from '#peer/adapters/bridge/mesh-messages.ts'
import { Listeners } from '#peer/listeners.ts'
import type { Channel, Mesh, MeshStatus } from '#peer/ports/mesh.ts'
import type { PeerId } from '#protocol/ids.ts'

/** Borrows the mesh that `serveMesh` lends at the other end of `port`. */
export async function connectMesh(port: BridgePort): Promise<Mesh> {
  const topics = new Map<string, Set<(bytes: Uint8Array, from: PeerId) => void>>()
  const handlers = new Map<string, (channel: Channel) => void>()
  const statusListeners = new Listeners<[status: MeshStatus]>()
  const channels = new BorrowedChannels()
  let status: MeshStatus | undefined

  const endpoint = new Endpoint(port, {
    gossip: method(gossipSchema, ({ topic, bytes, from }) => {
      for (const run of topics.get(topic) ?? []) run(bytes, from)
    }),
    status: method(statusSchema, (now) => {
      status = now
      statusListeners.tell(now)
    }),
    incoming: method(incomingSchema, ({ protocol, channel }) => {
      const handler = handlers.get(protocol)
      if (handler === undefined) endpoint.notify('close', { id: channel.id })
      else handler(channels.borrow(channel, endpoint))
    }),
    frame: method(frameSchema, ({ id, bytes }) => channels.receive(id, bytes)),
    closed: method(channelIdSchema, ({ id }) => channels.settle(id)),
  })
  const { self, status: first } = await endpoint.call('hello', undefined, helloSchema)

  return {
    self,
    publish: (topic, bytes) =>
      endpoint.call('publish', { topic, bytes: bytes.slice() }, z.boolean()),
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
    open: async (peer, protocol, { path, signal }) => {
      const asked = { peer, protocol, path }
      const opened = await endpoint.call('open', asked, channelSchema, { signal })
      return channels.borrow(opened, endpoint)
    },
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
      channels.settleAll()
      endpoint.close()
    },
  }
}
