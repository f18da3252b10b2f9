import type { Address, JobId, PeerId } from '#protocol/ids.ts'
import {
  addLink,
  CHAIN_START,
  type ChainHead,
  followChain,
  type Link,
  readLink,
} from '#protocol/market/agreement-chain.ts'
import type { CarriedRecord } from '#protocol/trust/record.ts'
import { peerIdOfSeed, type Sealed, seal } from '#protocol/trust/seal.ts'
import { type Testimonial, testimonialSchema } from '#protocol/trust/testimonial.ts'
import { jobAt } from './market.ts'

/** What somebody said of an agreement, where it is not the usual. */
export interface SaidOfIt {
  readonly requestorSeed?: Uint8Array
  readonly signedBy?: Uint8Array
  readonly part?: Partial<Testimonial>
}

/** A worker key's chain in the making, with what was said of each agreement. */
export class ChainMaker {
  readonly self: PeerId
  readonly #seed: Uint8Array
  readonly #entries: Array<CarriedRecord['agreements'][number]> = []
  readonly #heads: ChainHead[] = [CHAIN_START]

  constructor(seed: Uint8Array) {
    this.#seed = seed
    this.self = peerIdOfSeed(seed)
  }

  get head(): ChainHead {
    return this.#heads.at(-1) as ChainHead
  }

  /** Signs one more; `said` is null where its requestor says nothing. */
  sign(said: SaidOfIt | null = {}): Link {
    const at = this.#entries.length
    const agreement: Sealed = { body: agreementBytes(this.self, at), signature: new Uint8Array(64) }
    const { link, head } = addLink(this.head, agreement, this.self, this.#seed)
    const place = readLink({ agreement, link }, this.self)
    this.#heads.push(head)
    this.#entries.push({
      agreement: place.agreement,
      testimonial: said === null ? null : testify(place, said),
    })
    return place
  }

  /** What is shown of all before the newest. */
  show(first = 0): CarriedRecord {
    const { previous } = this.#heads[first] as ChainHead
    return { first, previous, agreements: this.#entries.slice(first, -1) }
  }
}

/** Stands for an agreement: a record names it by its hash alone. */
const agreementBytes = (provider: PeerId, at: number) =>
  new TextEncoder().encode(`agreement ${at} of ${provider}`)

const REQUESTOR_SEED = new Uint8Array(32).fill(200)

/** What a requestor says of an agreement at this place. */
export function testify(
  place: Link,
  { requestorSeed = REQUESTOR_SEED, signedBy = requestorSeed, part }: SaidOfIt,
): Sealed {
  const { provider, number, agreement } = place
  const words: Testimonial = {
    ...{ provider, number, link: followChain(place, provider, agreement).previous },
    jobId: jobAt(1),
    requestor: peerIdOfSeed(requestorSeed),
    payee: null,
    right: 10,
    wrong: 0,
    owed: 0n,
    isLast: true,
    at: 1_000,
    endorsement: null,
    ...part,
  }
  return seal('testimonial', testimonialSchema, words, signedBy)
}

/** What is said of an agreement under a paid job, as its session key endorses. */
export const paidPart = (jobId: JobId, payee: Address, right: number, owed: bigint) => ({
  ...{ jobId, payee, right, owed },
  endorsement: `0x${'11'.repeat(65)}` as const,
})
