import type { Post } from '#peer/ports/post.ts'

/** How long a site may take to answer. */
const PATIENCE_MS = 20_000

/**
 * Posts to other sites without cookies, referrer or redirects, as a request that asks for no leave
 * beforehand (no preflight).
 *
 * @param onGo calls back when the tab goes: in a window, `pagehide`.
 */
export function createFetchPost(onGo: (run: () => void) => void): Post {
  const left = new Map<string, Uint8Array>()
  onGo(() => {
    for (const [url, bytes] of left) void send(url, bytes).catch(() => {})
  })
  return {
    bring: async (url, bytes, maxBytes) => {
      try {
        const response = await send(url, bytes, AbortSignal.timeout(PATIENCE_MS))
        return response.ok ? await readUpTo(response, maxBytes) : undefined
      } catch {
        return undefined
      }
    },
    leave: (url, bytes) => {
      if (bytes === undefined) left.delete(url)
      else left.set(url, bytes)
    },
  }
}

const send = (url: string, bytes: Uint8Array, signal: AbortSignal | null = null) =>
  fetch(url, {
    method: 'POST',
    // A body of bytes has no content type: then no preflight is needed.
    body: bytes.slice(),
    signal,
    keepalive: true,
    credentials: 'omit',
    redirect: 'error',
    cache: 'no-store',
    referrerPolicy: 'no-referrer',
  })

/** The whole body, or undefined once it is larger (the rest is not read). */
async function readUpTo(response: Response, maxBytes: number): Promise<Uint8Array | undefined> {
  const whole = new Uint8Array(maxBytes)
  let length = 0
  for await (const chunk of response.body ?? []) {
    if (length + chunk.length > maxBytes) return undefined
    whole.set(chunk, length)
    length += chunk.length
  }
  return whole.subarray(0, length)
}
