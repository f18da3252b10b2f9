import type { CSSProperties } from 'react'

/** Below this width, in pixels, a picture is shown by its pixels instead of smeared. */
const TINY = 200

/**
 * How a picture of this width is shown: as wide as its card, but at most twice as large as it is.
 * A tiny one is enlarged further, with its pixels left square.
 */
export const pictureStyle = (width: number): CSSProperties =>
  width < TINY
    ? { maxWidth: `${width * 5}px`, imageRendering: 'pixelated' }
    : { maxWidth: `${width * 2}px` }
