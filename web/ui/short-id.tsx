/** A long name cut in the middle; the whole of it is the title. */
export function ShortId({ id, testId }: { readonly id: string; readonly testId?: string }) {
  return (
    <span data-testid={testId} title={id} className="font-mono text-[0.9em]">
      {shorten(id)}
    </span>
  )
}

/** The two ends of an address, peer id or job id. Peer ids all begin alike, so the end counts. */
export function shorten(id: string): string {
  return id.startsWith('0x') ? `${id.slice(0, 6)}…${id.slice(-4)}` : `…${id.slice(-6)}`
}
