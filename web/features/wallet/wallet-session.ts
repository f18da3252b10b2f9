import type { Account, Chain, Transport, WalletClient } from 'viem'
import { erc20Abi } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { createConfig } from 'wagmi'
import {
  connect,
  disconnect,
  getConnection,
  getConnectors,
  getWalletClient,
  reconnect,
  switchChain,
  watchConnection,
  watchConnectors,
} from 'wagmi/actions'
import {
  chainTransport,
  createChainClient,
  toViemChain,
} from '#peer/adapters/ledger-viem/chain-client.ts'
import { createPayeeSigner } from '#peer/adapters/ledger-viem/escrow-signing.ts'
import { createWalletViem } from '#peer/adapters/ledger-viem/wallet-viem.ts'
import type { ChainInfo, PayeeSigner, Wallet } from '#peer/ports/ledger.ts'
import { type Address, asAddress } from '#protocol/ids.ts'
import { GUEST_CONNECTOR_ID, guestConnector } from './guest-connector.ts'
import { hasGuestKey, loadGuestKey } from './guest-key.ts'

/** A wallet that can be connected. */
export interface WalletChoice {
  readonly id: string
  readonly name: string
  readonly icon: string | undefined
  readonly isGuest: boolean
}

/** The wallet that is connected, as the page shows it. */
export interface ConnectedWallet {
  readonly address: Address
  readonly name: string
  readonly isGuest: boolean
  readonly isOnRightChain: boolean
}

export interface WalletSession {
  choices(): readonly WalletChoice[]
  connected(): ConnectedWallet | undefined
  connect(choiceId: string): Promise<void>
  disconnect(): Promise<void>
  switchToChain(): Promise<void>
  balances(address: Address): Promise<{ glm: bigint; coin: bigint }>
  wallet(): Promise<Wallet | undefined>
  payeeSigner(payee: Address): Promise<PayeeSigner | undefined>
  /** The guest wallet's private key, for taking it elsewhere. */
  exportGuestKey(): Promise<string>
  /** Calls on any change of choices or connection. */
  watch(run: () => void): () => void
}

/**
 * Wallets through wagmi: whatever announces itself (EIP-6963), and the guest wallet. Takes up the
 * connection of an earlier visit.
 */
export async function startWalletSession(chain: ChainInfo): Promise<WalletSession> {
  const viemChain = toViemChain(chain)
  const config = createConfig({
    chains: [viemChain],
    connectors: [guestConnector()],
    transports: { [viemChain.id]: chainTransport(chain) },
  })
  const client = createChainClient(chain)
  await reconnect(config)

  const connected = (): ConnectedWallet | undefined => {
    const { address, connector, chainId } = getConnection(config)
    if (address === undefined || connector === undefined) return undefined
    return {
      address: asAddress(address),
      name: connector.name,
      isGuest: connector.id === GUEST_CONNECTOR_ID,
      isOnRightChain: chainId === chain.chainId,
    }
  }

  return {
    connected,
    choices: () =>
      getConnectors(config).map((connector) => ({
        id: connector.uid,
        name: connector.name,
        icon: 'icon' in connector ? String(connector.icon) : undefined,
        isGuest: connector.id === GUEST_CONNECTOR_ID,
      })),
    connect: async (choiceId) => {
      const connector = getConnectors(config).find(({ uid }) => uid === choiceId)
      if (connector === undefined) throw new Error('That wallet is gone. Choose another.')
      await connect(config, { connector })
    },
    disconnect: () => disconnect(config),
    switchToChain: async () => {
      await switchChain(config, { chainId: viemChain.id })
    },
    balances: async (address) => {
      const [glm, coin] = await Promise.all([
        client.readContract({
          address: chain.glm,
          abi: erc20Abi,
          functionName: 'balanceOf',
          args: [address],
        }),
        client.getBalance({ address }),
      ])
      return { glm, coin }
    },
    wallet: async () => {
      if (connected() === undefined) return undefined
      const walletClient = await getWalletClient(config, { chainId: viemChain.id })
      return createWalletViem({
        walletClient: walletClient as WalletClient<Transport, Chain, Account>,
        chain,
      })
    },
    payeeSigner: async (payee) => {
      if (!(await hasGuestKey())) return undefined
      const account = privateKeyToAccount(await loadGuestKey())
      return asAddress(account.address) === payee ? createPayeeSigner(account, chain) : undefined
    },
    exportGuestKey: loadGuestKey,
    watch: (run) => {
      const stops = [
        watchConnection(config, { onChange: run }),
        watchConnectors(config, { onChange: run }),
      ]
      return () => {
        for (const stop of stops) stop()
      }
    },
  }
}
