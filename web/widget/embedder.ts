/** Who shows the widget's frame. */
export type Embedder =
  | { readonly kind: 'site'; readonly origin: string }
  | { readonly kind: 'refused'; readonly message: string }

/** Where a document stands, as the browser tells it. */
export interface FrameSituation {
  readonly ownOrigin: string
  /** How many documents lie around this one. */
  readonly depth: 'top' | 'inTop' | 'deeper'
  /** `location.ancestorOrigins`, where the browser has it. */
  readonly ancestorOrigins: readonly string[] | undefined
  readonly referrer: string
}

/**
 * Finds the site that asks. Whoever cannot be named, or is not the site in the address bar, may
 * not ask: a visitor can only agree with somebody it can see.
 */
export function identifyEmbedder(frame: FrameSituation): Embedder {
  if (frame.depth === 'top') {
    return refused('This is the part of Loam that other sites show. Open Loam itself to take part.')
  }
  if (frame.depth === 'deeper') {
    return refused('Loam only asks on the page in your address bar, not in a frame inside it.')
  }
  const origin = frame.ancestorOrigins?.[0] ?? originOf(frame.referrer)
  if (origin === undefined || !/^https?:\/\//.test(origin)) {
    return refused('Your browser does not tell which site is asking, so Loam does not ask you.')
  }
  if (origin === frame.ownOrigin) {
    return refused('Loam does not ask on its own pages. Open it and choose Provide instead.')
  }
  return { kind: 'site', origin }
}

/** Reads it from the browser. */
export function frameSituation(): FrameSituation {
  const { ancestorOrigins } = location
  return {
    ownOrigin: location.origin,
    depth: window.parent === window ? 'top' : window.parent === window.top ? 'inTop' : 'deeper',
    ancestorOrigins: ancestorOrigins && [...ancestorOrigins],
    referrer: document.referrer,
  }
}

const refused = (message: string): Embedder => ({ kind: 'refused', message })

const originOf = (url: string) => (URL.canParse(url) ? new URL(url).origin : undefined)
