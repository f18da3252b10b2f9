import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { asJobId, asPeerId } from '../ids.ts'
import { type CoreClaim, judgePlace, MAX_ENGAGEMENTS, placesOn, shareCores } from './share-cores.ts'

const job = (at: number) => asJobId(`0x${at.toString(16).padStart(64, '0')}`)
const someone = (at: number) => asPeerId(`12D3KooW${'ABCDEFGHJ'[at]?.repeat(44)}`)

const claim = (at: number, requestor: number, graphics = false): CoreClaim => ({
  jobId: job(at),
  requestor: someone(requestor),
  graphics,
})

/** Jobs that came one after another, each let in by the rule of places. */
const admitted = fc
  .record({
    cores: fc.integer({ min: 1, max: 64 }),
    comers: fc.array(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.boolean()), { maxLength: 20 }),
  })
  .map(({ cores, comers }) => {
    const claims: CoreClaim[] = []
    comers.forEach(([requestor, graphics], at) => {
      const comer = claim(at, requestor, graphics)
      if (judgePlace(comer, claims, cores).kind === 'take') claims.push(comer)
    })
    return { cores, claims }
  })

const totals = (claims: readonly CoreClaim[], shares: ReadonlyMap<string, number>) => {
  const held = new Map<string, { cores: number; jobs: number; most: number }>()
  for (const { jobId, requestor, graphics } of claims) {
    const known = held.get(requestor) ?? { cores: 0, jobs: 0, most: 0 }
    held.set(requestor, {
      cores: known.cores + (shares.get(jobId) ?? 0),
      jobs: known.jobs + 1,
      most: known.most + (graphics ? 1 : Number.POSITIVE_INFINITY),
    })
  }
  return [...held.values()]
}

describe('sharing cores', () => {
  it.each<[string, number, CoreClaim[], number[]]>([
    ['all to the only job', 5, [claim(1, 0)], [5]],
    ['evenly, the odd one to who came first', 5, [claim(1, 0), claim(2, 1)], [3, 2]],
    [
      'between requestors, then between their jobs',
      8,
      [claim(1, 0), claim(2, 0), claim(3, 1)],
      [2, 2, 4],
    ],
    ['one to a graphics job', 4, [claim(1, 0, true), claim(2, 0)], [1, 3]],
    ['none is invented for a graphics job alone', 4, [claim(1, 0, true)], [1]],
    ['none is left for the last', 2, [claim(1, 0), claim(2, 1), claim(3, 2)], [1, 1, 0]],
  ])('%s', (_, cores, claims, expected) => {
    expect([...shareCores(cores, claims).values()]).toEqual(expected)
  })

  it('lends what there is and no more, and leaves no admitted job without', () => {
    fc.assert(
      fc.property(admitted, ({ cores, claims }) => {
        const shares = [...shareCores(cores, claims).values()]
        const sum = shares.reduce((all, share) => all + share, 0)
        expect(sum).toBeLessThanOrEqual(cores)
        if (claims.some(({ graphics }) => !graphics)) expect(sum).toBe(cores)
        for (const share of shares) expect(share).toBeGreaterThanOrEqual(1)
      }),
    )
  })

  it('gives nobody two cores more than another who could use them', () => {
    fc.assert(
      fc.property(admitted, ({ cores, claims }) => {
        const all = totals(claims, shareCores(cores, claims))
        for (const rich of all)
          for (const poor of all)
            if (poor.cores < poor.most && rich.cores > rich.jobs)
              expect(rich.cores - poor.cores).toBeLessThanOrEqual(1)
      }),
    )
  })

  it('shares evenly between two requestors, however many jobs one of them has', () => {
    fc.assert(
      fc.property(admitted, ({ cores, claims }) => {
        const plain = claims.filter(({ graphics }) => !graphics)
        const [one, other, ...more] = totals(plain, shareCores(cores, plain))
        if (one === undefined || other === undefined || more.length > 0) return
        expect(Math.abs(one.cores - other.cores)).toBeLessThanOrEqual(1)
      }),
    )
  })

  it('is no longer the same once somebody has left', () => {
    const [first, second] = [claim(1, 0), claim(2, 1)]
    expect(shareCores(4, [first, second]).get(second.jobId)).toBe(2)
    expect(shareCores(4, [second]).get(second.jobId)).toBe(4)
  })
})

describe('places for jobs', () => {
  const reasonOf = (comer: CoreClaim, claims: CoreClaim[], cores: number) => {
    const judgement = judgePlace(comer, claims, cores)
    return judgement.kind === 'decline' ? judgement.reason : undefined
  }

  it('are as many as cores, and eight at most', () => {
    expect([1, 3, 8, 64].map(placesOn)).toEqual([1, 3, 8, MAX_ENGAGEMENTS])
    const two = [claim(1, 0), claim(2, 1)]
    expect(reasonOf(claim(3, 2), two, 2)).toBe('2 of 2 places for jobs are taken')
    expect(reasonOf(claim(3, 2), two, 3)).toBeUndefined()
  })

  it('go by half to one requestor at most', () => {
    const two = [claim(1, 0), claim(2, 0)]
    expect(reasonOf(claim(3, 0), two, 4)).toBe(
      '2 jobs of this requestor are at work here, 2 may be',
    )
    expect(reasonOf(claim(3, 1), two, 4)).toBeUndefined()
  })

  it('are one for jobs of the graphics device', () => {
    expect(reasonOf(claim(2, 1, true), [claim(1, 0, true)], 8)).toContain('graphics device')
    expect(reasonOf(claim(2, 1), [claim(1, 0, true)], 8)).toBeUndefined()
  })
})
