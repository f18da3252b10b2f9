import { z } from 'zod'
import type { TransactionHash } from '#peer/ports/ledger.ts'
import type { Store } from '#peer/ports/store.ts'
import { MalformedError } from '#protocol/errors.ts'
import type { Address } from '#protocol/ids.ts'
import {
  addressSchema,
  countSchema,
  decode,
  encode,
  jobIdSchema,
  weiSchema,
} from '#protocol/wire/codec.ts'

/** Far above what a chain takes as one transaction. */
const MAX_SAVED_BYTES = 2 ** 20
const NONCE_DIGITS = 10

const hexSchema = z.custom<`0x${string}`>(
  (value) => typeof value === 'string' && /^0x[0-9a-f]*$/.test(value),
)

const spentOnSchema = z.union([
  z.tuple([z.literal('voucher'), jobIdSchema, addressSchema]),
  z.tuple([z.literal('credit'), addressSchema]),
])

const outgoingSchema = z.object({
  nonce: countSchema,
  to: addressSchema,
  data: hexSchema,
  /** Wei of the chain's coin. */
  value: weiSchema,
  /** Whether that is all its sender had beside the chain gas. */
  isRest: z.boolean(),
  gas: weiSchema,
  maxFeePerGas: weiSchema,
  maxPriorityFeePerGas: weiSchema,
  /** One for each price it was offered at, the latest last: any of them may be mined. */
  hashes: z.array(hexSchema).min(1),
  /** What its chain gas is spent on; on its sender's own business where it is left out. */
  on: z.array(spentOnSchema).optional(),
  /** The chain's height when it was last offered. */
  offeredAt: z.int().nonnegative(),
})

/** A transaction of a key of ours that the chain may still take in: what it is for is its `data`. */
export type Outgoing = z.output<typeof outgoingSchema>

/** What is asked of the chain. */
export interface Call extends Pick<Outgoing, 'to' | 'data' | 'on'> {
  /** In wei of the chain's coin; `rest` for all there is beside the chain gas. */
  readonly value: bigint | 'rest'
}

/** Whether what is under way is what is asked for: then nothing more is sent. */
export const isOf = ({ to, data, value }: Call, outgoing: Outgoing): boolean =>
  outgoing.to === to &&
  outgoing.data === data &&
  (value === 'rest' ? outgoing.isRest : outgoing.value === value)

export const latestHash = ({ hashes }: Outgoing): TransactionHash => hashes.at(-1) ?? '0x'

/** Transactions of our own keys, on disk before they are sent and until nothing can change them. */
export class Outbox {
  readonly #store: Store
  readonly #chainId: string

  constructor(store: Store, chainId: number) {
    this.#store = store
    this.#chainId = `${chainId}`
  }

  /** What a key has under way, by nonce. */
  async of(sender: Address): Promise<readonly Outgoing[]> {
    const kept = await this.#store.loadRange(['outgoing', this.#chainId, sender])
    return kept.flatMap(([, bytes]) => {
      try {
        return [decode(outgoingSchema, bytes, 'a transaction on its way', MAX_SAVED_BYTES)]
      } catch (error) {
        // What cannot be read counts as not there: the escrow says what came of it.
        if (error instanceof MalformedError) return []
        throw error
      }
    })
  }

  keep(sender: Address, outgoing: Outgoing): Promise<void> {
    return this.#store.save(this.#keyOf(sender, outgoing.nonce), encode(outgoingSchema, outgoing))
  }

  forget(sender: Address, { nonce }: Outgoing): Promise<void> {
    return this.#store.remove(this.#keyOf(sender, nonce))
  }

  #keyOf(sender: Address, nonce: number) {
    const place = `${nonce}`.padStart(NONCE_DIGITS, '0')
    return ['outgoing', this.#chainId, sender, place]
  }
}
