import { z } from 'zod'
import type { Endpoint } from '#peer/adapters/bridge/endpoint.ts'
import type { channelSchema } from '#peer/adapters/bridge/mesh-messages.ts'
import type { Channel } from '#peer/ports/mesh.ts'
import type { PeerId } from '#protocol/ids.ts'

/** A channel that really lives in another thread. */
export class BridgedChannel implements Channel {
  readonly id: number
  readonly remote: PeerId
  readonly remoteAddress: string | undefined
  readonly path: 'direct' | 'relayed'
  readonly closed: Promise<void>
  readonly #endpoint: Endpoint
  readonly #settle = Promise.withResolvers<void>()
  #handler: ((frame: Uint8Array) => void | Promise<void>) | undefined

  constructor(facts: z.output<typeof channelSchema>, endpoint: Endpoint) {
    this.id = facts.id
    this.remote = facts.remote
    this.remoteAddress = facts.remoteAddress
    this.path = facts.path
    this.closed = this.#settle.promise
    this.#endpoint = endpoint
  }

  async send(frame: Uint8Array): Promise<void> {
    // The caller keeps its bytes, and a view must not drag its whole buffer across.
    const bytes = frame.slice()
    const transfer = [bytes.buffer]
    await this.#endpoint.call('send', { id: this.id, bytes }, z.unknown(), { transfer })
  }

  onFrame(handler: (frame: Uint8Array) => void | Promise<void>): void {
    this.#handler = handler
    this.#endpoint.notify('listen', { id: this.id })
  }

  async close(): Promise<void> {
    // Where the other thread is gone, the channel is as well.
    await this.#endpoint.call('close', { id: this.id }, z.unknown()).catch(() => undefined)
    this.settle()
  }

  /** Runs the consumer on a frame; its end is the acknowledgement. */
  async receive(frame: Uint8Array): Promise<void> {
    await this.#handler?.(frame)
  }

  settle(): void {
    this.#settle.resolve()
  }
}
