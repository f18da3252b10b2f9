import type { Channel, Mesh } from '#peer/ports/mesh.ts'
import { decode, encode, type WireSchema } from '#protocol/wire/codec.ts'
import { MAX_FRAME_BYTES } from '#protocol/wire/limits.ts'
import { WORK_PROTOCOL } from '#protocol/wire/protocols.ts'

/** What is sent in place of a message; undefined sends nothing. */
export type Twist<Message> = (said: Message) => Message | undefined

/**
 * A mesh on which what a peer says about work is not what it meant to say: its keys, signatures and
 * all other words are in order.
 */
export function twistWords<Message>(
  mesh: Mesh,
  schema: WireSchema<Message>,
  twist: Twist<Message>,
): Mesh {
  const twisted = (channel: Channel): Channel => ({
    remote: channel.remote,
    remoteAddress: channel.remoteAddress,
    path: channel.path,
    closed: channel.closed,
    onFrame: (handler) => channel.onFrame(handler),
    close: () => channel.close(),
    send: async (frame) => {
      const said = twist(decode(schema, frame, 'own message', MAX_FRAME_BYTES))
      if (said !== undefined) await channel.send(encode(schema, said))
    },
  })
  const ofWork = (protocol: string, channel: Channel) =>
    protocol === WORK_PROTOCOL ? twisted(channel) : channel
  return {
    self: mesh.self,
    publish: (topic, bytes) => mesh.publish(topic, bytes),
    subscribe: (topic, run) => mesh.subscribe(topic, run),
    open: async (peer, protocol, options) =>
      ofWork(protocol, await mesh.open(peer, protocol, options)),
    handle: (protocol, run) => mesh.handle(protocol, (channel) => run(ofWork(protocol, channel))),
    drop: (peer, why) => mesh.drop(peer, why),
    status: () => mesh.status(),
    onStatus: (run) => mesh.onStatus(run),
    stop: () => mesh.stop(),
  }
}
