import { type Address, type Chain, createWalletClient, type Hex, http, numberToHex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import type { KeySender } from '#peer/adapters/ledger-viem/key-sender.ts'
import { latestHash } from '#peer/adapters/ledger-viem/outbox.ts'
import { asAddress } from '#protocol/ids.ts'
import { loadGuestKey } from './guest-key.ts'

interface Request {
  readonly method: string
  readonly params?: unknown
}

interface Transaction {
  readonly to: Address
  readonly data?: Hex
  readonly value?: Hex
}

/**
 * The guest wallet as an EIP-1193 provider: signs here what needs the key, and asks the chain for
 * everything else. It makes no key before it is asked for something.
 *
 * @param sender what everything of its key goes through, so that nonces come from one place.
 */
export const createGuestProvider = (chain: Chain, sender: KeySender) => ({
  request: async ({ method, params = [] }: Request): Promise<unknown> => {
    const account = privateKeyToAccount(await loadGuestKey())
    switch (method) {
      case 'eth_accounts':
      case 'eth_requestAccounts':
        return [account.address]
      case 'eth_chainId':
        return numberToHex(chain.id)
      case 'eth_sendTransaction': {
        const [{ to, data = '0x', value = '0x0' }] = params as [Transaction]
        const call = { to: asAddress(to), data, value: BigInt(value) }
        return latestHash(await sender.submit(await loadGuestKey(), call))
      }
      default: {
        const client = createWalletClient({ account, chain, transport: http() })
        return client.request({ method, params } as never)
      }
    }
  },
})
