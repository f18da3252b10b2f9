import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bidOf, demandOf, paidTerms } from '#test/support/market.ts'
import { asPeerId } from '../ids.ts'
import { type Bid, explainLoss, scoreBid, usualPrice } from './score.ts'
import { type Incident, NEWCOMER, noteIncident } from './standing.ts'

const NOW = 10_000_000
const CEILING = 10n ** 16n
const demand = demandOf({ terms: paidTerms(CEILING) })

const incidents = fc.array(
  fc.record({
    at: fc.integer({ min: NOW - 7_200_000, max: NOW }),
    kind: fc.constantFrom<Incident>('timeout', 'failure', 'departure'),
  }),
  { maxLength: 12 },
)
const bids: fc.Arbitrary<Bid> = fc
  .record({
    offer: fc.record({
      cores: fc.integer({ min: 1, max: 1_024 }),
      speed: fc.bigInt(0n, 10n ** 12n),
      pricePerGigaGas: fc.bigInt(0n, CEILING),
      upMs: fc.nat(100_000_000),
    }),
    path: fc.constantFrom('direct' as const, 'relayed' as const),
    rttMs: fc.option(fc.nat(5_000), { nil: undefined }),
    completed: fc.nat(1_000),
    incidents,
    pace: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined }),
    carried: fc.double({ min: -1, max: 1, noNaN: true }),
  })
  .map(({ offer, path, rttMs, completed, incidents, pace, carried }) => ({
    ...bidOf(offer),
    carried,
    connection: { path, rttMs },
    standing: {
      completed,
      incidents: incidents.sort((a, b) => a.at - b.at),
      rttMs: undefined,
      pace,
      ...{ given: 0, confirmed: 0, caught: 0, caughtAt: undefined },
    },
  }))

const total = (bid: Bid) => scoreBid(bid, demand, 1_000, CEILING, NOW).total
const withOffer = (bid: Bid, part: Partial<Bid['offer']>): Bid => ({
  ...bid,
  offer: { ...bid.offer, ...part },
})

/** One input made better, by a drawn amount. */
const improvements: Readonly<Record<string, (bid: Bid, by: number) => Bid>> = {
  speed: (bid, by) => withOffer(bid, { speed: bid.offer.speed + BigInt(by) * 10n ** 6n }),
  cores: (bid, by) => withOffer(bid, { cores: bid.offer.cores + by }),
  uptime: (bid, by) => withOffer(bid, { upMs: bid.offer.upMs + by * 1_000 }),
  price: (bid, by) =>
    withOffer(bid, { pricePerGigaGas: bid.offer.pricePerGigaGas / BigInt(1 + by) }),
  carried: (bid, by) => ({ ...bid, carried: Math.min(1, bid.carried + by / 100) }),
  completed: (bid, by) => ({
    ...bid,
    standing: { ...bid.standing, completed: bid.standing.completed + by },
  }),
  incidents: (bid, by) => ({
    ...bid,
    standing: { ...bid.standing, incidents: bid.standing.incidents.slice(by) },
  }),
  pace: (bid, by) => ({
    ...bid,
    standing: {
      ...bid.standing,
      pace: Math.min(1, (bid.standing.pace ?? 1) * (1 + by / 100)),
    },
  }),
  'a direct path': (bid) => ({ ...bid, connection: { ...bid.connection, path: 'direct' } }),
  'round trip': (bid, by) => ({
    ...bid,
    connection: { ...bid.connection, rttMs: Math.max(0, (bid.connection.rttMs ?? 250) - by) },
  }),
}

describe('the score of a bid', () => {
  it.each(Object.keys(improvements))('never gets worse with better %s', (name) => {
    const improve = improvements[name]
    if (improve === undefined) throw new Error(name)
    fc.assert(
      fc.property(bids, fc.integer({ min: 1, max: 10_000 }), (bid, by) => {
        expect(total(improve(bid, by))).toBeLessThanOrEqual(total(bid))
      }),
      { numRuns: 1_000 },
    )
  })

  it.each(Object.keys(improvements))('does tell %s apart', (name) => {
    const poor: Bid = {
      ...bidOf({ speed: 10n ** 8n, pricePerGigaGas: CEILING }),
      standing: { ...noteIncident(NEWCOMER, 'timeout', NOW), pace: 0.5 },
    }
    expect(total(improvements[name]?.(poor, 100) ?? poor)).toBeLessThan(total(poor))
  })

  it('believes nobody without bounds', () => {
    const honest = bidOf({ speed: 2n * 10n ** 10n, cores: 64 })
    const boaster = bidOf({ speed: 2n ** 62n, cores: 1_024 })
    expect(total(boaster)).toBe(total(honest))
  })
})

