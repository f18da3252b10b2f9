import { expect, it } from 'vitest'
import { DROP_MS, HEARTBEAT_MS } from '#protocol/schedule/constants.ts'
import { Silence } from './silence.ts'

/** Beats until the requestor is given up. @returns when that was, or `until`. */
function beatOn(silence: Silence, from: number, until: number): number {
  let now = from
  while (now < until) {
    now += HEARTBEAT_MS
    if (silence.beat(now)) break
  }
  return now
}

it('gives up who says nothing, and only then', () => {
  const silence = new Silence(0)
  expect(beatOn(silence, 0, DROP_MS - HEARTBEAT_MS)).toBe(DROP_MS - HEARTBEAT_MS)
  silence.heard()
  expect(beatOn(silence, DROP_MS, 9 * DROP_MS)).toBeLessThan(2 * DROP_MS + HEARTBEAT_MS)
  expect(silence.isOurs(2 * DROP_MS)).toBe(false)
})

it('takes no sleep of its own for silence, nor blames anybody who gave it up meanwhile', () => {
  const silence = new Silence(0)
  const hour = 3_600_000
  expect(silence.isOurs(hour)).toBe(true)
  expect(silence.beat(hour)).toBe(false)
  const goneAt = beatOn(silence, hour, 2 * hour)
  expect(goneAt).toBeGreaterThan(hour + DROP_MS / 2)
  expect(silence.isOurs(goneAt)).toBe(true)
  expect(silence.isOurs(2 * hour)).toBe(true)
  for (let now = goneAt; now < hour + 3 * DROP_MS; now += HEARTBEAT_MS) {
    silence.heard()
    silence.beat(now)
  }
  expect(silence.isOurs(hour + 3 * DROP_MS)).toBe(false)
})
