import { decodeFunctionData, erc20Abi, type Hex } from 'viem'
import { loamEscrowAbi } from '#contracts/generated/loam-escrow.ts'
import { createChainClient } from '#peer/adapters/ledger-viem/chain-client.ts'
import type { ChainInfo } from '#peer/ports/ledger.ts'
import { type Address, asAddress } from '#protocol/ids.ts'

/** One transaction, as it was mined. Wei are of chain coin. */
export interface ChainCall {
  /**
   * The function of escrow or token; `transfer of coin` where none was called, and `withdrawMany` where
   * `redeemMany` only brings what is owed to wallets.
   */
  readonly name: string
  readonly from: Address
  readonly gas: bigint
  readonly fee: bigint
  readonly value: bigint
}

/** How many blocks a chain has. */
export const heightOf = (chain: ChainInfo): Promise<bigint> =>
  createChainClient(chain).getBlockNumber()

/** Every transaction after a block, in order. @throws when one was refused. */
export async function readCalls(chain: ChainInfo, after: bigint): Promise<readonly ChainCall[]> {
  const client = createChainClient(chain)
  const height = await client.getBlockNumber()
  const calls: ChainCall[] = []
  for (let blockNumber = after + 1n; blockNumber <= height; blockNumber += 1n) {
    const { transactions } = await client.getBlock({ blockNumber, includeTransactions: true })
    for (const { hash, from, input, value } of transactions) {
      const receipt = await client.getTransactionReceipt({ hash })
      const name = nameOf(input)
      if (receipt.status !== 'success') throw new Error(`${name} was refused: ${hash}`)
      const fee = receipt.gasUsed * receipt.effectiveGasPrice
      calls.push({ name, from: asAddress(from), gas: receipt.gasUsed, fee, value })
    }
  }
  return calls
}

function nameOf(data: Hex): string {
  if (data === '0x') return 'transfer of coin'
  const call = decodeFunctionData({ abi: [...loamEscrowAbi, ...erc20Abi], data })
  const redeemsNothing = call.functionName === 'redeemMany' && call.args[0].length === 0
  return redeemsNothing ? 'withdrawMany' : call.functionName
}
