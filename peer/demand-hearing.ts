import { Listeners } from '#peer/listeners.ts'
import type { Clock } from '#peer/ports/clock.ts'
import type { Mesh, Unsubscribe } from '#peer/ports/mesh.ts'
import type { Signatures } from '#peer/ports/signatures.ts'
import { MalformedError } from '#protocol/errors.ts'
import { bucketAt, bucketsOf } from '#protocol/market/bucket.ts'
import { DEMAND_MAX_BYTES, type Demand, demandSchema } from '#protocol/market/demand.ts'
import { sealedSchema, unsealBy } from '#protocol/trust/seal.ts'
import { decode } from '#protocol/wire/codec.ts'

/** Demands looked at within a second, at most: each costs a signature check, and anybody may cry. */
const LOOKS_A_SECOND = 32

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
      mesh.subscribe(bucket, (bytes) => void this.#hear(bytes, bucket, depth)),
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

  async #hear(bytes: Uint8Array, bucket: string, depth: number): Promise<void> {
    const second = Math.floor(this.#clock.now() / 1_000)
    if (second !== this.#second) this.#looks = 0
    this.#second = second
    if (this.#looks >= LOOKS_A_SECOND) return
    this.#looks += 1
    try {
      const sealed = decode(sealedSchema, bytes, 'demand', DEMAND_MAX_BYTES)
      const { verify } = this.#signatures
      const signer = ({ requestor }: Demand) => requestor
      const demand = await unsealBy('demand', demandSchema, sealed, signer, verify)
      const isOwn = bucketAt(demand.requestor, depth) === bucket
      this.#listeners.tell(demand, isOwn ? depth : undefined)
    } catch (error) {
      if (!(error instanceof MalformedError)) throw error
    }
  }
}
