import { createPublicClient, type Hex, http, numberToHex } from 'viem'
import { createConnector } from 'wagmi'
import { z } from 'zod'
import type { Address } from '#protocol/ids.ts'
import type { WalletConnectSettings } from '#web/config.ts'
import { PhoneError } from './phone-error.ts'
import type { PhoneLink } from './phone-link.ts'
import { showPairing } from './phone-pairing.ts'

export const PHONE_CONNECTOR_ID = 'loam-phone'

/** The connection that a later visit takes up; without it nothing of WalletConnect is loaded. */
const CONNECTED = 'loam-phone-connected'

const transactionHash = z
  .string()
  .regex(/^0x[0-9a-fA-F]{64}$/)
  .toLowerCase()

interface Request {
  readonly method: string
  readonly params?: unknown
}

/**
 * A wallet on a phone, reached by WalletConnect. What it is asked for names its chain, so the chain
 * it looks at counts only as what it says of it.
 */
export const phoneConnector = (settings: WalletConnectSettings) =>
  createConnector((config) => {
    const home = config.chains[0]
    const reader = createPublicClient({ chain: home, transport: http() })
    let opening: Promise<PhoneLink> | undefined
    let accounts: readonly Address[] = []
    let chainId = home.id

    const forget = () => {
      localStorage.removeItem(CONNECTED)
      accounts = []
      chainId = home.id
    }
    const end = () => {
      forget()
      config.emitter.emit('disconnect')
    }
    const open = () => {
      opening ??= import('./phone-link.ts').then(({ openPhoneLink }) =>
        openPhoneLink({
          settings,
          chainId: home.id,
          topic: localStorage.getItem(CONNECTED) ?? undefined,
          listener: {
            onGrant: async () => {
              takeGrant(await open())
              config.emitter.emit('change', { accounts, chainId })
            },
            onAccounts: (next) => {
              accounts = next
              config.emitter.emit('change', { accounts })
            },
            onChain: (next) => {
              chainId = next
              config.emitter.emit('change', { chainId })
            },
            onEnd: end,
          },
        }),
      )
      // What did not come is asked for again by the next press.
      opening.catch(() => {
        opening = undefined
      })
      return opening
    }
    // Of two tabs on one connection the server tells one how it ended, and the other from here.
    addEventListener('storage', ({ key, newValue }) => {
      if (key === CONNECTED && newValue === null && accounts.length > 0) end()
    })
    /** Takes what the phone granted, on this chain where it granted anything there. */
    const takeGrant = (link: PhoneLink) => {
      const granted = link.granted()
      const here = granted.filter((account) => account.chainId === home.id)
      const used = here.length > 0 ? here : granted
      accounts = used.map(({ address }) => address)
      chainId = used[0]?.chainId ?? home.id
    }

    const provider = {
      request: async ({ method, params = [] }: Request): Promise<unknown> => {
        switch (method) {
          case 'eth_accounts':
          case 'eth_requestAccounts':
            return accounts
          case 'eth_chainId':
            return numberToHex(chainId)
          case 'eth_sendTransaction':
            return transactionHash.parse(await (await open()).ask(home.id, method, params)) as Hex
          default:
            return reader.request({ method, params } as never)
        }
      },
    }

    return {
      id: PHONE_CONNECTOR_ID,
      name: 'Wallet on a phone',
      type: 'phone',
      connect: async <WithCapabilities extends boolean>(
        parameters: {
          isReconnecting?: boolean | undefined
          withCapabilities?: WithCapabilities | boolean | undefined
        } = {},
      ) => {
        if (!parameters.isReconnecting)
          await showPairing(async (onUri, signal) => (await open()).pair(onUri, signal))
        const link = await open()
        takeGrant(link)
        if (link.topic !== undefined) localStorage.setItem(CONNECTED, link.topic)
        return {
          accounts: (parameters.withCapabilities
            ? accounts.map((address) => ({ address, capabilities: {} }))
            : accounts) as never,
          chainId,
        }
      },
      disconnect: async () => {
        const link = await opening
        link?.end()
        forget()
      },
      getAccounts: async () => accounts,
      getChainId: async () => chainId,
      getProvider: async () => provider,
      isAuthorized: async () => {
        if (localStorage.getItem(CONNECTED) === null) return false
        const link = await open().catch(() => undefined)
        if (link === undefined) return false
        // It ended while nobody was here.
        if (link.topic === undefined) localStorage.removeItem(CONNECTED)
        return link.granted().length > 0
      },
      /** Every question names its chain: the phone need not be asked, only to have granted it. */
      switchChain: async ({ chainId: wanted }) => {
        const granted = (await open()).granted().some((account) => account.chainId === wanted)
        if (wanted !== home.id || !granted) throw new PhoneError('otherChain')
        chainId = wanted
        config.emitter.emit('change', { chainId })
        return home
      },
      onAccountsChanged: () => {},
      onChainChanged: () => {},
      onDisconnect: () => {},
    }
  })
