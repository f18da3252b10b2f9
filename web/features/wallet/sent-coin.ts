import { z } from 'zod'
import type { TransactionHash } from '#peer/ports/ledger.ts'

const NAME = 'loam-coin-sent'
/** After this long a chain has taken it in, or never will. */
const KEPT_MS = 3_600_000

const sentCoinSchema = z.object({
  transaction: z.custom<TransactionHash>(
    (value) => typeof value === 'string' && /^0x[0-9a-f]{64}$/.test(value),
  ),
  /** Unix milliseconds. */
  at: z.int(),
})

/** Keeps the coin that a wallet sent the guest wallet, so that a page that reloads asks for no more. */
export const keepSentCoin = (transaction: TransactionHash): void =>
  localStorage.setItem(NAME, JSON.stringify({ transaction, at: Date.now() }))

/** It was seen what became of it. */
export const forgetSentCoin = (): void => localStorage.removeItem(NAME)

/** Coin that may still be on its way. */
export function findSentCoin(): TransactionHash | undefined {
  try {
    const { transaction, at } = sentCoinSchema.parse(JSON.parse(localStorage.getItem(NAME) ?? ''))
    return Date.now() - at < KEPT_MS ? transaction : undefined
  } catch {
    return undefined
  }
}
