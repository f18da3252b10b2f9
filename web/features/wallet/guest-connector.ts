import { type Address, createWalletClient, type Hex, http, numberToHex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { createConnector } from 'wagmi'
import { hasGuestKey, loadGuestKey } from './guest-key.ts'

export const GUEST_CONNECTOR_ID = 'loam-guest'

/** Whether the person chose the guest wallet; without it no key is made at page load. */
const CHOSEN = 'loam-guest-connected'

interface Request {
  readonly method: string
  readonly params?: unknown
}

interface Transaction {
  readonly to: Address
  readonly data: Hex
  readonly value?: Hex
}

/**
 * A wallet kept in this browser, so that a newcomer needs none. It signs without asking, which is
 * why it is only offered next to a clear word on what it is.
 */
export const guestConnector = () =>
  createConnector((config) => {
    const chain = config.chains[0]
    const account = async () => privateKeyToAccount(await loadGuestKey())
    const isChosen = () => localStorage.getItem(CHOSEN) === 'yes'

    /** EIP-1193: signs here what needs the key, and asks the chain for everything else. */
    const request = async ({ method, params = [] }: Request): Promise<unknown> => {
      const client = createWalletClient({ account: await account(), chain, transport: http() })
      switch (method) {
        case 'eth_accounts':
        case 'eth_requestAccounts':
          return [client.account.address]
        case 'eth_chainId':
          return numberToHex(chain.id)
        case 'eth_sendTransaction': {
          const [{ to, data, value = '0x0' }] = params as [Transaction]
          return client.sendTransaction({ to, data, value: BigInt(value) })
        }
        default:
          return client.request({ method, params } as never)
      }
    }

    return {
      id: GUEST_CONNECTOR_ID,
      name: 'Guest wallet',
      type: 'guest',
      connect: async <WithCapabilities extends boolean>(
        parameters: { withCapabilities?: WithCapabilities | boolean | undefined } = {},
      ) => {
        const { address } = await account()
        localStorage.setItem(CHOSEN, 'yes')
        const accounts = parameters.withCapabilities ? [{ address, capabilities: {} }] : [address]
        return { accounts: accounts as never, chainId: chain.id }
      },
      disconnect: async () => localStorage.removeItem(CHOSEN),
      getAccounts: async () => (isChosen() ? [(await account()).address] : []),
      getChainId: async () => chain.id,
      getProvider: async () => ({ request }),
      isAuthorized: async () => isChosen() && (await hasGuestKey()),
      onAccountsChanged: () => {},
      onChainChanged: () => {},
      onDisconnect: () => {},
    }
  })
