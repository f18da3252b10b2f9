import { setTimeout } from 'node:timers/promises'
import { expect, test, vi } from 'vitest'
import { systemClock } from '#peer/adapters/clock-system.ts'
import { createFakeClock } from '#test/support/fake-clock.ts'
import { testClock } from './clock-suite.ts'

testClock('system', systemClock, (ms) => setTimeout(ms))

test('the system clock goes on where the calendar is set back, and so do its timers', async () => {
  const calendar = Date.now
  const before = systemClock.now()
  const seen: number[] = []
  systemClock.after(50, () => seen.push(systemClock.now()))
  Date.now = () => calendar() - 3_600_000
  try {
    expect(systemClock.now()).toBeGreaterThanOrEqual(before)
    await vi.waitUntil(() => seen.length > 0, { timeout: 5_000 })
    expect(seen[0]).toBeGreaterThanOrEqual(before + 50)
  } finally {
    Date.now = calendar
  }
  Date.now = () => calendar() + 3_600_000
  try {
    expect(systemClock.now()).toBeGreaterThanOrEqual(before + 3_600_000)
  } finally {
    Date.now = calendar
  }
})

const fake = createFakeClock()
testClock('fake', fake, (ms) => fake.advance(ms))

test('a fake clock runs timers in order of time, nested ones included, and no later than asked', async () => {
  const clock = createFakeClock({ startMs: 0 })
  const seen: string[] = []
  clock.after(20, () => seen.push(`b@${clock.now()}`))
  clock.after(10, async () => {
    seen.push(`a@${clock.now()}`)
    await Promise.resolve()
    clock.after(5, () => seen.push(`nested@${clock.now()}`))
  })
  clock.after(21, () => seen.push('too late'))
  clock.after(1, () => seen.push('cancelled'))()
  await clock.advance(20)
  expect(seen).toEqual(['a@10', 'nested@15', 'b@20'])
  expect(clock.now()).toBe(20)
})

test('a fake clock draws the same bytes for the same seed and others for another', () => {
  const draw = (seed: number) => createFakeClock({ seed }).randomBytes(8)
  expect(draw(7)).toEqual(draw(7))
  expect(draw(7)).not.toEqual(draw(8))
})
