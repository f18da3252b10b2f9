import type { JobView } from '#peer/peer.ts'
import { asAddress, asJobId, asPeerId } from '#protocol/ids.ts'
import { WEI_PER_GLM } from '#protocol/payment/amount.ts'
import { DEFAULT_POLICY } from '#protocol/trust/policy.ts'
import type { Reputation } from '#protocol/trust/reputation.ts'

export const PEERS = ['aRw4', 'Qm7x', 'pT2k', 'Zd9e'].map((end) =>
  asPeerId(`12D3KooWEyoppNCUx8Yx66oV9fJnriXwCcXwDDUA2kj6vnc${end}iDEp`),
)
export const SELF = asPeerId('12D3KooWJbJFaZ1dwpuu9tQY3ELCKCpWMJc1dSRVbcMwhiLiFq7q')
export const PAYEE = asAddress('0x9f8a26f2c8b1d0e7a1b24c3d5e6f708192a3b4c5')
export const REQUESTOR = asPeerId('12D3KooWQYV9dGMFoRzNStwpXztXaBUjtPqi6aU76ZgUriHhKust')

export const turnedAway: JobView['turnedAway'] = [
  {
    peer: SELF,
    reason: 'is this very tab',
    advice: 'Let another tab or machine work: nobody checks their own results.',
  },
  {
    peer: REQUESTOR,
    reason: 'price 0.012 > 0.01 GLM for 10⁹ gas',
    advice: 'A job that pays up to 0.012 GLM for 10⁹ gas would take it.',
  },
]

/** What somebody's record amounts to, but for what is said. */
export const reputationOf = (part: Partial<Reputation>): Reputation => ({
  signed: 61,
  concluded: 50,
  cutShort: 6,
  abandoned: 3,
  requestors: 12,
  right: 8_412,
  wrong: 0,
  since: Date.UTC(2026, 9, 2),
  sources: [],
  unproven: 0,
  ...part,
})

/** One who was paid, a newcomer, one who was caught before, and one who shows nothing. */
const reputations: ReadonlyArray<Reputation | undefined> = [
  reputationOf({
    sources: [
      { wallet: PAYEE, right: 640, wrong: 0, paid: 3n * WEI_PER_GLM, balance: 640, keys: 1 },
      { wallet: null, right: 7_772, wrong: 0, paid: 0n, balance: 7_772, keys: 1 },
    ],
  }),
  reputationOf({ signed: 0, concluded: 0, cutShort: 0, abandoned: 0, requestors: 0, right: 0 }),
  reputationOf({
    right: 900,
    wrong: 16,
    sources: [{ wallet: PAYEE, right: 900, wrong: 16, paid: WEI_PER_GLM, balance: -900, keys: 1 }],
  }),
  undefined,
]

/** A job in the middle of its way, with one of each kind of provider. */
export const running: JobView = {
  jobId: asJobId(`0x${'c3'.repeat(32)}`),
  appId: 'render',
  title: 'Sample scene, 24 frames',
  params: { frames: 24, width: 320, height: 180, samples: 16 },
  createdAt: Date.UTC(2026, 10, 21, 9, 30),
  deadline: Date.UTC(2026, 10, 22, 9, 30),
  priority: 'normal',
  maxShare: 40,
  phase: 'running',
  explanation: undefined,
  subtasks: 384,
  verified: 151,
  continues: undefined,
  inherited: 0,
  executions: 338,
  checks: {
    policy: DEFAULT_POLICY,
    verify: 'exact',
    checked: 112,
    differed: 1,
    recomputed: 9,
    owed: 263,
    leastChance: 0.044,
    caught: 1,
  },
  leased: 24,
  providers: PEERS.map((peer, index) => ({
    peer,
    payee: PAYEE,
    state: (['working', 'working', 'suspect', 'banned'] as const)[index] ?? 'idle',
    path: index === 1 ? 'relayed' : 'direct',
    cores: index + 1,
    answered: 90 - index * 20,
    verified: index === 3 ? 0 : 74 - index * 20,
    rejected: index === 3 ? 4 : 0,
    leased: index < 2 ? 12 : 0,
    pricePerGigaGas: (WEI_PER_GLM * BigInt(10 - index)) / 1_000n,
    earned: (WEI_PER_GLM * BigInt(9 - index)) / 40n,
    subtaskMs: 310 + index * 70,
    reputation: reputations[index],
  })),
  turnedAway,
  money: {
    deposited: 10n * WEI_PER_GLM,
    free: 6n * WEI_PER_GLM,
    reserved: 3n * WEI_PER_GLM,
    paid: WEI_PER_GLM,
    refunded: 0n,
    toAuthor: WEI_PER_GLM / 20n,
    vouchered: WEI_PER_GLM,
    ceilingPerGigaGas: WEI_PER_GLM / 100n,
    session: asAddress(`0x${'5e'.repeat(20)}`),
    standing: 'known',
    budget: 10n * WEI_PER_GLM,
    rate: {
      currency: 'EUR',
      perGlm: (WEI_PER_GLM * 23n) / 100n,
      perCoin: 2_400n * WEI_PER_GLM,
      at: Date.UTC(2026, 10, 21, 9, 30),
    },
  },
  seconds: { join: 2.1, firstResult: 3.4, total: undefined },
}

/** The same, done and settled. */
export const checkedJob: JobView = {
  ...running,
  phase: 'done',
  verified: 384,
  executions: 601,
  leased: 0,
  checks: running.checks && { ...running.checks, checked: 204, owed: 588 },
  providers: running.providers.map((one) =>
    one.state === 'banned' ? one : { ...one, state: 'gone' },
  ),
  money: running.money && {
    ...running.money,
    free: 0n,
    reserved: 0n,
    paid: (WEI_PER_GLM * 7n) / 2n,
    refunded: (WEI_PER_GLM * 13n) / 2n,
  },
  seconds: { join: 2.1, firstResult: 3.4, total: 48.2 },
}
