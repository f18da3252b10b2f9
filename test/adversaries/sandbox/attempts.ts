/** Where the probe's hits are counted. Put before the probe by whoever serves it. */
declare const probed: { readonly origin: string; readonly udp: string }

/** One way out each, by name; told an address that nobody else asks for. */
export type Attempts = Readonly<Record<string, (url: string) => unknown>>

const PATIENCE_MS = 1_500

/** Waits for an event of `target`; whether it is good or bad news does not matter. */
export const settled = (target: EventTarget, ...names: string[]): Promise<void> =>
  new Promise((resolve) => {
    for (const name of names) target.addEventListener(name, () => resolve())
  })

/** The address that one attempt alone asks for. */
export const addressOf = (side: string, name: string) => `${probed.origin}/leak-${side}-${name}`

/** Has a peer connection ask the counting STUN server for its address. */
export async function connect(Connection: typeof RTCPeerConnection): Promise<void> {
  const connection = new Connection({ iceServers: [{ urls: `stun:${probed.udp}` }] })
  connection.createDataChannel('leak')
  await connection.setLocalDescription()
  await settled(connection, 'icegatheringstatechange')
}

/** Tries everything at once. What is missing, refused or stuck just ends. */
export async function tryAll(side: string, attempts: Attempts): Promise<void> {
  await Promise.allSettled(
    Object.entries(attempts).map(async ([name, attempt]) => {
      const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))
      await Promise.race([attempt(addressOf(side, name)), patience])
    }),
  )
}

/** Names of what could be used: stored in, locked, or shared with others. */
export async function findGranted(uses: Readonly<Record<string, () => unknown>>) {
  const granted: string[] = []
  await Promise.all(
    Object.entries(uses).map(async ([name, use]) => {
      try {
        await use()
        granted.push(name)
      } catch {
        // Refused, as it should be.
      }
    }),
  )
  return granted.sort()
}

/** Ways that worker and document have alike. */
export const commonAttempts: Attempts = {
  fetch: (url) => fetch(url),
  'fetch-no-cors': (url) => fetch(url, { mode: 'no-cors', method: 'POST', body: 'secret' }),
  'fetch-keepalive': (url) => fetch(url, { mode: 'no-cors', keepalive: true }),
  xhr: (url) => {
    const request = new XMLHttpRequest()
    const done = settled(request, 'loadend')
    request.open('GET', url)
    request.send()
    return done
  },
  socket: (url) => settled(new WebSocket(url.replace('http', 'ws')), 'open', 'error'),
  events: (url) => settled(new EventSource(url), 'open', 'error'),
  transport: (url) => new WebTransport(url.replace('http', 'https')).ready,
  module: (url) => import(/* @vite-ignore */ `${url}.js`),
  worker: (url) => settled(new Worker(`${url}.js`), 'message', 'error'),
  'shared-worker': (url) => settled(new SharedWorker(`${url}.js`), 'error'),
  'service-worker': (url) => navigator.serviceWorker.register(`${url}.js`),
  'nested-worker': (url) => {
    const source = `fetch(${JSON.stringify(url)}).finally(() => postMessage(0))`
    return settled(
      new Worker(`data:text/javascript,${encodeURIComponent(source)}`),
      'message',
      'error',
    )
  },
  'blob-worker': (url) => {
    const source = new Blob([`fetch(${JSON.stringify(url)}).finally(() => postMessage(0))`])
    return settled(new Worker(URL.createObjectURL(source)), 'message', 'error')
  },
  font: (url) => new FontFace('leak', `url(${url})`).load(),
  rtc: () => connect(RTCPeerConnection),
}

/** What is kept for, or shared with, somebody else. */
export const commonUses = {
  database: () =>
    new Promise((resolve, reject) => {
      const request = indexedDB.open('leak')
      request.onsuccess = resolve
      request.onerror = reject
    }),
  caches: () => caches.open('leak'),
  'file-system': () => navigator.storage.getDirectory(),
  locks: () => navigator.locks.request('leak', () => undefined),
  cookies: () => cookieStore.set('leak', '1'),
}
declare const cookieStore: { set(name: string, value: string): Promise<void> }
