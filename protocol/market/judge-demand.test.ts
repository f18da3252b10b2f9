import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { demandOf, paidTerms, rulesWith } from '#test/support/market.ts'
import { asAddress } from '../ids.ts'
import { parseGlm } from '../payment/amount.ts'
import type { Format } from '../task/app.ts'
import type { Demand } from './demand.ts'
import { formatFor, judgeDemand, type ProviderRules } from './judge-demand.ts'
import { NEW_REQUESTOR } from './requestor-record.ts'

const NOON = Date.UTC(2026, 0, 15, 12)
const ANY_PRICE = rulesWith().price
const RULES = rulesWith({
  shaders: undefined,
  cores: 2,
  price: { ...ANY_PRICE, floorPerGigaGas: 4n * 10n ** 16n },
})

const judge = (
  demand: Partial<Demand>,
  rules: Partial<ProviderRules> = {},
  load = 0,
  bytesPerSecond?: number,
) => {
  const moment = {
    now: NOON,
    load,
    bytesPerSecond,
    record: NEW_REQUESTOR,
    letAloneUntil: undefined,
  }
  const judgement = judgeDemand(demandOf(demand), { ...RULES, ...rules }, moment)
  return judgement.kind === 'decline' ? judgement.reason : 'taken'
}

const BUSY = { zone: 'UTC', fromHour: 8, untilHour: 20, pricePercent: 200, noFreeWork: true }
const OWN_LIST = { only: ['render'], never: [] }
const THREE_CENTS = { terms: paidTerms(3n * 10n ** 16n) }
const authorWith = (basisPoints: number) => ({
  payee: asAddress(`0x${'a7'.repeat(20)}`),
  basisPoints,
})
const FIVE_CENTS = { terms: paidTerms(5n * 10n ** 16n) }

describe('a demand', () => {
  it.each<[string, Partial<Demand>, Partial<ProviderRules>, string]>([
    ['for nothing', {}, {}, 'taken'],
    ['above the floor', FIVE_CENTS, {}, 'taken'],
    ['below the floor', THREE_CENTS, {}, 'price 0.03 < 0.04 GLM for 10⁹ gas'],
    [
      'at the floor with an author’s share taken off',
      { terms: paidTerms(5n * 10n ** 16n, authorWith(2_000)) },
      {},
      'taken',
    ],
    [
      'below the floor with an author’s share taken off',
      { terms: paidTerms(5n * 10n ** 16n, authorWith(2_500)) },
      {},
      'price 0.0375 < 0.04 GLM for 10⁹ gas without the 25 % of the app’s author',
    ],
    [
      'below the floor of these hours',
      FIVE_CENTS,
      { price: { ...RULES.price, busyHours: BUSY } },
      'price 0.05 < 0.08 GLM for 10⁹ gas',
    ],
    [
      'below the floor of its format',
      FIVE_CENTS,
      { price: { ...RULES.price, floorByFormat: { kernel: 10n ** 18n } } },
      'price 0.05 < 1 GLM for 10⁹ gas',
    ],
    [
      'for nothing at these hours',
      {},
      { price: { ...RULES.price, busyHours: BUSY } },
      'no unpaid work between 8:00 and 20:00',
    ],
    ['for nothing from who wants pay', {}, { acceptFree: false }, 'unpaid work is switched off'],
    [
      'without a wallet to pay',
      FIVE_CENTS,
      { payee: undefined },
      'paid, but no wallet is chosen to be paid',
    ],
    ['of a format nobody runs', { format: 'wgsl' }, {}, 'this machine cannot run wgsl programs'],
    [
      'of an app that is refused',
      {},
      { apps: { only: [], never: ['toy'] } },
      'the app toy is on the list of those refused',
    ],
    ['of an app not named', {}, { apps: OWN_LIST }, 'the app toy is not among the 1 accepted'],
    ['of an app that is named', { appId: 'render' }, { apps: OWN_LIST }, 'taken'],
    [
      'of a requestor that is blocked',
      {},
      { requestors: { only: ['requestor'], never: ['requestor'] } },
      'this requestor is on the list of those refused',
    ],
    [
      'of a requestor not allowed',
      {},
      { requestors: { only: ['a', 'b'], never: [] } },
      'this requestor is not among the 2 accepted',
    ],
    [
      'of a requestor nobody knows, by who works for regulars',
      {},
      { leastRecord: { kind: 'proven', subtasks: 100 } },
      'this requestor has judged and paid 0 of your pieces, 100 wanted',
    ],
    [
      'for more cores than are lent',
      { needs: { cores: 3, bytesPerSecond: 0 } },
      {},
      'needs 3 cores, 2 lent',
    ],
    ['that is over', { deadline: NOON }, {}, 'the deadline has passed'],
  ])('%s', (_, demand, rules, answer) => {
    expect(judge(demand, rules)).toBe(answer)
  })

  it('has to pay more to who is busy', () => {
    const price = { ...RULES.price, topPerGigaGas: 8n * 10n ** 16n }
    expect(judge(FIVE_CENTS, { price }, 0.5)).toBe('taken')
    expect(judge(FIVE_CENTS, { price }, 0.75)).toBe('price 0.05 < 0.06 GLM for 10⁹ gas')
  })
})

