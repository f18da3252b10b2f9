/** What the frame tells the page around it. Nothing that Loam would not tell a stranger. */
export type ToSite =
  /** CSS pixels that the frame's content is high. */
  | { readonly loam: 'size'; readonly height: number }
  | { readonly loam: 'consent' }
  | { readonly loam: 'start' }
  | { readonly loam: 'stop' }
  | { readonly loam: 'error'; readonly message: string }

/** All that a page may tell the frame: to stop. It can never agree or start. */
export interface ToFrame {
  readonly loam: 'stop'
}

/** Reads a frame's message by hand: the site's script has no room for a schema library. */
export function readToSite(data: unknown): ToSite | undefined {
  if (typeof data !== 'object' || data === null || !('loam' in data)) return undefined
  switch (data.loam) {
    case 'size':
      return 'height' in data && typeof data.height === 'number' && data.height >= 0
        ? { loam: 'size', height: data.height }
        : undefined
    case 'error':
      return 'message' in data && typeof data.message === 'string'
        ? { loam: 'error', message: data.message }
        : undefined
    case 'consent':
    case 'start':
    case 'stop':
      return { loam: data.loam }
    default:
      return undefined
  }
}

export const isStop = (data: unknown): data is ToFrame =>
  typeof data === 'object' && data !== null && 'loam' in data && data.loam === 'stop'
