import type { Clock } from '#peer/ports/clock.ts'
import type { Channel, Mesh } from '#peer/ports/mesh.ts'

/**
 * A mesh whose every message leaves `oneWayMs` late, in order. Delay both peers of a pair to delay
 * both directions.
 */
export function delayMesh(mesh: Mesh, options: { oneWayMs: number; clock: Clock }): Mesh {
  const { oneWayMs, clock } = options
  const wait = () => new Promise<void>((resolve) => clock.after(oneWayMs, resolve))
  const delay = (channel: Channel): Channel => ({
    remote: channel.remote,
    remoteAddress: channel.remoteAddress,
    path: channel.path,
    closed: channel.closed,
    send: async (frame) => {
      const copy = frame.slice()
      await wait()
      await channel.send(copy)
    },
    onFrame: (handler) => channel.onFrame(handler),
    close: async () => {
      await wait()
      await channel.close()
    },
  })
  return {
    self: mesh.self,
    publish: async (topic, bytes) => {
      await wait()
      await mesh.publish(topic, bytes)
    },
    subscribe: (topic, run) => mesh.subscribe(topic, run),
    open: async (peer, protocol, how) => {
      await wait()
      return delay(await mesh.open(peer, protocol, how))
    },
    handle: (protocol, run) => mesh.handle(protocol, (channel) => run(delay(channel))),
    drop: (peer, why) => mesh.drop(peer, why),
    status: () => mesh.status(),
    onStatus: (run) => mesh.onStatus(run),
    stop: () => mesh.stop(),
  }
}
