import { Listeners } from '#peer/listeners.ts'
import type { Siblings } from '#peer/ports/siblings.ts'

/** The part of `navigator.locks` that is used. */
export interface SiblingLocks {
  request(
    name: string,
    options: { signal: AbortSignal },
    run: () => Promise<void>,
  ): Promise<unknown>
}

/**
 * The tabs of this browser profile: a Web Lock says who leads, and passes on by itself when that
 * tab closes, crashes or reloads. A tab that holds one is never frozen by the browser.
 *
 * @example
 * const siblings = createTabSiblings({ name: 'loam-jobs', locks: navigator.locks })
 */
export function createTabSiblings({
  name,
  locks,
}: {
  readonly name: string
  readonly locks: SiblingLocks
}): Siblings {
  const channel = new BroadcastChannel(name)
  const told = new Listeners<[message: unknown]>()
  const left = new AbortController()
  channel.onmessage = ({ data }: MessageEvent<unknown>) => told.tell(data)
  const untilLeft = new Promise<void>((resolve) => {
    left.signal.addEventListener('abort', () => resolve(), { once: true })
  })
  return {
    lead: () =>
      new Promise((resolve, reject) => {
        const hold = () => {
          resolve()
          return untilLeft
        }
        locks.request(name, { signal: left.signal }, hold).catch((error: unknown) => {
          if (!left.signal.aborted) reject(error)
        })
      }),
    tell: (message) => {
      if (!left.signal.aborted) channel.postMessage(message)
    },
    onTold: (run) => told.add(run),
    leave: () => {
      left.abort()
      channel.close()
    },
  }
}
