import fc from 'fast-check'
import { expect, it } from 'vitest'
import { addShowing, type Claimant, judgePace, NOTHING_SHOWN } from './pace.ts'

/** A provider that claims a speed, and did so much of it over some seconds of answers. */
const claimant = (claimed: number, held: number, seconds = 10): Claimant => {
  let showing = NOTHING_SHOWN
  for (let at = 0; at < seconds; at += 1)
    showing = addShowing(showing, {
      units: BigInt(Math.round(claimed * held * 2)),
      tookMs: 1_000,
      cores: 2,
    })
  return { offer: { speed: BigInt(claimed) }, showing }
}

it('holds a boaster to what others of the job hold of their claims', () => {
  // The program is three times as slow as the yardstick, for everybody.
  const honest = [claimant(1e9, 1 / 3), claimant(3e8, 0.35), claimant(2e9, 0.3)]
  const boaster = claimant(1e10, 1 / 30)
  const all = [...honest, boaster]
  expect(judgePace(boaster, all)).toBeCloseTo(0.1, 2)
  for (const one of honest) expect(judgePace(one, all)).toBeGreaterThan(0.85)
})

it('holds nobody to those who compute with something else', () => {
  const cards = [1e9, 2e9, 3e9].map((speed) => claimant(speed, 1))
  const processors = [1e7, 2e7, 3e7].map((speed): Claimant => {
    const { offer, showing } = claimant(speed, 0.1)
    return { offer: { ...offer, format: 'kernel' }, showing }
  })
  for (const one of [...cards, ...processors])
    expect(judgePace(one, [...cards, ...processors])).toBe(1)
})

it('lets nobody gain by claiming little', () => {
  const modest = claimant(1e7, 20)
  const all = [modest, claimant(1e9, 1), claimant(1e9, 1)]
  expect(judgePace(modest, all)).toBe(1)
  expect(judgePace(all[1] ?? modest, all)).toBe(1)
})

it('says nothing of few, of who was hardly seen, or of who claims nothing', () => {
  const two = [claimant(1e9, 1), claimant(1e9, 0.1)]
  expect(judgePace(claimant(1e9, 0.1), two)).toBeUndefined()
  const three = [...two, claimant(1e9, 1)]
  expect(judgePace(claimant(1e9, 0.1, 1), three)).toBeUndefined()
  expect(judgePace(claimant(0, 1), three)).toBeUndefined()
})

it('is a share, whatever is claimed and shown', () => {
  const any = fc
    .record({
      speed: fc.bigInt(0n, 2n ** 63n - 1n),
      done: fc.double({ min: 0, max: 1e24, noNaN: true }),
      coreMs: fc.double({ min: 0, max: 1e12, noNaN: true }),
    })
    .map(({ speed, ...showing }): Claimant => ({ offer: { speed }, showing }))
  fc.assert(
    fc.property(any, fc.array(any, { maxLength: 16 }), (one, others) => {
      const pace = judgePace(one, [one, ...others])
      if (pace === undefined) return
      expect(pace).toBeGreaterThanOrEqual(0)
      expect(pace).toBeLessThanOrEqual(1)
    }),
  )
})
