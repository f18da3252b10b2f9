import type { z } from 'zod'
import { BridgedChannel } from '#peer/adapters/bridge/bridged-channel.ts'
import type { Endpoint } from '#peer/adapters/bridge/endpoint.ts'
import type { channelSchema } from '#peer/adapters/bridge/mesh-messages.ts'

/** Closed channels that are still known: what crosses the bridge may be late for their end. */
const KEPT_CLOSED_CHANNELS = 256

/** The channels of a borrowed mesh, by the names they have on the bridge. */
export class BorrowedChannels {
  readonly #channels = new Map<number, BridgedChannel>()
  /** In the order they closed. Their last frames may be on the way, and so may their opening. */
  readonly #closed = new Set<number>()

  borrow(facts: z.output<typeof channelSchema>, endpoint: Endpoint): BridgedChannel {
    const channel = new BridgedChannel(facts, endpoint)
    this.#channels.set(facts.id, channel)
    if (this.#closed.has(facts.id)) channel.settle()
    return channel
  }

  /** Settles once the channel's consumer is done with the frame. */
  async receive(id: number, frame: Uint8Array): Promise<void> {
    await this.#channels.get(id)?.receive(frame)
  }

  /** The channel has closed at the other end of the bridge. */
  settle(id: number): void {
    this.#channels.get(id)?.settle()
    this.#closed.add(id)
    const [oldest] = this.#closed
    if (this.#closed.size <= KEPT_CLOSED_CHANNELS || oldest === undefined) return
    this.#closed.delete(oldest)
    this.#channels.delete(oldest)
  }

  settleAll(): void {
    for (const channel of this.#channels.values()) channel.settle()
  }
}
