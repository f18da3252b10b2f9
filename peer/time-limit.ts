import type { Clock } from './ports/clock.ts'

/** A signal that aborts after `ms` of the injected clock, for calls that must not wait forever. */
export function limitTime(clock: Clock, ms: number): AbortSignal {
  const controller = new AbortController()
  clock.after(ms, () => controller.abort(new DOMException('Took too long', 'TimeoutError')))
  return controller.signal
}

/**
 * Waits until `work` settles, however it does, and `ms` of the injected clock at most: for endings,
 * where nobody is left who could do anything about a failure.
 */
export async function waitAtMost(clock: Clock, ms: number, work: Promise<unknown>): Promise<void> {
  const late = Promise.withResolvers<void>()
  const cancel = clock.after(ms, late.resolve)
  await Promise.race([Promise.allSettled([work]), late.promise])
  cancel()
}

/** Lets `ms` of the injected clock pass. */
export const sleep = (clock: Clock, ms: number) =>
  new Promise<void>((resolve) => {
    clock.after(ms, resolve)
  })

/** Runs `run` once for all the calls of `ms` of the injected clock, at the end of them. */
export function atMostEvery(clock: Clock, ms: number, run: () => void): () => void {
  let isDue = false
  return () => {
    if (isDue) return
    isDue = true
    clock.after(ms, () => {
      isDue = false
      run()
    })
  }
}
