import type { Clock } from '#peer/ports/clock.ts'
import { ChannelClosedError, FrameSizeError } from '#peer/ports/errors.ts'
import type { Channel, Mesh } from '#peer/ports/mesh.ts'
import { MAX_FRAME_BYTES } from '#protocol/wire/limits.ts'

/** What the longer wire holds before its sender has to wait, as it would on a real one. */
const WIRE_BYTES = 2 * MAX_FRAME_BYTES

/** Frames sent are on the way for `delayMs` more, in order; what comes in is not touched. */
class DelayedChannel implements Channel {
  readonly #channel: Channel
  readonly #clock: Clock
  readonly #delayMs: number
  #last: Promise<void> = Promise.resolve()
  #bytes = 0
  #isOver = false

  constructor(channel: Channel, clock: Clock, delayMs: number) {
    this.#channel = channel
    this.#clock = clock
    this.#delayMs = delayMs
    void channel.closed.then(() => {
      this.#isOver = true
    })
  }

  get remote() {
    return this.#channel.remote
  }

  get remoteAddress() {
    return this.#channel.remoteAddress
  }

  get path() {
    return this.#channel.path
  }

  get closed() {
    return this.#channel.closed
  }

  async send(frame: Uint8Array): Promise<void> {
    if (frame.byteLength < 1 || frame.byteLength > MAX_FRAME_BYTES)
      throw new FrameSizeError(frame.byteLength, MAX_FRAME_BYTES)
    if (this.#isOver) throw new ChannelClosedError('it is closed')
    const bytes = frame.slice()
    const isDue = new Promise<void>((resolve) => this.#clock.after(this.#delayMs, resolve))
    this.#bytes += bytes.byteLength
    const sent = this.#last.then(async () => {
      await isDue
      await this.#channel.send(bytes)
      this.#bytes -= bytes.byteLength
    })
    // Who has sent it is no longer here to hear of it; `closed` tells.
    this.#last = sent.catch(() => undefined)
    if (this.#bytes > WIRE_BYTES) await sent
  }

  onFrame(handler: (frame: Uint8Array) => void | Promise<void>): void {
    this.#channel.onFrame(handler)
  }

  async close(): Promise<void> {
    this.#isOver = true
    await this.#last
    await this.#channel.close()
  }
}

/**
 * A mesh further away: every frame and every word of gossip it sends is on the way for `delayMs`
 * more, in order. Worn by both of two peers it adds twice that to their round trip.
 *
 * Back-pressure stays: a sender waits once more is on the way than a long wire would hold.
 *
 * @example
 * const far = delayMesh(mesh, { clock, delayMs: 50 })
 */
export function delayMesh(
  mesh: Mesh,
  { clock, delayMs }: { readonly clock: Clock; readonly delayMs: number },
): Mesh {
  const later = (channel: Channel) => new DelayedChannel(channel, clock, delayMs)
  return {
    self: mesh.self,
    publish: (topic, bytes) =>
      new Promise((resolve, reject) => {
        clock.after(delayMs, () => mesh.publish(topic, bytes).then(resolve, reject))
      }),
    subscribe: (topic, run) => mesh.subscribe(topic, run),
    open: async (...asked) => later(await mesh.open(...asked)),
    handle: (protocol, run) => mesh.handle(protocol, (channel) => run(later(channel))),
    drop: (peer, why) => mesh.drop(peer, why),
    status: () => mesh.status(),
    onStatus: (run) => mesh.onStatus(run),
    stop: () => mesh.stop(),
  }
}
