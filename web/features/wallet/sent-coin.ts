import { z } from 'zod'
import type { TransactionHash } from '#peer/ports/ledger.ts'
import type { Address } from '#protocol/ids.ts'
import { addressSchema } from '#protocol/wire/codec.ts'

const NAME = 'loam-coin-sent'
/** After this long a chain has taken it in, or never will. */
const KEPT_MS = 3_600_000

/** Whose coin, and on which chain. */
interface Sender {
  readonly sender: Address
  readonly chainId: number
}

const sentCoinSchema = z.object({
  sender: addressSchema,
  chainId: z.int(),
  transaction: z.custom<TransactionHash>(
    (value) => typeof value === 'string' && /^0x[0-9a-f]{64}$/.test(value),
  ),
  /** Unix milliseconds. */
  at: z.int(),
})

/** Keeps the coin that a wallet sent the guest wallet, so that a page that reloads asks for no more. */
export function keepSentCoin(from: Sender, transaction: TransactionHash): void {
  // What is followed again is no younger for it.
  if (findSentCoin(from) === transaction) return
  localStorage.setItem(NAME, JSON.stringify({ ...from, transaction, at: Date.now() }))
}

/** It was seen what became of it. */
export const forgetSentCoin = (): void => localStorage.removeItem(NAME)

/** Coin of this wallet's that may still be on its way. */
export function findSentCoin({ sender, chainId }: Sender): TransactionHash | undefined {
  try {
    const kept = sentCoinSchema.parse(JSON.parse(localStorage.getItem(NAME) ?? ''))
    const isIt = kept.sender === sender && kept.chainId === chainId
    return isIt && Date.now() - kept.at < KEPT_MS ? kept.transaction : undefined
  } catch {
    return undefined
  }
}
