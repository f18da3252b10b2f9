import { explainStatus } from '#peer/provider/explain-status.ts'
import type { MachineView, ProviderJobView, ProviderView, TillView } from '#peer/provider-view.ts'
import { asAddress, asJobId, asPeerId } from '#protocol/ids.ts'
import type { PassedOverView } from '#protocol/market/passed-over.ts'
import { NEW_REQUESTOR } from '#protocol/market/requestor-record.ts'
import { WEI_PER_GLM } from '#protocol/payment/amount.ts'
import { LEAST_LIMITS } from '#protocol/task/graphics.ts'
import { PAYEE, REQUESTOR, reputationOf } from './fake-job.ts'

const STRANGER = asPeerId('12D3KooWLRPJAA5o6fbYbJZzDWNJ4vQ2Wq3kmyCkvnfZcLXfC9xT')
const NOW = Date.now()

/** A volunteer that never began. */
export const off: ProviderView = {
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

export const card: NonNullable<MachineView['graphics']> = {
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

/** A machine that was measured. */
export const measured: MachineView = {
  gasPerSecond: 1_140_000_000n,
  graphics: { ...card, pathsPerSecond: 84_300_000n },
  bytesPerSecond: 6_240_000,
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
export const tillOf = (part: Partial<TillView>): TillView => ({
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

/** A volunteer in the middle of two jobs. */
export const working = {
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

export const passedOver: readonly PassedOverView[] = [
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
