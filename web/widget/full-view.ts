/** Long enough to see what appeared under the pointer before a click that was meant for something else. */
const SETTLE_MS = 800
/** Browsers report visibility no faster than this. */
const REPORT_MS = 100
/** Fractions of a pixel are lost in a page's layout. */
const WHOLE = 0.98

/** How the elements stand: not all in view, in view only since a moment, or settled there. */
export type FullView = 'partial' | 'settling' | 'full'

/**
 * Tells whether all `elements` have stood in full view for a moment, with nothing over them, so
 * that a page cannot lay its own button over Loam's or move Loam's under a finger.
 *
 * Browsers without visibility tracking (IntersectionObserver v2) notice what scrolls out of view or
 * is cut off, but not what lies on top.
 *
 * @returns stops watching.
 */
export function watchFullView(
  elements: readonly Element[],
  onChange: (view: FullView) => void,
): () => void {
  const seen = new Map<Element, boolean>(elements.map((element) => [element, false]))
  let settling: ReturnType<typeof setTimeout> | undefined
  const observer = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) {
        const covered = 'isVisible' in entry && !entry.isVisible
        seen.set(entry.target, entry.intersectionRatio >= WHOLE && !covered)
      }
      clearTimeout(settling)
      if ([...seen.values()].every(Boolean)) {
        onChange('settling')
        settling = setTimeout(() => onChange('full'), SETTLE_MS)
      } else onChange('partial')
    },
    // Not in TypeScript's library: https://w3c.github.io/IntersectionObserver/v2/
    {
      threshold: WHOLE,
      trackVisibility: true,
      delay: REPORT_MS,
    } as IntersectionObserverInit,
  )
  for (const element of elements) observer.observe(element)
  return () => {
    clearTimeout(settling)
    observer.disconnect()
  }
}
