import {
  type Account,
  type Chain,
  createWalletClient,
  custom,
  type Transport,
  type WalletClient,
} from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { type Config, createConfig } from 'wagmi'
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
import { createCarrier } from '#peer/adapters/ledger-viem/escrow-signing.ts'
import { followTransaction } from '#peer/adapters/ledger-viem/follow-transaction.ts'
import type { KeySender } from '#peer/adapters/ledger-viem/key-sender.ts'
import { createLedgerViem } from '#peer/adapters/ledger-viem/ledger-viem.ts'
import { knowsPermit, readAllowance } from '#peer/adapters/ledger-viem/token-allowance.ts'
import { createWalletViem, type OwnWallet } from '#peer/adapters/ledger-viem/wallet-viem.ts'
import { openKeySender } from '#peer/adapters/tab-key-sender.ts'
import type {
  Carrier,
  ChainInfo,
  ChangeResult,
  Ledger,
  Wallet,
  WalletKind,
} from '#peer/ports/ledger.ts'
import { type Address, asAddress } from '#protocol/ids.ts'
import type { WalletConnectSettings } from '#web/config.ts'
import { GUEST_CONNECTOR_ID, guestConnector } from './guest-connector.ts'
import { hasGuestKey, loadGuestKey } from './guest-key.ts'
import { createGuestMoving, type GuestMoving } from './guest-moving.ts'
import { createGuestProvider } from './guest-provider.ts'
import { PHONE_CONNECTOR_ID, phoneConnector } from './phone-connector.ts'
import { findSentCoin, keepSentCoin } from './sent-coin.ts'
import { findSent, forgetSent, keepSent, type SentTransaction } from './sent-transactions.ts'
import { endAct, showStep, waitingSignal } from './wallet-act.ts'

/** A wallet that can be connected. */
export interface WalletChoice {
  readonly id: string
  readonly name: string
  readonly icon: string | undefined
  readonly kind: 'guest' | 'phone' | 'installed'
}

/** The wallet that is connected, as the page shows it. */
export interface ConnectedWallet {
  readonly address: Address
  readonly name: string
  readonly isGuest: boolean
  readonly isOnRightChain: boolean
}

/** What the escrow may take of a wallet's GLM. */
export interface AllowanceState {
  readonly wei: bigint
  /** Whether the wallet can let it take everything by a signature. */
  readonly canStand: boolean
}

/** What became of a transaction that a wallet sent. */
export type SentFate = 'mined' | 'refused' | 'replaced'

/** What the page shows of wallets and does with them, and what the engine borrows. */
export interface WalletSession {
  choices(): readonly WalletChoice[]
  connected(): ConnectedWallet | undefined
  connect(choiceId: string): Promise<void>
  disconnect(): Promise<void>
  /** Asks the connected wallet to look at the page's chain. */
  switchToChain(): Promise<void>
  /** Wei. */
  balances(address: Address): Promise<{ glm: bigint; coin: bigint }>
  /** Of an account of the connected wallet. */
  allowance(address: Address): Promise<AllowanceState>
  /** Has the connected wallet let the escrow take nothing any more. */
  takeBackAllowance(): Promise<ChangeResult>
  /** The connected wallet, or this browser's guest wallet, on the page's chain. */
  wallet(which?: WalletKind): Promise<Wallet | undefined>
  /** Moves what the guest wallet holds to another. */
  readonly guestMoving: GuestMoving
  /** The guest wallet's address, where this browser has one. */
  guest(): Promise<Address | undefined>
  /** Wei of the chain's coin for one chain gas, at most, at present. */
  feePerGas(): Promise<bigint>
  /**
   * Waits for what a wallet sent, however long that takes.
   * @throws {StoppedWaiting} once `signal` aborts.
   */
  follow(sent: SentTransaction, signal: AbortSignal): Promise<SentFate>
  /** Undefined unless the guest wallet is that payee: only its key is at hand to sign with. */
  carrierFor(payee: Address): Promise<Carrier | undefined>
  /** The guest wallet's private key, for taking it elsewhere. */
  exportGuestKey(): Promise<string>
  /** Calls on any change of choices or connection. */
  watch(run: () => void): () => void
}

