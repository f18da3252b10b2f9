import {
  type Transaction,
  TransactionNotFoundError,
  type TransactionReceipt,
  TransactionReceiptNotFoundError,
} from 'viem'
import type { TransactionHash } from '#peer/ports/ledger.ts'
import { type Address, asAddress } from '#protocol/ids.ts'
import type { ChainClient } from './chain-client.ts'
import { StoppedWaiting } from './wallet-answer.ts'

/** How many blocks are looked through for what took a transaction's place. */
const LOOK_BACK_BLOCKS = 64n

/** What became of a transaction. */
export type Fate =
  | { readonly kind: 'mined'; readonly receipt: TransactionReceipt }
  /** Its number was used by another: `same` does the same thing, as after a wallet's “speed up”. */
  | { readonly kind: 'replaced'; readonly same: TransactionHash | undefined }

/** A transaction's number among its sender's, and what it does where that was seen. */
type Sent = Pick<Transaction, 'nonce'> & Partial<Pick<Transaction, 'to' | 'value' | 'input'>>

/**
 * Waits until a transaction is mined, `confirmations` blocks deep, or can never be: however long that
 * takes, and whether or not the chain answers in between. viem's own wait takes a transaction that
 * was replaced for one that was mined, and misses a replacement it has not seen the original of.
 *
 * @throws {StoppedWaiting} once `signal` aborts.
 */
export async function followTransaction(
  client: ChainClient,
  hash: TransactionHash,
  options: {
    readonly sender: Address
    readonly confirmations: number
    readonly signal: AbortSignal
    /** Its number among its sender's, where that was seen before. */
    readonly nonce?: number | undefined
    /** Told of that number once the chain has shown it. */
    readonly onSeen?: (nonce: number) => void
  },
): Promise<Fate> {
  const { sender, confirmations, signal, nonce, onSeen } = options
  let sent: Sent | undefined = nonce === undefined ? undefined : { nonce }
  for (;;) {
    if (signal.aborted) throw new StoppedWaiting()
    try {
      const receipt = await findReceipt(client, hash)
      if (receipt !== undefined) {
        if (await isDeep(client, receipt, confirmations)) return { kind: 'mined', receipt }
      } else {
        const seen = await findTransaction(client, hash)
        if (seen !== undefined && sent?.nonce !== seen.nonce) onSeen?.(seen.nonce)
        sent = seen ?? sent
        if (sent !== undefined && (await isNumberUsed(client, sender, sent))) {
          const taker = await findTaker(client, sender, sent)
          // A node that is behind another knows neither: then nothing is certain yet.
          if (taker !== undefined && taker.hash !== hash)
            return { kind: 'replaced', same: isSame(taker, sent) ? taker.hash : undefined }
        }
      }
    } catch {
      // A chain that does not answer says nothing about the transaction: it is asked again.
    }
    await pause(client.pollingInterval, signal)
  }
}

const findReceipt = (client: ChainClient, hash: TransactionHash) =>
  orUndefined(client.getTransactionReceipt({ hash }), TransactionReceiptNotFoundError)

const findTransaction = (client: ChainClient, hash: TransactionHash) =>
  orUndefined(client.getTransaction({ hash }), TransactionNotFoundError)

async function isDeep(
  client: ChainClient,
  receipt: TransactionReceipt,
  confirmations: number,
): Promise<boolean> {
  if (confirmations <= 1) return true
  const height = await client.getBlockNumber()
  return height - receipt.blockNumber + 1n >= BigInt(confirmations)
}

async function isNumberUsed(client: ChainClient, sender: Address, sent: Sent): Promise<boolean> {
  const used = await client.getTransactionCount({ address: sender, blockTag: 'latest' })
  return used > sent.nonce
}

/** The mined transaction with its number, if one of the last blocks has it. */
async function findTaker(
  client: ChainClient,
  sender: Address,
  { nonce }: Sent,
): Promise<Transaction | undefined> {
  const height = await client.getBlockNumber()
  const oldest = height > LOOK_BACK_BLOCKS ? height - LOOK_BACK_BLOCKS : 0n
  for (let blockNumber = height; blockNumber >= oldest; blockNumber -= 1n) {
    const { transactions } = await client.getBlock({ blockNumber, includeTransactions: true })
    const taker = transactions.find((one) => asAddress(one.from) === sender && one.nonce === nonce)
    if (taker !== undefined) return taker
  }
  return undefined
}

const isSame = (taker: Transaction, sent: Sent) =>
  taker.to === sent.to && taker.value === sent.value && taker.input === sent.input

async function orUndefined<T>(
  found: Promise<T>,
  missing: new (...args: never[]) => Error,
): Promise<T | undefined> {
  try {
    return await found
  } catch (error) {
    if (error instanceof missing) return undefined
    throw error
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const finish = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', finish)
      resolve()
    }
    const timer = setTimeout(finish, ms)
    signal.addEventListener('abort', finish)
  })
}