describe('a demand that needs a fast line', () => {
  const needs = { cores: 1, bytesPerSecond: 1_000_000 }

  it('is taken by who did not fetch anything yet', () => {
    expect(judge({ needs })).toBe('taken')
  })

  it('is taken by who was seen to receive as much, and by no other', () => {
    expect(judge({ needs }, {}, 0, 1_000_000)).toBe('taken')
    expect(judge({ needs }, {}, 0, 999_999)).toBe(
      'needs 1,000 kB/s of download, 999 kB/s were seen here of late',
    )
  })
})

describe('a demand for a graphics card', () => {
  const graphics = { features: ['shader-f16'], limits: { maxBufferSize: 2 ** 29 } }
  const needs = { cores: 1, bytesPerSecond: 0, graphics }
  const lends = (device: ProviderRules['graphics']): Partial<ProviderRules> => ({
    runnable: ['wgsl'],
    formats: ['wgsl'],
    graphics: device,
  })

  it('is held against what the card has', () => {
    expect(judge({ format: 'wgsl', needs }, lends(graphics))).toBe('taken')
    expect(judge({ format: 'wgsl', needs }, lends({ ...graphics, features: [] }))).toBe(
      'needs shader-f16, this graphics card has none',
    )
    const small = { ...graphics, limits: { maxBufferSize: 2 ** 28 } }
    expect(judge({ format: 'wgsl', needs }, lends(small))).toBe(
      'needs buffers of 512 MiB, this graphics card allows 256 MiB',
    )
    expect(judge({ format: 'wgsl', needs }, lends(undefined))).toBe(
      'needs shader-f16, this graphics card has none',
    )
  })

  it('is nothing to who computes on cores', () => {
    expect(judge({ needs })).toBe('taken')
  })
})

describe('a program with a reference', () => {
  const demand = demandOf({ format: 'wgsl' })
  const reference = { module: demand.module, units: 1 }
  const both = { ...demand, reference }
  const card: Partial<ProviderRules> = {
    runnable: ['kernel', 'wgsl'],
    formats: ['kernel', 'wgsl'],
    shaders: undefined,
  }
  it.each<[string, Partial<Demand>, Partial<ProviderRules>, Format]>([
    ['the card where there is one', both, card, 'wgsl'],
    ['a processor where no card is lent', both, { ...card, formats: ['kernel'] }, 'kernel'],
    ['a processor for a stranger’s shader', both, { ...card, shaders: new Set() }, 'kernel'],
    ['a card alone where no kernel is run', both, { ...card, formats: [] }, 'wgsl'],
    ['a card alone where there is no reference', demand, { formats: ['kernel'] }, 'wgsl'],
  ])('is computed with %s', (_, part, rules, format) => {
    expect(formatFor(demandOf(part), { ...RULES, ...rules })).toBe(format)
  })

  it('is priced as a kernel where it is computed as one', () => {
    const price = {
      ...ANY_PRICE,
      floorPerGigaGas: 10n ** 18n,
      floorByFormat: { kernel: 4n * 10n ** 16n },
    }
    expect(judge({ ...both, ...FIVE_CENTS }, { ...card, price })).not.toBe('taken')
    expect(judge({ ...both, ...FIVE_CENTS }, { ...card, formats: ['kernel'], price })).toBe('taken')
  })
})

