import { useSyncExternalStore } from 'react'
import { Listeners } from '#peer/listeners.ts'
import type { Address } from '#protocol/ids.ts'

/** Whether play money is on its way to a wallet, or why it did not come. */
export type FaucetState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'filling' }
  | { readonly kind: 'failed'; readonly message: string }

const IDLE: FaucetState = { kind: 'idle' }
const states = new Map<Address, FaucetState>()
const listeners = new Listeners<[]>()

/**
 * Asks the local chain's faucet for play money. Resolves, never rejects, when it was given or
 * refused: `useFaucet` tells which wherever the wallet is shown.
 */
export async function fillWallet(address: Address): Promise<void> {
  show(address, { kind: 'filling' })
  try {
    await askFaucet(address)
    show(address, IDLE)
  } catch (error) {
    show(address, { kind: 'failed', message: error instanceof Error ? error.message : `${error}` })
  }
}

/** What the faucet does for a wallet now. */
export const useFaucet = (address: Address | undefined): FaucetState =>
  useSyncExternalStore(subscribe, () => (address && states.get(address)) ?? IDLE)

function show(address: Address, state: FaucetState): void {
  states.set(address, state)
  listeners.tell()
}

const subscribe = (run: () => void) => listeners.add(run)

async function askFaucet(address: Address): Promise<void> {
  const response = await fetch('/faucet', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ address }),
  })
  if (response.ok) return
  const { error } = (await response.json().catch(() => ({}))) as { error?: string }
  throw new Error(error ?? `The faucet answered ${response.status}.`)
}
