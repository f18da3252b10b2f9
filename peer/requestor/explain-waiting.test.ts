import { expect, it } from 'vitest'
import { asPeerId } from '#protocol/ids.ts'
import { NO_PREFERENCES } from '#protocol/market/preferences.ts'
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
  crew: { members: new Map(), outOfReach: new Set(), hasReached: false, ...part.crew },
  schedule: {
    quorum: 2,
    workers: new Map(
      (part.parties ?? []).map((party) => [asPeerId(party), { party }]),
    ) as unknown as Job['schedule']['workers'],
  },
  payroll: { pinch: part.pinch ?? 'none' },
  record: { prefers: NO_PREFERENCES, funding: PAID, ...part.record },
  heard: { demands: 0, refused: 0, last: undefined, lowestAsk: undefined, ...part.heard },
})

const present = { members: new Map([[somebody, {}]]) as unknown as Job['crew']['members'] }

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
  ['programs on their way', { crew: present }, /fetching the program/, /Nothing to do/],
  ['a second party', { crew: present, parties: ['a'] }, /^One provider is at work/, /A second/],
  [
    'an empty budget',
    { crew: present, parties: ['a', 'b'], pinch: 'usedUp' },
    /^The budget is used up\.$/,
    /^Add to it/,
  ],
  [
    'money of those who left',
    { crew: present, parties: ['a', 'b'], pinch: 'waiting' },
    /set aside for providers who left/,
    /by itself/,
  ],
])('tells of %s, and what would change it', (_, part, reason, advice) => {
  const explanation = explainWaiting(jobWith(part))
  expect(explanation?.reason).toMatch(reason)
  expect(explanation?.advice).toMatch(advice)
})

it('says nothing of a job that gets on', () => {
  expect(explainWaiting(jobWith({ crew: present, parties: ['a', 'b'] }))).toBeNull()
})
