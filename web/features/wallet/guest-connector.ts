import { privateKeyToAccount } from 'viem/accounts'
import { createConnector } from 'wagmi'
import type { KeySender } from '#peer/adapters/ledger-viem/key-sender.ts'
import { hasGuestKey, loadGuestKey } from './guest-key.ts'
import { createGuestProvider } from './guest-provider.ts'

export const GUEST_CONNECTOR_ID = 'loam-guest'

/** Whether the person chose the guest wallet; without it no key is made at page load. */
const CHOSEN = 'loam-guest-connected'

/**
 * A wallet kept in this browser, so that a newcomer needs none. It signs without asking, which is
 * why it is only offered next to a clear word on what it is.
 */
export const guestConnector = (sender: KeySender) =>
  createConnector((config) => {
    const chain = config.chains[0]
    const account = async () => privateKeyToAccount(await loadGuestKey())
    const provider = createGuestProvider(chain, sender)
    const isChosen = () => localStorage.getItem(CHOSEN) === 'yes'

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
      getProvider: async () => provider,
      isAuthorized: async () => isChosen() && (await hasGuestKey()),
      onAccountsChanged: () => {},
      onChainChanged: () => {},
      onDisconnect: () => {},
    }
  })
