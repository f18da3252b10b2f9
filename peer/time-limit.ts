import type { Clock } from './ports/clock.ts'

/** A signal that aborts after `ms` of the injected clock, for calls that must not wait forever. */
export function limitTime(clock: Clock, ms: number): AbortSignal {
  const controller = new AbortController()
  clock.after(ms, () => controller.abort(new DOMException('Took too long', 'TimeoutError')))
  return controller.signal
}
