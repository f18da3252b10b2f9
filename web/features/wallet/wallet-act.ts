import { useSyncExternalStore } from 'react'
import type { WalletStep } from '#peer/adapters/ledger-viem/wallet-step.ts'
import { Listeners } from '#peer/listeners.ts'
import type { Address } from '#protocol/ids.ts'

/** What a wallet is being asked for at this moment. */
export interface WalletAct {
  /** The account that was asked; the wallet may show another by now. */
  readonly address: Address
  readonly step: WalletStep
  /** When this step began, in Unix milliseconds. */
  readonly since: number
}

let act: WalletAct | undefined
let stopping = new AbortController()
const listeners = new Listeners<[]>()

/** Notes what the wallet is being asked now; the same step, known better, goes on from when it began. */
export function showStep(address: Address, step: WalletStep): void {
  const isSame = act?.step.kind === 'sent' && step.kind === 'sent' && isOfOne(act.step, step)
  act = { address, step, since: isSame && act ? act.since : Date.now() }
  listeners.tell()
}

type SentStep = Extract<WalletStep, { kind: 'sent' }>
const isOfOne = (before: SentStep, now: SentStep) => before.transaction === now.transaction

/** The wallet has answered, or nobody waits for it any more. */
export function endAct(): void {
  act = undefined
  listeners.tell()
}

/** Aborts when the person stops waiting for what is asked from now on. */
export const waitingSignal = (): AbortSignal => stopping.signal

/** Waits no longer for the wallet; what it may still send is found on the chain. */
export function stopWaiting(): void {
  stopping.abort()
  stopping = new AbortController()
}

const subscribe = (run: () => void) => listeners.add(run)

/** What a wallet is being asked; undefined while nothing is. */
export const useWalletAct = (): WalletAct | undefined => useSyncExternalStore(subscribe, () => act)
