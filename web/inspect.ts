import type { PeerView } from '#peer/peer.ts'

declare global {
  interface Window {
    /** For tests and the curious: what the peer shows, as plain JSON. */
    loam?: { view(): unknown }
  }
}

/** Offers the newest view at `window.loam.view()`, amounts as decimal strings. Changes nothing. */
export function offerInspection(current: () => PeerView): void {
  window.loam = { view: () => JSON.parse(JSON.stringify(current(), bigintAsText)) }
}

const bigintAsText = (_: string, value: unknown) =>
  typeof value === 'bigint' ? value.toString() : value
