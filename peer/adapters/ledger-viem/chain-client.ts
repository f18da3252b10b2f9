import { createPublicClient, defineChain, http } from 'viem'
import { LedgerError } from '#peer/ports/errors.ts'
import type { ChainInfo } from '#peer/ports/ledger.ts'

const REQUEST_TIMEOUT_MS = 15_000
const POLLING_INTERVAL_MS = 500

/** A way to fetch that is not the global one, such as a test's. */
export type Fetch = typeof globalThis.fetch

/** viem's description of a configured chain. */
export const toViemChain = (chain: ChainInfo) =>
  defineChain({
    id: chain.chainId,
    name: chain.name,
    nativeCurrency: { name: 'Coin', symbol: 'COIN', decimals: 18 },
    rpcUrls: { default: { http: [chain.rpcUrl] } },
  })

export const chainTransport = (chain: ChainInfo, fetch?: Fetch) =>
  http(chain.rpcUrl, { timeout: REQUEST_TIMEOUT_MS, ...(fetch && { fetchFn: fetch }) })

/** Reads from a chain over its RPC. */
export const createChainClient = (chain: ChainInfo, fetch?: Fetch) =>
  createPublicClient({
    chain: toViemChain(chain),
    transport: chainTransport(chain, fetch),
    pollingInterval: POLLING_INTERVAL_MS,
    cacheTime: 0,
  })

export type ChainClient = ReturnType<typeof createChainClient>

/** @throws {LedgerError} with code `wrongChain` when the RPC serves another chain. */
export async function requireChain(client: ChainClient, chain: ChainInfo): Promise<void> {
  const chainId = await client.getChainId()
  if (chainId === chain.chainId) return
  throw new LedgerError(
    'wrongChain',
    `${chain.rpcUrl} serves chain ${chainId}, not ${chain.chainId} (${chain.name}).`,
    'Correct the RPC address.',
  )
}
