import { z } from 'zod'
import { type BridgePort, Endpoint, method, ownedBytes } from '#peer/adapters/bridge/endpoint.ts'
import {
  bytesSchema,
  channelIdSchema,
  frameSchema,
  openSchema,
  peerIdSchema,
  protocolSchema,
  topicSchema,
} from '#peer/adapters/bridge/mesh-messages.ts'
import { ChannelClosedError } from '#peer/ports/errors.ts'
import type { Channel, Mesh, Unsubscribe } from '#peer/ports/mesh.ts'

/**
 * Lends a mesh to the thread at the other end of `port` (see `connectMesh`).
 *
 * A frame is acknowledged to the network only once the other thread's handler is done with it, so
 * back-pressure reaches the far peer. `close` ends the loan and its channels, not the mesh.
 */
export function serveMesh(mesh: Mesh, port: BridgePort): { close(): Promise<void> } {
  const channels = new Map<number, Channel>()
  const subscriptions = new Map<string, Unsubscribe>()
  const handlers = new Map<string, Unsubscribe>()
  let lastId = 0

  const lend = (channel: Channel) => {
    const id = ++lastId
    channels.set(id, channel)
    void channel.closed.then(() => {
      channels.delete(id)
      endpoint.notify('closed', { id })
    })
    const { remote, remoteAddress, path } = channel
    return { id, remote, remoteAddress, path }
  }
  const replace = (table: Map<string, Unsubscribe>, name: string, stop?: Unsubscribe) => {
    table.get(name)?.()
    if (stop === undefined) table.delete(name)
    else table.set(name, stop)
  }

  const endpoint = new Endpoint(port, {
    hello: method(z.undefined(), () => ({ self: mesh.self, status: mesh.status() })),
    publish: method(topicSchema.extend({ bytes: bytesSchema }), ({ topic, bytes }) =>
      mesh.publish(topic, bytes),
    ),
    subscribe: method(topicSchema, ({ topic }) => {
      const stop = mesh.subscribe(topic, (bytes, from) =>
        endpoint.notify('gossip', { topic, bytes: bytes.slice(), from }),
      )
      replace(subscriptions, topic, stop)
    }),
    unsubscribe: method(topicSchema, ({ topic }) => replace(subscriptions, topic)),
    handle: method(protocolSchema, ({ protocol }) => {
      const stop = mesh.handle(protocol, (channel) =>
        endpoint.notify('incoming', { protocol, channel: lend(channel) }),
      )
      replace(handlers, protocol, stop)
    }),
    unhandle: method(protocolSchema, ({ protocol }) => replace(handlers, protocol)),
    open: method(openSchema, async ({ peer, protocol, path }, signal) => {
      const channel = await mesh.open(peer, protocol, { path, signal })
      if (signal.aborted) await channel.close()
      return lend(channel)
    }),
    send: method(frameSchema, ({ id, bytes }) => {
      const channel = channels.get(id)
      if (channel === undefined) throw new ChannelClosedError('it is gone')
      return channel.send(bytes)
    }),
    listen: method(channelIdSchema, ({ id }) =>
      channels.get(id)?.onFrame(async (frame) => {
        const { bytes, transfer } = ownedBytes(frame)
        await endpoint.call('frame', { id, bytes }, z.unknown(), { transfer })
      }),
    ),
    close: method(channelIdSchema, ({ id }) => channels.get(id)?.close()),
    drop: method(z.object({ peer: peerIdSchema, why: z.string() }), ({ peer, why }) =>
      mesh.drop(peer, why),
    ),
    stop: method(z.undefined(), () => mesh.stop()),
  })
  const stopStatus = mesh.onStatus((status) => endpoint.notify('status', status))

  return {
    close: async () => {
      stopStatus()
      for (const stop of [...subscriptions.values(), ...handlers.values()]) stop()
      await Promise.all([...channels.values()].map((channel) => channel.close()))
      endpoint.close()
    },
  }
}