describe('what prices are held against', () => {
  const price = (wei: bigint) => bidOf({ pricePerGigaGas: wei })

  it('is the price in the middle, which a few cannot move far', () => {
    const asks = [5n, 6n, 7n].map((times) => price((times * CEILING) / 10n))
    expect(usualPrice(asks, demand)).toBe((6n * CEILING) / 10n)
    expect(usualPrice([...asks, price(0n)], demand)).toBe((6n * CEILING) / 10n)
    expect(usualPrice([price(0n), price(1n), price(1n)], demand)).toBe(CEILING / 16n)
    expect(usualPrice(asks, demandOf())).toBe(0n)
  })

  it('prefers an idle provider at half of what others ask, though it is somewhat slower', () => {
    const wei = CEILING / 10n
    const busy = bidOf({ provider: asPeerId('busy'), pricePerGigaGas: wei, speed: 12n * 10n ** 8n })
    const idle = bidOf({ provider: asPeerId('idle'), pricePerGigaGas: wei / 2n, speed: 10n ** 9n })
    const usual = usualPrice([busy, busy, idle], demand)
    const score = (bid: Bid) => scoreBid(bid, demand, 1_000, usual, NOW).total
    expect(score(idle)).toBeLessThan(score(busy))
  })

  it('never makes a higher price better, though it moves what all are held against', () => {
    const bidsOf = (prices: readonly bigint[]) => prices.map(price)
    fc.assert(
      fc.property(
        fc.array(fc.bigInt(1n, CEILING), { minLength: 2, maxLength: 9 }),
        fc.bigInt(0n, CEILING),
        (prices, more) => {
          const [own = 0n, ...others] = prices
          const share = (mine: bigint) => {
            const all = bidsOf([mine, ...others])
            const usual = usualPrice(all, demand)
            const [self, ...rest] = all.map((bid) => scoreBid(bid, demand, 9, usual, NOW).total)
            return rest.map((other) => (self ?? 0) / other)
          }
          const before = share(own)
          for (const [at, after] of share(own + more).entries())
            expect(after).toBeGreaterThanOrEqual((before[at] ?? 0) * (1 - 1e-9))
        },
      ),
    )
  })
})

describe('why others were preferred', () => {
  const good = bidOf({ provider: asPeerId('good'), speed: 10n ** 9n, upMs: 3_600_000 })
  const explain = (loser: Bid) => {
    const score = (bid: Bid) => ({ bid, score: scoreBid(bid, demand, 1_000, CEILING, NOW) })
    return explainLoss(score(loser), [score(good)], NOW).reason
  }

  it('says it with figures, by what made the difference', () => {
    expect(explain(withOffer(good, { speed: 10n ** 8n }))).toBe(
      '1 other finishes sooner: 1.3 s against 13 s',
    )
    expect(explain(withOffer(good, { pricePerGigaGas: CEILING }))).toBe(
      '1 other suits better: price 0.01 against 0',
    )
    expect(explain(withOffer(good, { upMs: 5_000 }))).toBe(
      '1 other suits better: here for 5.0 s against 60 min',
    )
    const twice = noteIncident(noteIncident(NEWCOMER, 'timeout', NOW), 'failure', NOW)
    expect(explain({ ...good, standing: twice })).toBe(
      '1 other suits better: 1 timeout and 1 failure in the last hour',
    )
    expect(explain({ ...good, connection: { path: 'relayed', rttMs: 900 } })).toBe(
      '1 other suits better: round trip 900 ms against 250 ms',
    )
    expect(explain({ ...good, carried: -0.5 })).toBe(
      '1 other suits better: others judged results of its wrong',
    )
    expect(explain({ ...good, standing: { ...NEWCOMER, pace: 0.1 } })).toBe(
      '1 other suits better: showed 10 % of the speed it claims',
    )
    expect(explain(good)).toBe('1 other suits as well, and there are no more places')
  })
})

describe('of graphics devices', () => {
  const shaders = demandOf({ format: 'wgsl', unit: 'path', gasPerSubtask: 10n ** 6n })
  const secondsOf = (part: Parameters<typeof bidOf>[0]) =>
    scoreBid(bidOf(part), shaders, 1_000, 0n, NOW).finishSeconds

  it('a faster one is through sooner, far beyond what any core does', () => {
    expect(secondsOf({ speed: 10n ** 8n })).toBeLessThan(secondsOf({ speed: 10n ** 7n }))
  })

  it('there is one in a machine, however many cores it offers', () => {
    expect(secondsOf({ speed: 10n ** 7n, cores: 16 })).toBe(secondsOf({ speed: 10n ** 7n }))
  })
})
