import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createWalletClient, http, toHex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { startChain } from '#cli/chain/start-chain.ts'
import { Cleanup } from '#cli/process/cleanup.ts'
import { startRelayProcess } from '#cli/stack/relay-process.ts'
import { toViemChain } from '#peer/adapters/ledger-viem/chain-client.ts'
import { createLedgerViem } from '#peer/adapters/ledger-viem/ledger-viem.ts'
import { createWalletViem } from '#peer/adapters/ledger-viem/wallet-viem.ts'
import type { Ledger, Wallet } from '#peer/ports/ledger.ts'
import { type Address, asAddress } from '#protocol/ids.ts'
import { joinNodePeer, type NodePeer, type NodePeerOptions } from '#test/support/node-peer.ts'

const root = resolve(import.meta.dirname, '../../..')

/** Real libp2p nodes around a real relay and a real chain, without any page or browser. */
export interface RealNetwork {
  readonly ledger: Ledger
  /** 32 bytes that no peer of this network has had. */
  newSeed(): Uint8Array
  /** A wallet address that nobody was paid to before. */
  newPayee(): Address
  /** A wallet with coin and 100 GLM. */
  newWallet(): Promise<Wallet>
  /** Joins a peer; it is stopped with the network, should nobody stop it before. */
  join(
    options: Pick<NodePeerOptions, 'compute' | 'store' | 'twist'> &
      Partial<Pick<NodePeerOptions, 'seed' | 'apps'>> & { readonly wallet?: Wallet },
  ): Promise<NodePeer>
  stop(): Promise<void>
}

/** Brings one up: a chain and a relay in processes of their own. */
export async function startRealNetwork(): Promise<RealNetwork> {
  const cleanup = new Cleanup()
  const folder = await mkdtemp(join(tmpdir(), 'loam-adversaries-'))
  cleanup.add(() => rm(folder, { recursive: true, force: true }))
  try {
    const chain = await startChain()
    cleanup.add(() => chain.stop())
    const relay = await startRelayProcess(root, folder, {
      listen: ['/ip4/127.0.0.1/tcp/0/ws'],
      http: { host: '127.0.0.1', port: 0 },
      allowWork: true,
    })
    cleanup.add(() => relay.stop())
    let count = 0
    const next = () => {
      count += 1
      return toHex(count, { size: 32 })
    }
    const newSeed = () => Buffer.from(next().slice(2), 'hex')
    return {
      ledger: createLedgerViem({ chain: chain.info }),
      newSeed,
      newPayee: () => asAddress(`0xfa${next().slice(-38)}`),
      newWallet: async () => {
        const account = privateKeyToAccount(next())
        await chain.fundGuest(asAddress(account.address))
        const transport = http(chain.info.rpcUrl)
        const walletClient = createWalletClient({
          account,
          chain: toViemChain(chain.info),
          transport,
          pollingInterval: 50,
        })
        return createWalletViem({ walletClient, chain: chain.info })
      },
      join: async ({ wallet, ...options }) => {
        const node = await joinNodePeer({
          seed: newSeed(),
          apps: [],
          ...options,
          relays: relay.addresses,
          money: { chain: chain.info, ...(wallet && { wallet }) },
        })
        cleanup.add(() => node.stop())
        return node
      },
      stop: () => cleanup.run(),
    }
  } catch (error) {
    await cleanup.run()
    throw error
  }
}
