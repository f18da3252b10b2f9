import { expect, it } from 'vitest'
import { asPeerId } from '#protocol/ids.ts'
import { NO_PREFERENCES } from '#protocol/market/preferences.ts'
import { Shares } from '#protocol/schedule/shares.ts'
import type { CrewMember } from './crew.ts'
import { explainWaiting } from './explain-waiting.ts'

type Job = Parameters<typeof explainWaiting>[0]

const somebody = asPeerId('somebody')
const GLM = 10n ** 18n
const PAID = {
  kind: 'paid',
  budget: GLM,
  ceilingPerGigaGas: GLM / 100n,
} as Job['record']['funding']

const jobWith = (part: {
  readonly carriesWork?: boolean
  readonly crew?: Partial<Job['crew']>
  readonly parties?: readonly string[]
  /** What each worker holds. */
  readonly leases?: readonly number[]
  readonly coming?: readonly string[]
  readonly verified?: number
  /** What each party was lent of a job of which it may be lent four subtasks. */
  readonly lent?: ReadonlyArray<readonly [party: string, subtasks: number]>
  readonly pinch?: 'none' | 'waiting' | 'usedUp'
  readonly record?: Partial<Job['record']>
  readonly heard?: Partial<Job['heard']>
}): Job => ({
  mesh: {
    status: () => ({
      relay: 'reserved',
      direct: 1,
      relayed: 0,
      carriesWork: part.carriesWork ?? true,
    }),
  },
  crew: {
    present: () =>
      (part.coming ?? []).map((payee) => ({
        state: 'connecting',
        offer: { payee },
      })) as unknown as CrewMember[],
    outOfReach: new Set(),
    hasReached: false,
    ...part.crew,
  },
  schedule: {
    quorum: 2,
    verified: { count: part.verified ?? 0 } as Job['schedule']['verified'],
    shares: part.lent && new Shares(4, part.lent),
    workers: new Map(
      (part.parties ?? []).map((party, at) => [
        asPeerId(`${at}`),
        { party, leases: new Set(part.leases), allowance: 1 },
      ]),
    ) as unknown as Job['schedule']['workers'],
  },
  payroll: { pinch: part.pinch ?? 'none' },
  auditor: undefined,
  record: { prefers: NO_PREFERENCES, funding: PAID, ...part.record },
  heard: { demands: 0, refused: 0, last: undefined, lowestAsk: undefined, ...part.heard },
})

const LIMITED: Parameters<typeof jobWith>[0] = {
  record: { prefers: { ...NO_PREFERENCES, maxShare: 40 } },
}

it.each<[string, Parameters<typeof jobWith>[0], RegExp, RegExp]>([
  [
    'no work can pass',
    { carriesWork: false },
    /^Cannot work from this network/,
    /relay’s operator/,
  ],
  [
    'one provider cannot be reached',
    { crew: { outOfReach: new Set([somebody]) } },
    /^A provider answered/,
    /Others are looked for/,
  ],
  ['the first moment', {}, /^Looking for providers\.$/, /a few seconds/],
  [
    'silence',
    { heard: { demands: 4 } },
    /Nobody has offered yet.*ask more than 0\.01 GLM for 10⁹ gas/,
    /at a higher price/,
  ],
  [
    'silence about free work',
    { heard: { demands: 4 }, record: { funding: { kind: 'free' } } },
    /paid work only/,
    /pay for it/,
  ],
  [
    'offers that were not taken',
    { heard: { refused: 2, last: { reason: 'price 2 > 1', advice: 'Pay 2.' } } },
    /^Looking for providers\. 2 offers were not taken, the last because: price 2 > 1\.$/,
    /^Pay 2\.$/,
  ],
  [
    'a price to wait for',
    {
      record: { prefers: { ...NO_PREFERENCES, waitForPrice: GLM / 100n } },
      heard: { lowestAsk: GLM / 50n },
    },
    /^Waiting for a price of 0\.01 .* asks 0\.02\.$/,
    /wait for 0\.02/,
  ],
  [
    'a program on its way',
    { coming: ['a'] },
    /^One provider is fetching the program\.$/,
    /^Nothing to do/,
  ],
  [
    'programs on their way',
    { coming: ['a', 'b', 'c'] },
    /^3 providers are fetching the program\.$/,
    /^Nothing to do/,
  ],
  ['a second party', { parties: ['a'] }, /^One provider is at work; results count/, /^A second/],
  [
    'a second party that is found',
    { parties: ['a'], coming: ['b'] },
    /^One provider is at work, one more is fetching the program; results count/,
    /^Nothing to do/,
  ],
  [
    'a second party that others of the first are none of',
    { parties: ['a', 'a'], coming: ['a'] },
    /^2 providers are at work, one more is fetching the program; results count/,
    /^A second/,
  ],
  [
    'some who work while others fetch',
    { parties: ['a', 'b'], coming: ['c', 'd', 'e'] },
    /^2 providers are at work, 3 more are fetching the program\.$/,
    /^Nothing to do/,
  ],
  [
    'those who are gone with their share',
    {
      ...LIMITED,
      lent: [
        ['a', 4],
        ['b', 5],
        ['c', 1],
      ],
    },
    /^Waiting for others: nobody may see more than 40 % of this job, and 2 have seen their share\.$/,
    /lift the limit/,
  ],
  [
    'one who has had its share, and another to whom nothing is left',
    {
      ...LIMITED,
      parties: ['a', 'b'],
      lent: [
        ['a', 4],
        ['b', 1],
      ],
    },
    /and one has seen its share\.$/,
    /lift the limit/,
  ],
  [
    'who comes after others have had their share',
    { ...LIMITED, coming: ['c'], lent: [['a', 4]] },
    /^One provider is fetching the program\.$/,
    /^Nothing to do/,
  ],
  [
    'an empty budget',
    { parties: ['a', 'b'], coming: ['c'], pinch: 'usedUp' },
    /^The budget is used up\.$/,
    /^Add to it/,
  ],
  [
    'money of those who left',
    { parties: ['a', 'b'], pinch: 'waiting' },
    /reserved for providers who left/,
    /by itself/,
  ],
])('tells of %s, and what would change it', (_, part, reason, advice) => {
  const explanation = explainWaiting(jobWith(part))
  expect(explanation?.reason).toMatch(reason)
  expect(explanation?.advice).toMatch(advice)
})

it('says nothing of a job that gets on', () => {
  expect(explainWaiting(jobWith({ parties: ['a', 'b'] }))).toBeNull()
  const limited = { ...LIMITED, parties: ['a', 'b'], lent: [['a', 4]], leases: [1] } as const
  expect(explainWaiting(jobWith(limited))).toBeNull()
  const later = { parties: ['a', 'b'], coming: ['c'], verified: 1 }
  expect(explainWaiting(jobWith(later))).toBeNull()
})
