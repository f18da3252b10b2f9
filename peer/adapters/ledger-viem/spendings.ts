import { z } from 'zod'
import type { SpentOn, TransactionHash } from '#peer/ports/ledger.ts'
import type { Store } from '#peer/ports/store.ts'
import { MalformedError } from '#protocol/errors.ts'
import { shareOut } from '#protocol/payment/share-out.ts'
import { decode, encode, weiSchema } from '#protocol/wire/codec.ts'

const MAX_SAVED_BYTES = 256

const spentSchema = z.object({
  /** Of the chain's coin, its share of the transaction. */
  wei: weiSchema,
})

/** The part of a receipt that says what its transaction cost, whatever it came to. */
export interface Charged {
  readonly transactionHash: TransactionHash
  readonly gasUsed: bigint
  readonly effectiveGasPrice: bigint
}

/** What mined transactions cost, on disk by what they were for. */
export class Spendings {
  readonly #store: Store
  readonly #chainId: string

  constructor(store: Store, chainId: number) {
    this.#store = store
    this.#chainId = `${chainId}`
  }

  /** Each has an equal share of it. The same transaction counts once, however often it is noted. */
  async note(purposes: readonly SpentOn[], receipt: Charged): Promise<void> {
    const { transactionHash, gasUsed, effectiveGasPrice } = receipt
    const shares = shareOut(
      gasUsed * effectiveGasPrice,
      purposes.map(() => 1n),
    )
    await this.#store.saveAll(
      purposes.map((on, at) => [
        [...this.#keyOf(on), transactionHash],
        encode(spentSchema, { wei: shares[at] ?? 0n }),
      ]),
    )
  }

  /** Wei of the chain's coin that were spent on it so far. */
  async on(purpose: SpentOn): Promise<bigint> {
    let sum = 0n
    for (const [, bytes] of await this.#store.loadRange(this.#keyOf(purpose))) sum += read(bytes)
    return sum
  }

  #keyOf(purpose: SpentOn): readonly string[] {
    return ['spent', this.#chainId, ...purpose]
  }
}

function read(bytes: Uint8Array): bigint {
  try {
    return decode(spentSchema, bytes, 'what a transaction cost', MAX_SAVED_BYTES).wei
  } catch (error) {
    // What cannot be read is not counted: nothing is paid by these sums.
    if (error instanceof MalformedError) return 0n
    throw error
  }
}
