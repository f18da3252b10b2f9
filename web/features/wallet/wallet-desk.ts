import { useSyncExternalStore } from 'react'
import { Listeners } from '#peer/listeners.ts'
import type { ChainInfo, WalletDesk } from '#peer/ports/ledger.ts'
import type { Address } from '#protocol/ids.ts'
import type { WalletConnectSettings } from '#web/config.ts'
import type { ConnectedWallet, WalletChoice, WalletSession } from './wallet-session.ts'

/** Everything the page shows of wallets. */
export interface WalletState {
  /** `off` on a network without a chain, `failed` where the wallet code did not come. */
  readonly status: 'off' | 'loading' | 'ready' | 'failed'
  readonly choices: readonly WalletChoice[]
  readonly connected: ConnectedWallet | undefined
}

let state: WalletState = { status: 'off', choices: [], connected: undefined }
let session: Promise<WalletSession> | undefined
const listeners = new Listeners<[]>()

function set(next: WalletState): void {
  state = next
  listeners.tell()
}

/** Loads wallet code in the background and takes up an earlier connection. Call once at start. */
export function openWalletDesk(
  chain: ChainInfo | null,
  walletConnect: WalletConnectSettings | undefined,
): void {
  if (chain === null) return
  set({ ...state, status: 'loading' })
  session = import('./wallet-session.ts').then(({ startWalletSession }) =>
    startWalletSession(chain, walletConnect),
  )
  session.then(
    (opened) => {
      const show = () =>
        set({ status: 'ready', choices: opened.choices(), connected: opened.connected() })
      opened.watch(show)
      show()
    },
    () => set({ status: 'failed', choices: [], connected: undefined }),
  )
}

/**
 * The wallet code, once it is loaded.
 * @throws {Error} on a network without a chain.
 */
export async function walletSession(): Promise<WalletSession> {
  if (session === undefined) throw new Error('No chain is configured here')
  return session
}

/** What the engine borrows: the wallet of the moment. */
export const walletDesk: WalletDesk = {
  wallet: async (which) => (await session)?.wallet(which),
  carrierFor: async (payee) => (await session)?.carrierFor(payee),
}

const subscribe = (run: () => void) => listeners.add(run)

export const useWallet = (): WalletState => useSyncExternalStore(subscribe, () => state)

/** The address that is paid, or pays; undefined while no wallet is connected. */
export const useWalletAddress = (): Address | undefined => useWallet().connected?.address
