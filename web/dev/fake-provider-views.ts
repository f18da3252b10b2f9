import type { PeerView } from '#peer/peer.ts'
import { explainStatus } from '#peer/provider/explain-status.ts'
import type { ProviderView } from '#peer/provider-view.ts'
import { calm, type FakeViews } from './fake-calm.ts'
import { reputationOf } from './fake-job.ts'
import { card, measured, off, passedOver, tillOf, working } from './fake-provider.ts'

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

/** What a volunteer may see. */
export const PROVIDER_VIEWS: FakeViews = {
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
}
