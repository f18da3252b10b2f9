import { type Transaction, type TransactionReceipt, TransactionReceiptNotFoundError } from 'viem'
import type { TransactionHash } from '#peer/ports/ledger.ts'
import { type Address, asAddress } from '#protocol/ids.ts'
import type { ChainClient } from './chain-client.ts'

/** How many blocks are looked through for what took a transaction's place. */
const LOOK_BACK_BLOCKS = 64n

/** What became of a transaction, for good: as deep as the chain's configuration asks for. */
export type Fate =
  | { readonly kind: 'mined'; readonly receipt: TransactionReceipt }
  /** Its number was used by another; undefined where that is so long ago that nobody can say by which. */
  | { readonly kind: 'replaced'; readonly by: Transaction | undefined }

/** Transactions of one sender with one number: at most one of them is ever mined. */
export interface Numbered {
  readonly hashes: readonly TransactionHash[]
  readonly sender: Address
  /** Undefined where the chain has not shown it yet: then nothing can be known to take its place. */
  readonly nonce: number | undefined
  readonly confirmations: number
}

/**
 * What became of a transaction; undefined while it may still go either way. What is not
 * `confirmations` blocks deep, its own counted, goes either way: a reorganisation takes it back.
 *
 * viem's `waitForTransactionReceipt` takes a transaction that was replaced for one that was mined, and
 * misses a replacement it has not seen the original of.
 */
export async function judgeTransaction(
  client: ChainClient,
  { hashes, sender, nonce, confirmations }: Numbered,
): Promise<Fate | undefined> {
  const height = await client.getBlockNumber()
  const above = BigInt(confirmations - 1)
  const deep = height > above ? height - above : 0n
  const receipt = await findReceipt(client, hashes)
  if (receipt !== undefined)
    return receipt.blockNumber <= deep ? { kind: 'mined', receipt } : undefined
  if (nonce === undefined) return undefined
  const isUsedAt = async (blockNumber: bigint) =>
    (await client.getTransactionCount({ address: sender, blockNumber })) > nonce
  if (!(await isUsedAt(deep))) return undefined
  const oldest = deep > LOOK_BACK_BLOCKS ? deep - LOOK_BACK_BLOCKS : 0n
  const by = await findTaker(client, { sender, nonce, from: deep, to: oldest })
  if (by !== undefined) {
    // A node that is behind another has its block and not yet its receipt.
    return hashes.includes(by.hash) ? undefined : { kind: 'replaced', by }
  }
  return oldest > 0n && (await isUsedAt(oldest)) ? { kind: 'replaced', by } : undefined
}

async function findReceipt(
  client: ChainClient,
  hashes: readonly TransactionHash[],
): Promise<TransactionReceipt | undefined> {
  const found = await Promise.all(
    hashes.map(async (hash) => {
      try {
        return await client.getTransactionReceipt({ hash })
      } catch (error) {
        if (error instanceof TransactionReceiptNotFoundError) return undefined
        throw error
      }
    }),
  )
  return found.find((receipt) => receipt !== undefined)
}

/** The mined transaction with this number, in the blocks down to `to`. */
async function findTaker(
  client: ChainClient,
  {
    sender,
    nonce,
    from,
    to,
  }: {
    readonly sender: Address
    readonly nonce: number
    readonly from: bigint
    readonly to: bigint
  },
): Promise<Transaction | undefined> {
  for (let blockNumber = from; blockNumber >= to; blockNumber -= 1n) {
    const { transactions } = await client.getBlock({ blockNumber, includeTransactions: true })
    const taker = transactions.find((one) => asAddress(one.from) === sender && one.nonce === nonce)
    if (taker !== undefined) return taker
  }
  return undefined
}
