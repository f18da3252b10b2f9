import type { JobView, PeerView } from '#peer/peer.ts'
import { explainStatus } from '#peer/provider/explain-status.ts'
import type { MachineView, ProviderJobView, ProviderView, TillView } from '#peer/provider-view.ts'
import { explainStart } from '#peer/requestor/explain-waiting.ts'
import { asAddress, asJobId, asPeerId } from '#protocol/ids.ts'
import type { GoingRate } from '#protocol/market/going-rate.ts'
import type { PassedOverView } from '#protocol/market/passed-over.ts'
import type { OfferView } from '#protocol/market/recent-offers.ts'
import { NEW_REQUESTOR } from '#protocol/market/requestor-record.ts'
import { WEI_PER_GLM } from '#protocol/payment/amount.ts'
import { LEAST_LIMITS } from '#protocol/task/graphics.ts'
import { PAYEE, PEERS, REQUESTOR, reputationOf, running, SELF, turnedAway } from './fake-job.ts'

const STRANGER = asPeerId('12D3KooWLRPJAA5o6fbYbJZzDWNJ4vQ2Wq3kmyCkvnfZcLXfC9xT')
const NOW = Date.now()

const off: ProviderView = {
  status: 'off',
  explanation: explainStatus('off', undefined, true),
  passedOver: [],
  cores: 0,
  machine: { gasPerSecond: 0n, graphics: undefined, bytesPerSecond: undefined },
  payee: undefined,
  jobs: [],
  computed: 0,
  verifiedTotal: 0,
  rejectedTotal: 0,
  creditTotal: 0,
  earnedTotal: 0n,
  tills: undefined,
  gasTotal: 0n,
  record: reputationOf({ signed: 0, concluded: 0, requestors: 0, right: 0 }),
}

const card: NonNullable<MachineView['graphics']> = {
  name: 'nvidia ampere',
  features: ['shader-f16', 'subgroups'],
  limits: {
    ...LEAST_LIMITS,
    maxBufferSize: 2 ** 32,
    maxStorageBufferBindingSize: 2 ** 31 - 4,
    maxComputeInvocationsPerWorkgroup: 1_024,
    maxComputeWorkgroupStorageSize: 49_152,
    maxStorageBuffersPerShaderStage: 16,
  },
  pathsPerSecond: 0n,
}
const measured: MachineView = {
  gasPerSecond: 1_140_000_000n,
  graphics: { ...card, pathsPerSecond: 84_300_000n },
  bytesPerSecond: 6_240_000,
}

const priceAt = (parts: bigint) => (WEI_PER_GLM * parts) / 1_000_000n

const rates: readonly GoingRate[] = [
  {
    format: 'kernel',
    unit: 'gas',
    ceilings: summaryOf(4, [80n, 100n, 100n, 120n, 150n]),
    asks: summaryOf(9, [60n, 75n, 90n, 100n, 140n]),
    agreed: summaryOf(37, [55n, 82n, 95n, 110n, 150n]),
  },
  {
    format: 'wgsl',
    unit: 'path',
    ceilings: undefined,
    asks: summaryOf(2, [700_000n, 700_000n, 900_000n, 900_000n, 900_000n]),
    agreed: undefined,
  },
]

function summaryOf(count: number, parts: readonly [bigint, bigint, bigint, bigint, bigint]) {
  const [lowest, low, median, high, highest] = parts
  return {
    count,
    lowest: priceAt(lowest),
    low: priceAt(low),
    median: priceAt(median),
    high: priceAt(high),
    highest: priceAt(highest),
  }
}

const calm: PeerView = {
  self: SELF,
  mesh: { relay: 'reserved', direct: 2, relayed: 3, carriesWork: true },
  provider: off,
  market: { rates, offers: [] },
  jobs: [],
  jobsRun: 'here',
  unreadJobs: 0,
  unread: [],
}

const atWork: readonly ProviderJobView[] = [
  {
    jobId: asJobId(`0x${'a1'.repeat(32)}`),
    title: 'Sundial garden, 24 frames',
    requestor: REQUESTOR,
    record: {
      ...NEW_REQUESTOR,
      accepted: 2119,
      charged: 2119,
      rejected: 1,
      unjudged: 2,
      asOf: NOW,
    },
    paid: true,
    device: 'processor',
    path: 'direct',
    isReady: true,
    running: 2,
    waiting: 5,
    answered: 141,
    verified: 132,
    rejected: 0,
    vouchered: (WEI_PER_GLM * 4_218n) / 10_000n,
    authorShare: { payee: asAddress(`0x${'a7'.repeat(20)}`), basisPoints: 500 },
  },
  {
    jobId: asJobId(`0x${'b2'.repeat(32)}`),
    title: 'Paper boat, test render',
    requestor: STRANGER,
    record: NEW_REQUESTOR,
    paid: false,
    device: 'graphics',
    path: 'relayed',
    isReady: true,
    running: 1,
    waiting: 1,
    answered: 12,
    verified: 9,
    rejected: 1,
    vouchered: 0n,
    authorShare: undefined,
  },
]

