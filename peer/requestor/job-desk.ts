import { bytesToHex } from '@noble/hashes/utils.js'
import type { JobView, PeerView, VerifiedResult } from '#peer/peer.ts'
import type { Clock } from '#peer/ports/clock.ts'
import type { Unsubscribe } from '#peer/ports/mesh.ts'
import type { Siblings } from '#peer/ports/siblings.ts'
import { sleep } from '#peer/time-limit.ts'
import { type JobOrder, type SiblingMessage, siblingMessageSchema } from './job-orders.ts'
import type { Requestor } from './requestor.ts'

/** How long a peer waits at most to learn what is run elsewhere before it shows nothing. */
const HELLO_MS = 1_000

export interface JobDeskOptions {
  readonly siblings: Siblings
  readonly clock: Clock
  /** Makes the one that runs the jobs, when this peer comes to lead. */
  readonly createRequestor: (onVerified: (results: readonly VerifiedResult[]) => void) => Requestor
  readonly onChange: () => void
  readonly onVerified: (results: readonly VerifiedResult[]) => void
}

interface PendingOrder {
  readonly order: JobOrder
  readonly done: PromiseWithResolvers<void>
}

/**
 * The jobs of a store that several peers share: run by the one that leads, shown by all. Orders
 * reach whoever leads, also when that changes on the way, and are safe to repeat.
 */
export class JobDesk {
  readonly #options: JobDeskOptions
  readonly #unsubscribe: Unsubscribe
  readonly #pending = new Map<string, PendingOrder>()
  readonly #heard = Promise.withResolvers<void>()
  /** Undefined while another peer leads. */
  #requestor: Requestor | undefined
  /** What the leader last showed. */
  #shown: readonly JobView[] = []
  /** Somebody looks on: only then it is worth telling. */
  #isWatched = false
  #isStopped = false

  constructor(options: JobDeskOptions) {
    this.#options = options
    this.#unsubscribe = options.siblings.onTold((raw) => {
      const { data: message } = siblingMessageSchema.safeParse(raw)
      if (message !== undefined) this.#hear(message)
    })
  }

  /** Where this store's jobs run. */
  get place(): PeerView['jobsRun'] {
    return this.#requestor === undefined ? 'elsewhere' : 'here'
  }

  /** Jobs on disk that cannot be read; none where another peer runs them. */
  get unread(): number {
    return this.#requestor?.unread ?? 0
  }

  views(): readonly JobView[] {
    return this.#requestor?.views() ?? this.#shown
  }

  /** Takes the jobs up, or learns what another peer shows of them and waits to take them over. */
  async open(): Promise<void> {
    const { siblings, clock } = this.#options
    this.#tell({ type: 'hello' })
    const led = siblings.lead().then(() => this.#takeOver())
    await Promise.race([led, this.#heard.promise, sleep(clock, HELLO_MS)])
  }

  /** Has an order carried out, here or by whoever leads. */
  order(order: JobOrder): Promise<void> {
    if (this.#requestor !== undefined) return obey(this.#requestor, order)
    const id = bytesToHex(this.#options.clock.randomBytes(8))
    const pending = { order, done: Promise.withResolvers<void>() }
    this.#pending.set(id, pending)
    this.#tell({ type: 'order', id, order })
    return pending.done.promise
  }

  /** Shows the others how the jobs stand. */
  share(): void {
    if (this.#requestor !== undefined && this.#isWatched)
      this.#tell({ type: 'views', views: this.#requestor.views() })
  }

  async stop(): Promise<void> {
    this.#isStopped = true
    this.#unsubscribe()
    await this.#requestor?.stop()
    // Only now: whoever leads next must find everything on disk.
    this.#options.siblings.leave()
  }

  async #takeOver(): Promise<void> {
    if (this.#isStopped) return
    const requestor = this.#options.createRequestor((results) => this.#announce(results))
    await requestor.takeUp()
    if (this.#isStopped) return await requestor.stop()
    this.#requestor = requestor
    this.#tell({ type: 'leading' })
    for (const [id, { order, done }] of this.#pending) {
      this.#pending.delete(id)
      obey(requestor, order).then(done.resolve, done.reject)
    }
    this.#options.onChange()
  }

  #hear(message: SiblingMessage): void {
    switch (message.type) {
      case 'hello':
        this.#isWatched = true
        this.share()
        break
      case 'leading':
        this.#tell({ type: 'hello' })
        for (const [id, { order }] of this.#pending) this.#tell({ type: 'order', id, order })
        break
      case 'views':
        if (this.#requestor !== undefined) break
        this.#shown = message.views
        this.#heard.resolve()
        this.#options.onChange()
        break
      case 'verified':
        this.#options.onVerified(message.results)
        break
      case 'order':
        if (this.#requestor !== undefined)
          void this.#carryOut(this.#requestor, message.id, message.order)
        break
      case 'done':
        this.#close(message.id, message.failure)
        break
    }
  }

  async #carryOut(requestor: Requestor, id: string, order: JobOrder): Promise<void> {
    const failure = await obey(requestor, order).then(() => undefined, String)
    this.#tell({ type: 'done', id, ...(failure !== undefined && { failure }) })
  }

  #close(id: string, failure: string | undefined): void {
    const pending = this.#pending.get(id)
    this.#pending.delete(id)
    if (failure === undefined) pending?.done.resolve()
    else pending?.done.reject(new Error(failure))
  }

  #announce(results: readonly VerifiedResult[]): void {
    this.#options.onVerified(results)
    if (this.#isWatched) this.#tell({ type: 'verified', results })
  }

  #tell(message: SiblingMessage): void {
    this.#options.siblings.tell(message)
  }
}

async function obey(requestor: Requestor, order: JobOrder): Promise<void> {
  const { jobId } = order
  switch (order.kind) {
    case 'adopt':
      return requestor.adopt(jobId)
    case 'pause':
      return requestor.pause(jobId)
    case 'resume':
      return requestor.resume(jobId)
    case 'liftShare':
      return requestor.liftShare(jobId)
    case 'cancel':
      return requestor.cancel(jobId)
    case 'prioritise':
      return requestor.prioritise(jobId, order.priority)
    case 'review':
      return requestor.review(jobId, order.deadline)
    case 'forget':
      return requestor.forget(jobId)
    case 'writeEvidence':
      return requestor.writeEvidence(jobId)
  }
}
