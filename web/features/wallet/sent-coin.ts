import { z } from 'zod'
import type { TransactionHash } from '#peer/ports/ledger.ts'
import type { Address } from '#protocol/ids.ts'

/** After this long a chain has taken it in, or never will. */
const KEPT_MS = 3_600_000

/** Whose coin, and on which chain. */
interface Sender {
  readonly sender: Address
  readonly chainId: number
}

const sentCoinSchema = z.object({
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
  localStorage.setItem(nameOf(from), JSON.stringify({ transaction, at: Date.now() }))
}

/** It was seen what became of it. */
export const forgetSentCoin = (from: Sender): void => localStorage.removeItem(nameOf(from))

/** Coin of this wallet's that may still be on its way; what is older than an hour is forgotten. */
export function findSentCoin(from: Sender): TransactionHash | undefined {
  try {
    const kept = sentCoinSchema.parse(JSON.parse(localStorage.getItem(nameOf(from)) ?? ''))
    if (Date.now() - kept.at < KEPT_MS) return kept.transaction
  } catch {
    // Somebody else's, or none.
  }
  forgetSentCoin(from)
  return undefined
}

const nameOf = ({ sender, chainId }: Sender) => `loam-coin-sent ${chainId} ${sender}`
