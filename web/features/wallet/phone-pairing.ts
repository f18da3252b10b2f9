import { useSyncExternalStore } from 'react'
import { Listeners } from '#peer/listeners.ts'

/** How far connecting a wallet on a phone has come. */
export type Pairing =
  | { readonly kind: 'reaching' }
  /** `uri` is for the phone to take up. Whoever has it can answer in the phone's place. */
  | { readonly kind: 'waiting'; readonly uri: string }

let pairing: Pairing | undefined
let stopping = new AbortController()
const listeners = new Listeners<[]>()

function set(next: Pairing | undefined): void {
  pairing = next
  listeners.tell()
}

/**
 * Shows the person a pairing for as long as it runs.
 *
 * @param run is given what shows its link, and a signal that aborts when the person stops it.
 */
export async function showPairing<T>(
  run: (onUri: (uri: string) => void, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  stopPairing()
  const { signal } = stopping
  set({ kind: 'reaching' })
  try {
    return await run((uri) => set({ kind: 'waiting', uri }), signal)
  } finally {
    if (!signal.aborted) set(undefined)
  }
}

/** Waits for the phone no longer. */
export function stopPairing(): void {
  stopping.abort()
  stopping = new AbortController()
  set(undefined)
}

const subscribe = (run: () => void) => listeners.add(run)

/** The pairing that runs; undefined while none does. */
export const usePairing = (): Pairing | undefined => useSyncExternalStore(subscribe, () => pairing)
