import type { Channel } from '#peer/ports/mesh.ts'
import { encode } from '#protocol/wire/codec.ts'
import { type ProviderMessage, providerMessageSchema } from '#protocol/wire/messages.ts'

/** All channels that are open to one requestor. What is said goes over the first. */
export class WorkChannels {
  readonly #channels: Channel[]
  readonly #onClosed: () => void

  /** @param onClosed called when the first is closed, by whoever it was. */
  constructor(channel: Channel, onClosed: () => void) {
    this.#channels = [channel]
    this.#onClosed = onClosed
    this.#watch(channel)
  }

  get first(): Channel {
    return this.#channels[0] as Channel
  }

  /**
   * Puts a direct channel first where that was a relayed one. What is on its way on the others
   * comes in all the same.
   * @returns false where nothing would be won by it.
   */
  prefer(channel: Channel): boolean {
    if (this.first.path === 'direct' || channel.path !== 'direct') return false
    this.#channels.unshift(channel)
    this.#watch(channel)
    return true
  }

  /** Never rejects. */
  async send(message: ProviderMessage, channel = this.first): Promise<void> {
    await channel
      .send(encode(providerMessageSchema, message))
      // A dead channel is told of by `onClosed`; the message has no other reader.
      .catch(() => {})
  }

  /** Closes them all. */
  async close(): Promise<void> {
    await Promise.allSettled(this.#channels.map((channel) => channel.close()))
  }

  #watch(channel: Channel): void {
    void channel.closed.then(() => {
      if (this.first === channel) this.#onClosed()
    })
  }
}
