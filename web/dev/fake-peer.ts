import type {
  AmendResult,
  ImportResult,
  Peer,
  PeerView,
  PostResult,
  PrepareResult,
  ProfileResult,
} from '#peer/peer.ts'
import type { PastJobView } from '#peer/provider-view.ts'
import { asJobId } from '#protocol/ids.ts'
import type { LedgerEntry } from '#protocol/payment/ledger-entry.ts'
import { REQUESTOR, SELF } from './fake-job.ts'

const READY: PrepareResult = {
  kind: 'ready',
  draftId: 'draft',
  subtasks: 384,
  verify: 'exact',
  estimatedGas: 412_000_000_000n,
  estimatedCoreSeconds: 218,
  downloadBytes: 1_840_000,
  authorShare: undefined,
}

const NO: PostResult & AmendResult = {
  kind: 'refused',
  message: 'The wallet was asked and said no. Nothing was locked.',
  advice: 'Try again, and confirm it in the wallet.',
}

const REFUSED: ProfileResult & ImportResult = {
  kind: 'refused',
  message: 'This file cannot be opened with this passphrase.',
  advice: 'Look at the passphrase, and whether it is the file that Loam saved.',
}

const PAST_JOBS: readonly PastJobView[] = [
  {
    jobId: asJobId(`0x${'a1'.repeat(32)}`),
    title: 'Render an animation',
    requestor: REQUESTOR,
    earned: 8_193_263_248_200_000n,
    agreedAt: Date.UTC(2026, 10, 21, 9, 30),
    verified: 132,
    rejected: 0,
  },
  {
    jobId: asJobId(`0x${'b2'.repeat(32)}`),
    title: 'Render an animation on graphics cards',
    requestor: SELF,
    earned: undefined,
    agreedAt: Date.UTC(2026, 10, 19, 17, 5),
    verified: 1_204,
    rejected: 2,
  },
]

/** A peer that shows one view for ever and does nothing, for looking at the page's states. */
export function fakePeer(view: PeerView, ledger?: readonly LedgerEntry[]): Peer {
  const nothing = async () => {}
  return {
    view: async () => view,
    onView: () => () => {},
    onVerified: () => () => {},
    startProviding: nothing,
    stopProviding: nothing,
    prepare: async () => READY,
    prepareRest: async () => ({ ...READY, subtasks: 233 }),
    post: async () => NO,
    pause: nothing,
    resume: nothing,
    prioritise: nothing,
    liftShare: nothing,
    fund: async () => NO,
    extend: async () => ({ kind: 'done' }),
    cancel: nothing,
    result: async () => undefined,
    forget: nothing,
    exportEvidence: async () => undefined,
    lookAfter: nothing,
    collect: async () => NO,
    ledger: async () => ledger,
    reconcile: async () => ({ kind: 'done' }),
    exportLedger: async () => undefined,
    pastJobs: async () => (view.provider.record.signed > 0 ? PAST_JOBS : []),
    exportProfile: async () => REFUSED,
    retireProfile: async () => REFUSED,
    importProfile: async () => REFUSED,
    stop: nothing,
  }
}
