import { type Transaction, TransactionNotFoundError } from 'viem'
import type { TransactionHash } from '#peer/ports/ledger.ts'
import type { Address } from '#protocol/ids.ts'
import type { ChainClient } from './chain-client.ts'
import { type Fate, judgeTransaction } from './transaction-fate.ts'
import { StoppedWaiting } from './wallet-answer.ts'

/** The same, and whether what took its place does what it would have done, as a wallet's “speed up” does. */
export type Followed =
  | Extract<Fate, { kind: 'mined' }>
  | (Extract<Fate, { kind: 'replaced' }> & { readonly isSame: boolean })

/**
 * Waits until a transaction is mined, as deep as `confirmations` says, or can never be: however long
 * that takes, and whether or not the chain answers in between.
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
): Promise<Followed> {
  const { sender, confirmations, signal, onSeen } = options
  let { nonce } = options
  let sent: Transaction | undefined
  for (;;) {
    if (signal.aborted) throw new StoppedWaiting()
    try {
      sent ??= await findTransaction(client, hash)
      if (sent !== undefined && sent.nonce !== nonce) {
        nonce = sent.nonce
        onSeen?.(nonce)
      }
      const fate = await judgeTransaction(client, { hashes: [hash], sender, nonce, confirmations })
      if (fate?.kind === 'mined') return fate
      if (fate !== undefined) return { ...fate, isSame: isSame(fate.by, sent) }
    } catch {
      // A chain that does not answer says nothing about the transaction: it is asked again.
    }
    await pause(client.pollingInterval, signal)
  }
}

async function findTransaction(
  client: ChainClient,
  hash: TransactionHash,
): Promise<Transaction | undefined> {
  try {
    return await client.getTransaction({ hash })
  } catch (error) {
    if (error instanceof TransactionNotFoundError) return undefined
    throw error
  }
}

const isSame = (taker: Transaction | undefined, sent: Transaction | undefined) =>
  taker !== undefined &&
  sent !== undefined &&
  taker.to === sent.to &&
  taker.value === sent.value &&
  taker.input === sent.input

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
