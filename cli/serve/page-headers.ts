/** The one path that strangers' sites may show in a frame: the widget's own document. */
const WIDGET_DOCUMENT = '/widget.html'
/** The one script that strangers' sites load. */
const WIDGET_SCRIPT = '/widget.js'

/** As `isCollector` takes them. */
const COLLECTORS = 'https: http://localhost:* http://127.0.0.1:*'

const HOST = /^[\w.-]+(:\d+)?$/

/**
 * Headers of everything the page's origin serves.
 *
 * Scripts come from this origin alone. Relays are reached over WebSocket at any address, since
 * which ones is a person's choice, and the chain through this origin. Frames show this origin and
 * those below `host`, which are the sandbox's. The widget alone reaches sites besides: whichever
 * collector the site around it named.
 */
export function pageHeaders(
  path: string,
  host: string | undefined,
): Readonly<Record<string, string>> {
  const embeddable = path === WIDGET_DOCUMENT
  // One file whole: it loads no other of this origin's from a stranger's page.
  const loadableAnywhere = path === WIDGET_SCRIPT
  const policy = [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "media-src 'self' blob:",
    "font-src 'self'",
    "manifest-src 'self'",
    // The host's clock is a blob: window timers would all but stop in a hidden tab.
    "worker-src 'self' blob:",
    // A frame cannot navigate itself anywhere else, and so carries nothing away.
    `frame-src 'self' ${HOST.test(host ?? '') ? `*.${host}` : ''}`,
    `connect-src 'self' blob: ws: wss: ${embeddable ? COLLECTORS : ''}`,
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${embeddable ? '*' : "'none'"}`,
  ]
  return {
    'content-security-policy': policy.join('; '),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-resource-policy': loadableAnywhere ? 'cross-origin' : 'same-origin',
    ...(loadableAnywhere ? { 'access-control-allow-origin': '*' } : {}),
  }
}
