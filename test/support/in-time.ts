import { setTimeout } from 'node:timers/promises'

const WITHIN_MS = 30_000

/**
 * Waits for what should come soon.
 * @throws {Error} saying what did not come, within half a minute: by then nothing else would say it.
 */
export async function inTime<T>(coming: Promise<T>, what: string): Promise<T> {
  const late = setTimeout(WITHIN_MS, undefined, { ref: false }).then(() => {
    throw new Error(`Not within ${WITHIN_MS / 1_000} s: ${what}`)
  })
  return Promise.race([coming, late])
}
