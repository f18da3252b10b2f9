import type { AmendResult, Peer, PeerView, PostResult, PrepareResult } from '#peer/peer.ts'

const READY: PrepareResult = {
  kind: 'ready',
  draftId: 'draft',
  subtasks: 384,
  verify: 'exact',
  replicas: 2,
  estimatedGas: 412_000_000_000n,
  estimatedCoreSeconds: 218,
  downloadBytes: 1_840_000,
}

const NO: PostResult & AmendResult = {
  kind: 'refused',
  message: 'The wallet was asked and said no. Nothing was locked.',
  advice: 'Try again, and confirm it in the wallet.',
}

/** A peer that shows one view for ever and does nothing, for looking at the page's states. */
export function fakePeer(view: PeerView): Peer {
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
    fund: async () => NO,
    extend: async () => ({ kind: 'done' }),
    cancel: nothing,
    result: async () => undefined,
    forget: nothing,
    exportEvidence: async () => undefined,
    stop: nothing,
  }
}
