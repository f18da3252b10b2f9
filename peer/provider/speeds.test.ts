import { afterAll, expect, it } from 'vitest'
import { systemClock } from '#peer/adapters/clock-system.ts'
import { createMemoryStore } from '#peer/adapters/store-memory/memory-store.ts'
import { SavedRecords } from '#peer/saved-records.ts'
import { createFakeClock } from '#test/support/fake-clock.ts'
import { createToyCompute } from '#test/support/toy-compute.ts'
import { createNodeCompute } from '#worker-runtime/host/node.ts'
import { Speeds } from './speeds.ts'
import { yardstick } from './yardstick.ts'

const never = new AbortController().signal
const measure = { module: yardstick, machine: 'this one' }

const saved = new SavedRecords()
const compute = createNodeCompute({ cores: 1 })
afterAll(() => compute.stop())

it('measures a core in the real sandbox', { timeout: 20_000 }, async () => {
  const store = createMemoryStore()
  const speeds = await Speeds.load({ compute, clock: systemClock, store, saved, measure })
  expect(speeds.isDue).toBe(true)
  expect(speeds.of('kernel', 'gas')).toBe(0n)
  await speeds.measure(never)
  expect(speeds.isDue).toBe(false)
  // From a machine that is very busy to one that is not built yet.
  expect(speeds.of('kernel', 'gas')).toBeGreaterThan(10n ** 6n)
  expect(speeds.of('kernel', 'gas')).toBeLessThan(10n ** 11n)
})

/** Of a toy machine: a million gas in a tenth of a second. */
async function measured(store = createMemoryStore()) {
  const clock = createFakeClock()
  const deps = { compute: createToyCompute(clock), clock, store, saved, measure }
  const speeds = await Speeds.load(deps)
  const measuring = speeds.measure(never)
  await clock.advance(1_000)
  await measuring
  return { speeds, deps, clock }
}

it('says units of other kinds, the same of WASI, and nothing of graphics devices', async () => {
  const { speeds } = await measured()
  const gas = speeds.of('kernel', 'gas')
  expect(Number(gas)).toBeCloseTo(10_000_000, -4)
  expect(speeds.of('wasi', 'gas')).toBe(gas)
  expect(speeds.of('kernel', 'path')).toBe(gas / 10_000n)
  expect(speeds.of('wgsl', 'path')).toBe(0n)
})

it('keeps the figure for a day, and for this machine alone', async () => {
  const { speeds, deps, clock } = await measured()
  const again = await Speeds.load(deps)
  expect(again.isDue).toBe(false)
  expect(again.of('kernel', 'gas')).toBe(speeds.of('kernel', 'gas'))
  const elsewhere = await Speeds.load({ ...deps, measure: { ...measure, machine: 'another' } })
  expect(elsewhere.of('kernel', 'gas')).toBe(0n)
  await clock.advance(25 * 3_600_000)
  expect(again.isDue).toBe(true)
})

it('knows nothing of a measure that was broken off', async () => {
  const clock = createFakeClock()
  const deps = {
    compute: createToyCompute(clock),
    clock,
    store: createMemoryStore(),
    saved,
    measure,
  }
  const speeds = await Speeds.load(deps)
  const work = new AbortController()
  const measuring = speeds.measure(work.signal)
  await clock.advance(150)
  work.abort()
  await measuring
  expect(speeds.of('kernel', 'gas')).toBe(0n)
  expect(speeds.isDue).toBe(true)
})

it('measures nothing where it is not told by what', async () => {
  const clock = createFakeClock()
  const deps = { compute: createToyCompute(clock), clock, store: createMemoryStore(), saved }
  const speeds = await Speeds.load({ ...deps, measure: undefined })
  expect(speeds.isDue).toBe(false)
})
