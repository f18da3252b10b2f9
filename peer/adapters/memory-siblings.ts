import { Listeners } from '#peer/listeners.ts'
import type { Siblings } from '#peer/ports/siblings.ts'

/**
 * Siblings in one process. What one tells reaches the others a turn later, as copies.
 *
 * @example
 * const family = createMemorySiblings()
 * const [first, second] = [family.join(), family.join()]
 */
export function createMemorySiblings(): { join(): Siblings } {
  const present = new Map<Siblings, Listeners<[message: unknown]>>()
  const waiting: { readonly who: Siblings; readonly leads: () => void }[] = []
  let leader: Siblings | undefined

  const passOn = () => {
    if (leader !== undefined) return
    const next = waiting.shift()
    leader = next?.who
    next?.leads()
  }

  return {
    join: () => {
      const told = new Listeners<[message: unknown]>()
      const self: Siblings = {
        lead: () =>
          new Promise((resolve) => {
            waiting.push({ who: self, leads: resolve })
            passOn()
          }),
        tell: (message) => {
          if (!present.has(self)) return
          const copy: unknown = structuredClone(message)
          for (const [sibling, listeners] of present)
            if (sibling !== self) queueMicrotask(() => listeners.tell(copy))
        },
        onTold: (run) => told.add(run),
        leave: () => {
          present.delete(self)
          told.clear()
          const at = waiting.findIndex(({ who }) => who === self)
          if (at >= 0) waiting.splice(at, 1)
          if (leader === self) leader = undefined
          passOn()
        },
      }
      present.set(self, told)
      return self
    },
  }
}