/** Three jobs' promises, one of which ends soon, and what an escrow owes. */
const tillOf = (part: Partial<TillView>): TillView => ({
  payee: PAYEE,
  claims: [3, 40, 90].map((hours, at) => {
    const until = Math.floor(NOW / 1000) + hours * 3_600
    return {
      jobId: asJobId(`0x${`e${at}`.repeat(32)}`),
      payee: PAYEE,
      amount: (WEI_PER_GLM * BigInt(hours)) / 70n,
      until,
      urgentAt: until,
      patientUntil: 0,
    }
  }),
  credit: (WEI_PER_GLM * 3n) / 10n,
  coinMissing: 0n,
  outOfReach: 0n,
  isOurs: false,
  ...part,
})

const working = {
  payee: PAYEE,
  machine: measured,
  jobs: atWork,
  computed: 164,
  verifiedTotal: 1_284,
  rejectedTotal: 1,
  creditTotal: 310,
  earnedTotal: (WEI_PER_GLM * 127_451n) / 10_000n,
  tills: [tillOf({ isOurs: true })],
  gasTotal: 980_000_000_000n,
} satisfies Partial<ProviderView>

const passedOver: readonly PassedOverView[] = [
  {
    obstacle: 'unpaid',
    jobs: 2,
    title: 'Paper boat',
    reason: 'unpaid work is switched off',
    advice: 'Switch on “Unpaid work”.',
  },
  {
    obstacle: 'price',
    jobs: 5,
    title: 'Animation of sundial.glb, 24 frames',
    reason: 'price 0.0001 < 0.0002 GLM for 10⁹ gas',
    advice: 'Lower your lowest price to 0.0001 GLM for 10⁹ gas or less.',
  },
  {
    obstacle: 'record',
    jobs: 3,
    title: 'Fractal flight, 600 frames',
    reason: 'this requestor left 40 of 52 pieces without a verdict',
    advice:
      'Choose “Anyone” under “Whom you work for” to take it all the same, or wait some weeks.',
  },
  {
    obstacle: 'machine',
    jobs: 1,
    title: 'Protein folding, half precision',
    reason: 'needs buffers of 6,144 MiB, this graphics card allows 4,096 MiB',
    advice: 'Open Loam on a machine whose graphics card allows more, with its newest driver.',
  },
  {
    obstacle: 'answer',
    jobs: 1,
    title: 'Animation of the sample scene, 240 frames',
    reason: 'its requestor says “enough providers: all 16 places are taken”',
    advice: 'It advises: “Offer again when one of them has left.”',
  },
]

const offers: readonly OfferView[] = (
  ['taken', 'taken', 'weighed', turnedAway[1] ?? 'taken'] as const
).map((answer, index) => ({
  jobId: running.jobId,
  title: running.title,
  provider: PEERS[index] ?? SELF,
  payee: PAYEE,
  format: 'kernel',
  unit: 'gas',
  pricePerGigaGas: (WEI_PER_GLM * BigInt(9 + index)) / 1_000n,
  cores: index + 1,
  speed: 900_000_000n,
  upMs: 90_000 * (index + 1),
  at: running.createdAt,
  answer,
}))

