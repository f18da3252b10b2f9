import { Listeners } from '#peer/listeners.ts'
import type { Clock } from '#peer/ports/clock.ts'
import type { Mesh, Unsubscribe } from '#peer/ports/mesh.ts'
import type { Signatures } from '#peer/ports/signatures.ts'
import { MalformedError } from '#protocol/errors.ts'
import type { PeerId } from '#protocol/ids.ts'
import { bucketAt, bucketsOf } from '#protocol/market/bucket.ts'
import { DEMAND_MAX_BYTES, type Demand, demandSchema } from '#protocol/market/demand.ts'
import { type Sealed, sealedSchema, unsealBy } from '#protocol/trust/seal.ts'
import { decode } from '#protocol/wire/codec.ts'

/** Demands looked at within a second, at most: each may cost a signature check, and anybody may cry. */
const LOOKS_A_SECOND = 32

interface Gossip {
  readonly bytes: Uint8Array
  readonly from: PeerId
  readonly bucket: string
  /** That of the bucket. */
  readonly depth: number
}

/**
 * The demands cried out in this tab's buckets: each is checked once, whoever in the tab listens.
 * What is malformed, or signed by somebody else, is passed over without a word: gossip has no one
 * sender to blame, and whoever passed it on may be honest.
 */
export class DemandHearing {
  readonly #clock: Clock
  readonly #signatures: Signatures
  readonly #listeners = new Listeners<[demand: Demand, depth: number | undefined]>()
  readonly #unsubscribe: readonly Unsubscribe[]
  #second = 0
  #looks = 0

  constructor(options: {
    readonly mesh: Mesh
    readonly clock: Clock
    readonly signatures: Signatures
  }) {
    const { mesh, clock, signatures } = options
    this.#clock = clock
    this.#signatures = signatures
    this.#unsubscribe = bucketsOf(mesh.self).map((bucket, depth) =>
      mesh.subscribe(bucket, (bytes, from) => void this.#hear({ bytes, from, bucket, depth })),
    )
  }

  /**
   * @param run hears a demand and the depth of the bucket it was cried in; no depth where that is
   * none of its requestor's own.
   */
  listen(run: (demand: Demand, depth: number | undefined) => void): Unsubscribe {
    return this.#listeners.add(run)
  }

  stop(): void {
    for (const unsubscribe of this.#unsubscribe) unsubscribe()
  }

  async #hear({ bytes, from, bucket, depth }: Gossip): Promise<void> {
    const second = Math.floor(this.#clock.now() / 1_000)
    if (second !== this.#second) this.#looks = 0
    this.#second = second
    if (this.#looks >= LOOKS_A_SECOND) return
    this.#looks += 1
    try {
      const sealed = decode(sealedSchema, bytes, 'demand', DEMAND_MAX_BYTES)
      const demand = decode(demandSchema, sealed.body, 'demand', DEMAND_MAX_BYTES)
      // The mesh knows who says something; what somebody else passes on has to speak for itself.
      if (demand.requestor !== from) await this.#checkSeal(sealed)
      const isOwn = bucketAt(demand.requestor, depth) === bucket
      this.#listeners.tell(demand, isOwn ? depth : undefined)
    } catch (error) {
      if (!(error instanceof MalformedError)) throw error
    }
  }

  /** @throws {MalformedError} when the requestor that a demand names has not signed it. */
  async #checkSeal(sealed: Sealed): Promise<void> {
    const { verify } = this.#signatures
    await unsealBy('demand', demandSchema, sealed, ({ requestor }) => requestor, verify)
  }
}
