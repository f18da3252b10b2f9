import { afterAll, expect, it } from 'vitest'
import { systemClock } from '#peer/adapters/clock-system.ts'
import { createMemoryStore } from '#peer/adapters/store-memory/memory-store.ts'
import { SavedRecords } from '#peer/saved-records.ts'
import type { Format } from '#protocol/task/app.ts'
import { createFakeClock } from '#test/support/fake-clock.ts'
import { createToyCompute, type ToyHabits } from '#test/support/toy-compute.ts'
import { createNodeCompute } from '#worker-runtime/host/node.ts'
import { type GraphicsMeasure, Speeds } from './speeds.ts'
import { yardstick } from './yardstick.ts'

const never = new AbortController().signal
const measure = { module: yardstick, machine: 'this one' }

const saved = new SavedRecords()
const compute = createNodeCompute({ cores: 1 })
afterAll(() => compute.stop())

it('measures a core in the real sandbox', { timeout: 20_000 }, async () => {
  const store = createMemoryStore()
  const speeds = await Speeds.load({ compute, clock: systemClock, store, saved, measure })
  expect(speeds.isDue(['kernel'])).toBe(true)
  expect(speeds.of('kernel', 'gas')).toBe(0n)
  await speeds.measure(['kernel'], never)
  expect(speeds.isDue(['kernel'])).toBe(false)
  // From a machine that is very busy to one that is not built yet.
  expect(speeds.of('kernel', 'gas')).toBeGreaterThan(10n ** 6n)
  expect(speeds.of('kernel', 'gas')).toBeLessThan(10n ** 11n)
})

const FORMATS = ['kernel', 'wasi', 'wgsl'] as const
const paths: number[] = []
/** Of a toy card: 7 paths in a tenth of a second, whatever it is asked. */
const graphics: GraphicsMeasure = {
  program: async () => ({ format: 'wgsl', module: new Uint8Array(), shared: new Uint8Array() }),
  input: (count) => {
    paths.push(count)
    return new Uint8Array()
  },
}

/** Of a toy machine: a million gas in a tenth of a second. */
async function measured(habits: ToyHabits = {}, formats: readonly Format[] = FORMATS) {
  const clock = createFakeClock()
  const store = createMemoryStore()
  const deps = {
    compute: createToyCompute(clock, habits),
    clock,
    store,
    saved,
    measure: { ...measure, graphics },
  }
  const speeds = await Speeds.load(deps)
  const measuring = speeds.measure(formats, never)
  await clock.advance(10_000)
  await measuring
  return { speeds, deps, clock }
}

it('says units of other kinds, and the same of WASI', async () => {
  const { speeds } = await measured()
  const gas = speeds.of('kernel', 'gas')
  expect(Number(gas)).toBeCloseTo(10_000_000, -4)
  expect(speeds.of('wasi', 'gas')).toBe(gas)
  expect(speeds.of('kernel', 'path')).toBe(gas / 10_000n)
})

it('measures a graphics device by what its shaders count', async () => {
  const { speeds } = await measured()
  expect(speeds.of('wgsl', 'path')).toBe(70n)
  expect(speeds.of('wgsl', 'gas')).toBe(700_000n)
})

it('asks a device for longer runs step by step, and ends with one that says something', async () => {
  paths.length = 0
  await measured({ subtaskMs: 200 })
  expect(paths).toEqual([4_096, 5_120])
  paths.length = 0
  await measured({ subtaskMs: 20 })
  expect(paths.slice(0, 3)).toEqual([4_096, 32_768, 262_144])
  expect(paths.at(-1)).toBe(2 ** 30)
  expect(paths).toHaveLength(7)
})

it('measures what is lent, and nothing else', async () => {
  const { speeds } = await measured({}, ['wgsl'])
  expect(speeds.of('kernel', 'gas')).toBe(0n)
  expect(speeds.of('wgsl', 'path')).toBe(70n)
  expect(speeds.isDue(['wgsl'])).toBe(false)
  expect(speeds.isDue(['wasi'])).toBe(true)
})

it.each<[string, ToyHabits]>([
  ['fails', { spoil: () => ({ kind: 'hostFailure', reason: 'crashed', message: 'lost' }) }],
  [
    'traps',
    {
      spoil: (result) =>
        result.kind === 'done' ? { ...result, outcome: { kind: 'trap' } } : result,
    },
  ],
  ['is done at once, so that the clock tells nothing', { subtaskMs: 0 }],
])('knows nothing of a device that %s', async (_, habits) => {
  const { speeds } = await measured(habits)
  expect(speeds.of('wgsl', 'path')).toBe(0n)
  expect(speeds.of('kernel', 'gas')).toBe(0n)
})

it('keeps the figures for a day, and for this machine alone', async () => {
  const { speeds, deps, clock } = await measured()
  const again = await Speeds.load(deps)
  expect(again.isDue(FORMATS)).toBe(false)
  expect(again.of('kernel', 'gas')).toBe(speeds.of('kernel', 'gas'))
  expect(again.of('wgsl', 'path')).toBe(70n)
  const elsewhere = { ...deps.measure, machine: 'another' }
  const moved = await Speeds.load({ ...deps, measure: elsewhere })
  expect(moved.of('kernel', 'gas')).toBe(0n)
  expect(moved.of('wgsl', 'path')).toBe(0n)
  await clock.advance(25 * 3_600_000)
  expect(again.isDue(FORMATS)).toBe(true)
})

it('measures a graphics card anew that is another', async () => {
  const { deps, clock } = await measured()
  const card = { name: 'another', features: [], limits: {} }
  const compute = createToyCompute(clock, { graphics: card })
  const speeds = await Speeds.load({ ...deps, compute })
  expect(speeds.of('wgsl', 'path')).toBe(0n)
  expect(speeds.isDue(['wgsl'])).toBe(true)
  expect(speeds.isDue(['kernel'])).toBe(false)
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
  const measuring = speeds.measure(FORMATS, work.signal)
  await clock.advance(150)
  work.abort()
  await measuring
  expect(speeds.of('kernel', 'gas')).toBe(0n)
  expect(speeds.isDue(FORMATS)).toBe(true)
})

it('measures nothing where it is not told by what', async () => {
  const clock = createFakeClock()
  const deps = { compute: createToyCompute(clock), clock, store: createMemoryStore(), saved }
  const speeds = await Speeds.load({ ...deps, measure: undefined })
  expect(speeds.isDue(FORMATS)).toBe(false)
})
