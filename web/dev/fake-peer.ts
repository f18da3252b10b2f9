import type { Peer, PeerView, PrepareResult } from '#peer/peer.ts'

const READY: PrepareResult = {
  kind: 'ready',
  draftId: 'draft',
  subtasks: 384,
  replicas: 2,
  estimatedGas: 412_000_000_000n,
  estimatedCoreSeconds: 218,
  downloadBytes: 1_840_000,
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
    post: async () => ({ kind: 'refused', message: 'The wallet said no. Nothing was locked.' }),
    pause: nothing,
    resume: nothing,
    prioritise: nothing,
    fund: async () => ({ kind: 'refused', message: 'The wallet said no. Nothing was changed.' }),
    extend: async () => ({ kind: 'done' }),
    cancel: nothing,
    result: async () => undefined,
    forget: nothing,
    stop: nothing,
  }
}
