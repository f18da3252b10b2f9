import { createWalletClient, http } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { type LocalChain, startChain } from '#cli/chain/start-chain.ts'
import type { Cleanup } from '#cli/process/cleanup.ts'
import { systemClock } from '#peer/adapters/clock-system.ts'
import { toViemChain } from '#peer/adapters/ledger-viem/chain-client.ts'
import { createCarrier } from '#peer/adapters/ledger-viem/escrow-signing.ts'
import { createLedgerViem } from '#peer/adapters/ledger-viem/ledger-viem.ts'
import { createWalletViem } from '#peer/adapters/ledger-viem/wallet-viem.ts'
import { createMemoryNetwork } from '#peer/adapters/mesh-memory/memory-network.ts'
import { openNativeSignatures } from '#peer/adapters/native-signatures.ts'
import { createMemoryStore } from '#peer/adapters/store-memory/memory-store.ts'
import { createPeer, type PeerOptions } from '#peer/create-peer.ts'
import type { Peer } from '#peer/peer.ts'
import type { Carrier, Ledger, SessionKey, Wallet } from '#peer/ports/ledger.ts'
import type { Store } from '#peer/ports/store.ts'
import { type Address, asAddress, type PeerId } from '#protocol/ids.ts'
import { WEI_PER_GLM } from '#protocol/payment/amount.ts'
import { peerIdOfSeed } from '#protocol/trust/seal.ts'
import { authoredToyApp } from '#test/support/toy-app.ts'
import { createToyCompute } from '#test/support/toy-compute.ts'

const LATENCY_MS = 5

/** A provider with a payee of its own, which has never held coin or GLM. */
export interface PaidProvider {
  readonly self: PeerId
  readonly peer: Peer
  readonly signer: Carrier
}

/** One requestor with a wallet, and providers whose payees start from nothing, on a chain of their own. */
export interface PaidNetwork {
  readonly chain: LocalChain
  /** The chain as anybody sees it. */
  readonly ledger: Ledger
  /** The wallet that pays. */
  readonly wallet: Address
  readonly requestor: PaidRequestor
  readonly providers: readonly PaidProvider[]
  /** Somebody with coin, who sends what others were promised. */
  readonly relayer: SessionKey
}

export interface PaidRequestor {
  readonly peer: Peer
  /** The chain as it sees it. */
  readonly ledger: Ledger
  /** The tab is gone without a word. */
  vanish(): void
  /** The same tab, reloaded. */
  reload(): Promise<Peer>
}

/**
 * Real peers, contracts and transactions: what a tab runs, but for the mesh, which is memory, and the
 * sandbox, whose program takes its time and computes next to nothing. The app's author has a share.
 */
export async function startPaidNetwork(options: {
  readonly providers: number
  readonly subtaskMs: number
  readonly cleanup: Cleanup
}): Promise<PaidNetwork> {
  const { subtaskMs, cleanup } = options
  const chain = await startChain()
  cleanup.add(chain.stop)
  const network = createMemoryNetwork({ clock: systemClock, latencyMs: LATENCY_MS })
  const signatures = await openNativeSignatures()
  const openLedger = () => createLedgerViem({ chain: chain.info })

  const join = async (
    seed: Uint8Array,
    own: Pick<NonNullable<PeerOptions['money']>, 'ledger' | 'desk'>,
    store: Store,
  ) => {
    const mesh = network.join(peerIdOfSeed(seed))
    const peer = await createPeer({
      ...{ mesh, seed, store, signatures },
      clock: systemClock,
      compute: createToyCompute(systemClock, { subtaskMs }),
      apps: [authoredToyApp],
      money: { ...own, escrow: { glmPerCoin: WEI_PER_GLM } },
    })
    cleanup.add(() => peer.stop())
    return { peer, self: mesh.self }
  }

  const wallet = await fundedWallet(chain)
  const store = createMemoryStore()
  const seed = seedOf(0)
  const desk = { wallet: async () => wallet, carrierFor: async () => undefined }
  const own = { ledger: openLedger(), desk }
  const { peer, self } = await join(seed, own, store)
  const requestor: PaidRequestor = {
    peer,
    ledger: own.ledger,
    vanish: () => network.kill(self),
    reload: async () => (await join(seed, { ledger: openLedger(), desk }, store)).peer,
  }

  const providers: PaidProvider[] = []
  for (let at = 1; at <= options.providers; at += 1) {
    const ledger = openLedger()
    const signer = createCarrier(generatePrivateKey(), ledger)
    const carrierFor = async (payee: Address) => (payee === signer.address ? signer : undefined)
    const money = { ledger, desk: { wallet: async () => undefined, carrierFor } }
    const member = await join(seedOf(at), money, createMemoryStore())
    const rules = { cores: 1, acceptFree: false, floorPerGigaGas: 0n }
    await member.peer.startProviding({ ...rules, payee: signer.address })
    providers.push({ ...member, signer })
  }
  const ledger = openLedger()
  const relayer = generatePrivateKey()
  await chain.fundGuest(ledger.addressOf(relayer))
  return { chain, ledger, wallet: wallet.address, requestor, providers, relayer }
}

/** A worker key's; the numbers tell peers apart, and are no secret. */
const seedOf = (at: number) => Uint8Array.from({ length: 32 }, (_, byte) => (byte === 0 ? at : 7))

async function fundedWallet(chain: LocalChain): Promise<Wallet> {
  const account = privateKeyToAccount(generatePrivateKey())
  await chain.fundGuest(asAddress(account.address))
  const client = { account, chain: toViemChain(chain.info), transport: http(chain.info.rpcUrl) }
  return createWalletViem({ walletClient: createWalletClient(client), chain: chain.info })
}