describe('the advice that comes with a refusal', () => {
  const refuse = (demand: Partial<Demand>, rules: Partial<ProviderRules>, load = 0) => {
    const moment = {
      now: NOON,
      load,
      bytesPerSecond: undefined,
      record: NEW_REQUESTOR,
      letAloneUntil: undefined,
    }
    const judgement = judgeDemand(demandOf(demand), { ...RULES, ...rules }, moment)
    if (judgement.kind === 'take') throw new Error('taken')
    return judgement
  }

  it.each<[string, string, Partial<Demand>, Partial<ProviderRules>, Partial<ProviderRules>]>([
    ['unpaid', 'Switch on', {}, { acceptFree: false }, { acceptFree: true }],
    ['wallet', 'guest wallet', FIVE_CENTS, { payee: undefined }, {}],
    ['cores', 'Lend 1 more', { needs: { cores: 3, bytesPerSecond: 0 } }, {}, { cores: 3 }],
    [
      'memory',
      '64 MiB or more',
      { limits: { ...demandOf().limits, memoryBytes: 2 ** 26 } },
      { maxMemoryBytes: 2 ** 25 },
      { maxMemoryBytes: 2 ** 26 },
    ],
    [
      'minutes',
      '10 minutes or more',
      { limits: { ...demandOf().limits, wallMs: 600_000 } },
      { maxWallMs: 120_000 },
      { maxWallMs: 600_000 },
    ],
    ['formats', 'Switch kernel programs on', {}, { formats: [] }, { formats: ['kernel'] }],
    ['apps', '“Only these apps”', {}, { apps: OWN_LIST }, { apps: { only: ['toy'], never: [] } }],
    [
      'graphics',
      'to anyone',
      { format: 'wgsl' },
      { runnable: ['wgsl'], formats: ['wgsl'], shaders: new Set() },
      { runnable: ['wgsl'], formats: ['wgsl'], shaders: undefined },
    ],
  ])('about %s (%s) is true: who follows it takes the job', (about, words, demand, now, then) => {
    expect(refuse(demand, now)).toMatchObject({
      obstacle: about,
      advice: expect.stringContaining(words),
    })
    expect(judge(demand, then)).toBe('taken')
  })

  it('about a price names one that is low enough', () => {
    const price = fc.record({
      floor: fc.bigInt({ min: 1n, max: 10n ** 18n }),
      ceiling: fc.bigInt({ min: 0n, max: 10n ** 18n }),
      top: fc.option(fc.bigInt({ min: 1n, max: 10n ** 18n }), { nil: undefined }),
      percent: fc.integer({ min: 1, max: 10_000 }),
      unit: fc.constantFrom('gas' as const, 'path' as const),
      load: fc.double({ min: 0, max: 1, noNaN: true }),
    })
    fc.assert(
      fc.property(price, ({ floor, ceiling, top, percent, unit, load }) => {
        const demand = { unit, terms: paidTerms(ceiling) }
        const rule = {
          floorPerGigaGas: floor,
          floorByFormat: {},
          topPerGigaGas: top,
          busyHours: { ...BUSY, pricePercent: percent },
        }
        fc.pre(judge(demand, { price: rule }, load) !== 'taken')
        const { advice } = refuse(demand, { price: rule }, load)
        const named = parseGlm(/to (\S+) GLM/.exec(advice)?.[1] ?? '')
        const followed = advice.includes('lowest')
          ? { ...rule, floorPerGigaGas: named, topPerGigaGas: undefined }
          : { ...rule, topPerGigaGas: named }
        expect(judge(demand, { price: followed }, load)).toBe('taken')
      }),
    )
  })
})
