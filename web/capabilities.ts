/** Something the page cannot do without, and this browser or address lacks. */
export interface MissingCapability {
  readonly name: string
  readonly why: string
  readonly fix: string
}

const UPDATE = 'Use a current Chrome, Edge, Firefox or Safari.'

const NEEDS: ReadonlyArray<MissingCapability & { readonly present: () => boolean }> = [
  {
    name: 'WebAssembly',
    why: 'Work arrives as WebAssembly programs.',
    fix: 'Turn it on in the browser, or use one without a lockdown mode.',
    present: () => typeof WebAssembly === 'object',
  },
  {
    name: 'Web Workers',
    why: 'Work runs beside the page, so that the page stays quick.',
    fix: UPDATE,
    present: () => typeof Worker === 'function',
  },
  {
    name: 'WebRTC',
    why: 'Tabs talk to each other directly, without a server in between.',
    fix: 'Turn WebRTC on, or pause the extension that blocks it.',
    present: () => typeof RTCPeerConnection === 'function',
  },
  {
    name: 'IndexedDB',
    why: 'Your jobs and what you earned are kept in this browser.',
    fix: 'Leave private browsing, or allow this site to store data.',
    present: () => typeof indexedDB === 'object' && indexedDB !== null,
  },
  {
    name: 'Web Locks',
    why: 'Every tab needs a name of its own in the network.',
    fix: UPDATE,
    present: () => 'locks' in navigator,
  },
]

const SECURE_CONTEXT: MissingCapability = {
  name: 'A secure connection',
  why: 'Browsers give pages opened over plain http from another machine no keys, locks or storage to rely on.',
  fix: 'Open the page over https: start Loam with “npm start -- --https”. On the machine that runs it, http://localhost works as well.',
}

/** What is missing here; empty when Loam can run. An insecure page is told that alone. */
export function findMissing(): readonly MissingCapability[] {
  if (!window.isSecureContext) return [SECURE_CONTEXT]
  return NEEDS.filter(({ present }) => !present())
}