/**
 * Wallets through wagmi: whatever announces itself (EIP-6963), the guest wallet, and a phone's where
 * the page says how one is reached. Takes up the connection of an earlier visit.
 */
export async function startWalletSession(
  chain: ChainInfo,
  walletConnect: WalletConnectSettings | undefined,
): Promise<WalletSession> {
  const sender = await openKeySender(chain)
  const config = configureWagmi(chain, sender, walletConnect)
  const ledger = createLedgerViem({ chain, sender })
  // What was under way when the page was left; a chain that is away keeps nobody from opening it.
  if (await hasGuestKey()) void sender.resume(await loadGuestKey()).catch(() => undefined)
  await reconnect(config)
  return {
    choices: () => listChoices(config),
    connected: () => readConnected(config, chain),
    connect: (choiceId) => connectTo(config, choiceId),
    disconnect: () => disconnect(config),
    switchToChain: async () => {
      await switchChain(config, { chainId: chain.chainId })
    },
    balances: (address) => ledger.readBalance(address),
    allowance: (address) => readAllowanceState(config, chain, address),
    takeBackAllowance: async () =>
      (await borrowWallet(config, chain, sender))?.takeBackAllowance() ?? {
        kind: 'failed',
        message: 'No wallet is connected.',
      },
    wallet: (which) =>
      which === 'guest' ? borrowGuestWallet(chain, sender) : borrowWallet(config, chain, sender),
    guestMoving: createGuestMoving({
      ledger,
      sender,
      borrowOwn: () => borrowWallet(config, chain, sender),
    }),
    guest: async () => (await borrowGuestWallet(chain, sender))?.address,
    feePerGas: () => ledger.readFeePerGas(),
    follow: (sent, signal) => follow(ledger, sender, sent, signal),
    carrierFor: (payee) => borrowCarrier(payee, ledger),
    exportGuestKey: loadGuestKey,
    watch: (run) => watchWallets(config, run),
  }
}

function configureWagmi(
  chain: ChainInfo,
  sender: KeySender,
  walletConnect: WalletConnectSettings | undefined,
): Config {
  const viemChain = toViemChain(chain)
  return createConfig({
    chains: [viemChain],
    connectors: [guestConnector(sender), ...(walletConnect ? [phoneConnector(walletConnect)] : [])],
    transports: { [viemChain.id]: chainTransport(chain) },
  })
}

const KINDS: Readonly<Record<string, WalletChoice['kind']>> = {
  [GUEST_CONNECTOR_ID]: 'guest',
  [PHONE_CONNECTOR_ID]: 'phone',
}

function listChoices(config: Config): readonly WalletChoice[] {
  return getConnectors(config).map((connector) => ({
    id: connector.uid,
    name: connector.name,
    icon: 'icon' in connector ? String(connector.icon) : undefined,
    kind: KINDS[connector.id] ?? 'installed',
  }))
}

function readConnected(config: Config, chain: ChainInfo): ConnectedWallet | undefined {
  const { address, connector, chainId } = getConnection(config)
  if (address === undefined || connector === undefined) return undefined
  return {
    address: asAddress(address),
    name: connector.name,
    isGuest: connector.id === GUEST_CONNECTOR_ID,
    isOnRightChain: chainId === chain.chainId,
  }
}

/** The guest wallet asks nobody, and a phone is asked for transactions alone. */
const asksForSignatures = (config: Config) =>
  KINDS[getConnection(config).connector?.id ?? ''] === undefined

async function readAllowanceState(
  config: Config,
  chain: ChainInfo,
  address: Address,
): Promise<AllowanceState> {
  const client = createChainClient(chain)
  const [wei, knows] = await Promise.all([
    readAllowance(client, chain, address),
    knowsPermit(client, chain, address),
  ])
  return { wei, canStand: knows && asksForSignatures(config) }
}

async function connectTo(config: Config, choiceId: string): Promise<void> {
  const connector = getConnectors(config).find(({ uid }) => uid === choiceId)
  if (connector === undefined) throw new Error('That wallet is gone. Choose another.')
  await connect(config, { connector })
}

