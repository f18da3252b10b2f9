import { asAddress, asCid, asJobId, asPeerId } from '#protocol/ids.ts'
import type { Demand, Offer } from '#protocol/market/demand.ts'
import type { ProviderRules } from '#protocol/market/judge-demand.ts'
import type { Bid } from '#protocol/market/score.ts'
import { NEWCOMER } from '#protocol/market/standing.ts'
import type { AuthorShare } from '#protocol/payment/author-share.ts'

const CID = asCid('bafkreigh2akiscaildcqabsyg3dfr6chu3fgpregiymsck7e7aqa4s52zy')

/** A demand of a free kernel job, but for what is said. */
export const demandOf = (part: Partial<Demand> = {}): Demand => ({
  demandId: new Uint8Array(16),
  jobId: asJobId(`0x${'01'.repeat(32)}`),
  requestor: asPeerId('requestor'),
  appId: 'toy',
  title: 'Job',
  format: 'kernel',
  subtasks: 1_000,
  gasPerSubtask: 10n ** 7n,
  limits: { gas: 10n ** 9n, memoryBytes: 65_536, outputBytes: 1, logBytes: 0, wallMs: 1_000 },
  needs: { cores: 1, bytesPerSecond: 0 },
  policy: { kind: 'quorum', parties: 2 },
  module: CID,
  shared: CID,
  downloadBytes: 1_000,
  terms: { kind: 'free' },
  deadline: 2_000_000_000_000,
  since: 1,
  answerProbability: 1,
  places: 1,
  ...part,
})

/** The id of the job of this number. */
export const jobAt = (at: number) => asJobId(`0x${at.toString(16).padStart(64, '0')}`)

/** A demand for the job of this number, whose requestor has no other. */
export const demandAt = (at: number, part: Partial<Demand> = {}) =>
  demandOf({ jobId: jobAt(at), title: `Job ${at}`, requestor: asPeerId(`r${at}`), ...part })

/** Terms of a paid job with this ceiling, in wei for 10⁹ gas, and nothing for its author unless said. */
export const paidTerms = (
  ceilingPerGigaGas: bigint,
  authorShare?: AuthorShare,
): Extract<Demand['terms'], { kind: 'paid' }> => ({
  kind: 'paid',
  ceilingPerGigaGas,
  chainId: 31_337,
  escrow: asAddress(`0x${'ee'.repeat(20)}`),
  session: asAddress(`0x${'5e'.repeat(20)}`),
  ...(authorShare && { authorShare }),
})

/** A paid offer on such a demand, but for what is said. */
export const offerOf = (part: Partial<Offer> = {}): Offer => ({
  demandId: new Uint8Array(16),
  jobId: asJobId(`0x${'01'.repeat(32)}`),
  provider: asPeerId('provider'),
  payee: asAddress(`0x${'11'.repeat(20)}`),
  cores: 1,
  pricePerGigaGas: 0n,
  speed: 10n ** 9n,
  upMs: 0,
  ...part,
})

/** Such an offer, of somebody this requestor never met. */
export const bidOf = (part: Partial<Offer> = {}): Bid => {
  const offer = offerOf(part)
  return {
    offer,
    party: offer.payee ?? offer.provider,
    connection: { path: 'relayed', rttMs: undefined },
    standing: NEWCOMER,
    carried: 0,
  }
}

/** Rules of a provider with one core that takes any processor's work, but for what is said. */
export const rulesWith = (part: Partial<ProviderRules> = {}): ProviderRules => ({
  runnable: ['kernel', 'wasi'],
  formats: ['kernel', 'wasi'],
  shaders: new Set(),
  graphics: undefined,
  acceptFree: true,
  payee: asAddress(`0x${'11'.repeat(20)}`),
  price: {
    floorPerGigaGas: 0n,
    floorByFormat: {},
    topPerGigaGas: undefined,
    busyHours: undefined,
  },
  apps: { only: [], never: [] },
  requestors: { only: [], never: [] },
  leastRecord: { kind: 'fair' },
  chain: { chainId: 31_337, escrow: asAddress(`0x${'ee'.repeat(20)}`) },
  cores: 1,
  maxMemoryBytes: 2 ** 30,
  maxDownloadBytes: 2 ** 30,
  maxWallMs: 600_000,
  ...part,
})