const checkedJob: JobView = {
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

const withProvider = (
  status: ProviderView['status'],
  part: Partial<ProviderView> = {},
  mesh = calm.mesh,
): PeerView => {
  const explanation = explainStatus(status, undefined, mesh.carriesWork)
  return { ...calm, mesh, provider: { ...off, cores: 3, status, explanation, ...part } }
}

/** The relay answers, and nobody else. */
const ALONE: PeerView['mesh'] = { relay: 'reserved', direct: 0, relayed: 0, carriesWork: false }

/** States that are hard to reach by hand, each with the address of the page that shows it. */
export const FAKE_VIEWS: Readonly<Record<string, { path: string; view: PeerView }>> = {
  home: { path: '/', view: withProvider('working', working) },
  'provide, off': { path: '/provide', view: calm },
  'provide, idle': {
    path: '/provide',
    view: withProvider('idle', { machine: { ...off.machine, graphics: card } }),
  },
  'provide, choosy': {
    path: '/provide',
    view: withProvider('idle', {
      explanation: {
        reason: 'Passed over “Paper boat”: unpaid work is switched off.',
        advice: 'Switch on “Unpaid work”.',
      },
      passedOver,
      machine: measured,
    }),
  },
  'provide, working': { path: '/provide', view: withProvider('working', working) },
  'provide, to collect': {
    path: '/provide',
    view: withProvider('idle', { ...working, jobs: [], tills: [tillOf({})] }),
  },
  'provide, known': {
    path: '/provide',
    view: withProvider('off', { record: reputationOf({ wrong: 2 }) }),
  },
  'provide, finishing': {
    path: '/provide',
    view: withProvider('finishing', working),
  },
  'provide, cannot work': {
    path: '/provide',
    view: withProvider('cannotWork', {}, ALONE),
  },
  'provide, unread records': {
    path: '/provide',
    view: {
      ...withProvider('idle'),
      unread: [
        { what: 'vouchers', isKept: true },
        { what: 'results of your jobs', isKept: true },
        { what: 'measured speeds', isKept: false },
      ],
    },
  },
  'network lost': {
    path: '/provide',
    view: withProvider('connecting', {}, { ...ALONE, relay: 'lost', carriesWork: true }),
  },
  request: { path: '/request', view: calm },
  market: { path: '/market', view: { ...calm, market: { rates, offers } } },
  'market, silent': { path: '/market', view: { ...calm, market: { rates: [], offers: [] } } },
  'no jobs': { path: '/jobs', view: calm },
  'job, running': { path: `/jobs/${running.jobId}`, view: { ...calm, jobs: [running] } },
  'job, seeking': {
    path: `/jobs/${running.jobId}`,
    view: {
      ...calm,
      jobs: [
        {
          ...running,
          phase: 'seeking',
          explanation: {
            reason:
              'Looking for providers. One offer was not taken, the last because: price 0.012 > 0.01 GLM for 10⁹ gas.',
            advice: 'A job that pays up to 0.012 GLM for 10⁹ gas would take it.',
          },
          providers: [],
          verified: 0,
          executions: 0,
          leased: 0,
          seconds: { join: undefined, firstResult: undefined, total: undefined },
        },
      ],
    },
  },
  'job, starting': {
    path: `/jobs/${running.jobId}`,
    view: {
      ...calm,
      jobs: [
        {
          ...running,
          explanation: explainStart({ working: 1, fetching: 2, lacks: 'fetching' }) ?? undefined,
          providers: running.providers.slice(0, 3).map((one, at) => ({
            ...one,
            payee: undefined,
            state: at === 0 ? 'working' : 'connecting',
            answered: 0,
            verified: 0,
            rejected: 0,
            leased: at === 0 ? 12 : 0,
            pricePerGigaGas: 0n,
            earned: 0n,
          })),
          money: undefined,
          verified: 0,
          executions: 0,
          leased: 12,
          seconds: { join: 2.1, firstResult: undefined, total: undefined },
        },
      ],
    },
  },
  'job, done': {
    path: `/jobs/${running.jobId}`,
    view: {
      ...calm,
      jobs: [
        {
          ...running,
          phase: 'cancelled',
          leased: 0,
          providers: running.providers.map((one) =>
            one.state === 'banned' ? one : { ...one, state: 'gone' },
          ),
        },
      ],
    },
  },
  'job, checked': {
    path: `/jobs/${running.jobId}`,
    view: { ...calm, jobs: [checkedJob] },
  },
  'job, unchecked': {
    path: `/jobs/${running.jobId}`,
    view: { ...calm, jobs: [{ ...checkedJob, checks: undefined }] },
  },
  'job, paused': {
    path: `/jobs/${running.jobId}`,
    view: { ...calm, jobs: [{ ...running, phase: 'paused', leased: 0 }] },
  },
  'job, elsewhere': {
    path: `/jobs/${running.jobId}`,
    view: { ...calm, jobs: [running], jobsRun: 'elsewhere' },
  },
  'jobs, elsewhere': { path: '/jobs', view: { ...calm, jobs: [running], jobsRun: 'elsewhere' } },
  'job, failed': {
    path: `/jobs/${running.jobId}`,
    view: {
      ...calm,
      jobs: [
        {
          ...running,
          phase: 'failed',
          explanation: {
            reason: 'Could not keep a result: the disk is full.',
            advice: 'Free some of the disk, then run what is missing.',
          },
          providers: [],
          verified: 0,
          executions: 0,
          leased: 0,
        },
      ],
    },
  },
  'job, rest': {
    path: `/jobs/${running.jobId}`,
    view: {
      ...calm,
      jobs: [
        {
          ...running,
          phase: 'failed',
          explanation: {
            reason: 'The deadline passed.',
            advice: 'What is verified is kept: run what is missing as a job of its own.',
          },
          leased: 0,
          continues: asJobId(`0x${'d4'.repeat(32)}`),
          inherited: 40,
        },
      ],
    },
  },
  wallet: { path: '/wallet', view: calm },
}
