import { type Address, asAddress } from '../ids.ts'
import { WEI_PER_GLM } from './amount.ts'

/** A chain that Loam knows, whether or not anybody has set it up. */
export interface KnownChain {
  readonly chainId: number
  readonly name: string
  /** GLM's address there; undefined where none is known, and none is ever guessed. */
  readonly glm: Address | undefined
  /** Whether that has a permit as DAI's is, by which a signature allows everything; not where nobody knows. */
  readonly hasPermit: boolean
  /** A site that shows transactions at `/tx/HASH`. */
  readonly explorer: string
  /** Blocks after which its reorganisations are rare, a transaction's own counted. */
  readonly confirmations: number
  /** Wei of GLM that a coin of it is taken to be worth. */
  readonly glmPerCoin: bigint
  /** Usual time between two blocks, in ms. */
  readonly blockMs: number
}

/** Taken, not asked: they only tell what is worth its chain gas, and a factor of two changes little. */
const GLM_PER_ETHER = 10_000n * WEI_PER_GLM
const GLM_PER_POL = WEI_PER_GLM

/** Where nobody says how fast blocks come, they are waited for as long as the slowest chain's known. */
const SLOWEST_BLOCK_MS = 12_000

const glmAt = (address: string) => asAddress(address)

/** Chains with GLM, and two that wait for its address. */
export const KNOWN_CHAINS: readonly KnownChain[] = [
  {
    chainId: 1,
    name: 'Ethereum',
    glm: glmAt('0x7DD9c5Cba05E151C895FDe1CF355C9A1D5DA6429'),
    hasPermit: true,
    explorer: 'https://etherscan.io',
    confirmations: 3,
    glmPerCoin: GLM_PER_ETHER,
    blockMs: 12_000,
  },
  {
    chainId: 137,
    name: 'Polygon',
    glm: glmAt('0x0B220b82F3eA3B7F6d9A1D8ab58930C064A2b5Bf'),
    hasPermit: false,
    explorer: 'https://polygonscan.com',
    confirmations: 16,
    glmPerCoin: GLM_PER_POL,
    blockMs: 2_000,
  },
  {
    chainId: 11_155_111,
    name: 'Sepolia',
    glm: glmAt('0x167b15ada84c63427c6c813B915a42eFC72E7175'),
    hasPermit: false,
    explorer: 'https://sepolia.etherscan.io',
    confirmations: 2,
    glmPerCoin: GLM_PER_ETHER,
    blockMs: 12_000,
  },
  {
    chainId: 560_048,
    name: 'Hoodi',
    glm: glmAt('0x55555555555556AcFf9C332Ed151758858bd7a26'),
    hasPermit: false,
    explorer: 'https://hoodi.etherscan.io',
    confirmations: 2,
    glmPerCoin: GLM_PER_ETHER,
    blockMs: 12_000,
  },
  {
    chainId: 80_002,
    name: 'Amoy',
    glm: glmAt('0x2b60e60d3fb0b36a7ccb388f9e71570da4c4594f'),
    hasPermit: false,
    explorer: 'https://amoy.polygonscan.com',
    confirmations: 4,
    glmPerCoin: GLM_PER_POL,
    blockMs: 2_000,
  },
  {
    chainId: 10,
    name: 'Optimism',
    glm: undefined,
    hasPermit: false,
    explorer: 'https://optimistic.etherscan.io',
    confirmations: 2,
    glmPerCoin: GLM_PER_ETHER,
    blockMs: 2_000,
  },
  {
    chainId: 42_161,
    name: 'Arbitrum',
    glm: undefined,
    hasPermit: false,
    explorer: 'https://arbiscan.io',
    confirmations: 2,
    glmPerCoin: GLM_PER_ETHER,
    blockMs: 250,
  },
]

/** What a configuration says of a chain. What it leaves out is as `KNOWN_CHAINS` has it. */
export interface ChainSettings {
  readonly chainId: number
  readonly rpcUrl: string
  readonly escrow?: Address
  readonly glm?: Address
  /** Of the GLM that is meant: another address than the known one has none unless it is said. */
  readonly hasPermit?: boolean
  readonly name?: string
  readonly explorer?: string
  readonly confirmations?: number
  /** 0 where a node on this machine mines what it is sent at once. */
  readonly blockMs?: number
  /** GLM that a coin of the chain is worth, in wei for each coin: chain gas is measured by it. Above 0. */
  readonly glmPerCoin?: bigint
}

/** A chain that can be paid on, with all it takes. */
export type ReadyChain = Required<Omit<ChainSettings, 'explorer'>> & Pick<ChainSettings, 'explorer'>

/** Why a chain cannot be paid on. */
export interface DisabledChain {
  readonly name: string
  readonly reason: string
}

/** What a configuration amounts to: a chain to pay on, or why it is none. */
export function resolveChain(
  settings: ChainSettings,
):
  | { readonly kind: 'ready'; readonly chain: ReadyChain }
  | { readonly kind: 'disabled'; readonly chain: DisabledChain } {
  const known = KNOWN_CHAINS.find(({ chainId }) => chainId === settings.chainId)
  const name = settings.name ?? known?.name ?? `Chain ${settings.chainId}`
  const glm = settings.glm ?? known?.glm
  const { escrow } = settings
  if (glm === undefined)
    return { kind: 'disabled', chain: { name, reason: 'No address of GLM is known there.' } }
  if (escrow === undefined)
    return { kind: 'disabled', chain: { name, reason: 'No escrow is set up there.' } }
  const isKnown = glm === known?.glm
  const { hasPermit = isKnown && known.hasPermit } = settings
  const explorer = settings.explorer ?? known?.explorer
  const { chainId, rpcUrl, confirmations = known?.confirmations ?? 1 } = settings
  const glmPerCoin = settings.glmPerCoin ?? known?.glmPerCoin ?? GLM_PER_ETHER
  const { blockMs = known?.blockMs ?? SLOWEST_BLOCK_MS } = settings
  return {
    kind: 'ready',
    chain: {
      ...{ chainId, name, rpcUrl, glm, hasPermit, escrow, confirmations, blockMs, glmPerCoin },
      ...(explorer !== undefined && { explorer }),
    },
  }
}