async function borrowWallet(
  config: Config,
  chain: ChainInfo,
  sender: KeySender,
): Promise<OwnWallet | undefined> {
  if (readConnected(config, chain) === undefined) return undefined
  // A wallet that looks at another chain is told so where it is asked.
  const walletClient = await getWalletClient(config, {
    chainId: chain.chainId,
    assertChainId: false,
  })
  const wallet = showSteps(walletClient as WalletClient<Transport, Chain, Account>, chain, sender)
  const open: Wallet['open'] = (draft, allowance) =>
    wallet.open(draft, asksForSignatures(config) ? allowance : 'exact')
  return { ...wallet, open }
}

/** The guest wallet, connected or not; undefined where this browser has none. */
async function borrowGuestWallet(chain: ChainInfo, sender: KeySender): Promise<Wallet | undefined> {
  if (!(await hasGuestKey())) return undefined
  const { address } = privateKeyToAccount(await loadGuestKey())
  const viemChain = toViemChain(chain)
  const transport = custom(createGuestProvider(viemChain, sender))
  return showSteps(
    createWalletClient({ account: address, chain: viemChain, transport }),
    chain,
    sender,
  )
}

/** A wallet whose questions, and what becomes of them, the page shows while they are open. */
function showSteps(
  walletClient: WalletClient<Transport, Chain, Account>,
  chain: ChainInfo,
  sender: KeySender,
): OwnWallet {
  const signal = waitingSignal()
  const wallet = createWalletViem({
    walletClient,
    chain,
    signal,
    findAddition: (jobId) => {
      const sent = findSent(jobId, 'fund')
      return sent?.sender === wallet.address ? sent.transaction : undefined
    },
    findCoin: () => findSentCoin({ sender: wallet.address, chainId: chain.chainId }),
    onStep: (jobId, step) => {
      showStep(wallet.address, step)
      if (step.kind === 'sent' && step.question === 'coin')
        keepSentCoin({ sender: wallet.address, chainId: chain.chainId }, step.transaction)
      if (step.kind === 'sent' && jobId !== undefined) keepSent(jobId, wallet.address, step)
    },
    // What a full disk loses is not counted.
    onSpent: (on, receipt) => void sender.spendings.note(on, receipt).catch(() => undefined),
  })
  const shown = async <T>(asking: Promise<T>) => asking.finally(endAct)
  return {
    address: wallet.address,
    open: (draft, allowance) => shown(wallet.open(draft, allowance)),
    fund: async (jobId, amount) => {
      const answer = await shown(wallet.fund(jobId, amount))
      if (answer.kind !== 'unconfirmed') forgetSent(jobId, 'fund')
      return answer
    },
    extend: (jobId, deadline) => shown(wallet.extend(jobId, deadline)),
    redeemMany: (vouchers, payOut) => shown(wallet.redeemMany(vouchers, payOut)),
    withdraw: (payee) => shown(wallet.withdraw(payee)),
    sendCoin: (to, wei) => shown(wallet.sendCoin(to, wei)),
    takeBackAllowance: () => shown(wallet.takeBackAllowance()),
  }
}

async function follow(
  ledger: Ledger,
  sender: KeySender,
  { jobId, sender: wallet, transaction, nonce }: SentTransaction,
  signal: AbortSignal,
): Promise<SentFate> {
  const { confirmations } = ledger.chain
  const client = createChainClient(ledger.chain)
  const options = { sender: wallet, confirmations, signal, nonce }
  const fate = await followTransaction(client, transaction, options)
  if (fate.kind === 'mined') {
    // The page that sent it may have been left before it was mined.
    await sender.spendings.note([['job', jobId]], fate.receipt).catch(() => undefined)
    return fate.receipt.status === 'success' ? 'mined' : 'refused'
  }
  return (await ledger.readJob(jobId)) === undefined ? 'replaced' : 'mined'
}

async function borrowCarrier(payee: Address, ledger: Ledger): Promise<Carrier | undefined> {
  if (!(await hasGuestKey())) return undefined
  const guest = createCarrier(await loadGuestKey(), ledger)
  return guest.address === payee ? guest : undefined
}

function watchWallets(config: Config, run: () => void): () => void {
  const stops = [
    watchConnection(config, { onChange: run }),
    watchConnectors(config, { onChange: run }),
  ]
  return () => {
    for (const stop of stops) stop()
  }
}
