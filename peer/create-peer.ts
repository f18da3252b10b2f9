import type { Cid } from '#protocol/ids.ts'
import type { App } from '#protocol/task/app.ts'
import { Listeners } from './listeners.ts'
import type { Peer, PeerView, VerifiedResult } from './peer.ts'
import type { Clock } from './ports/clock.ts'
import type { Compute } from './ports/compute.ts'
import type { Ledger, WalletDesk } from './ports/ledger.ts'
import type { Mesh } from './ports/mesh.ts'
import type { Store } from './ports/store.ts'
import { Earnings } from './provider/earnings.ts'
import { Provider } from './provider/provider.ts'
import { type EscrowSettings, Requestor } from './requestor/requestor.ts'
import { atMostEvery } from './time-limit.ts'

/** The view is pushed at most this often. */
const VIEW_EVERY_MS = 200

export interface PeerOptions {
  readonly mesh: Mesh
  readonly compute: Compute
  readonly clock: Clock
  readonly store: Store
  /** 32-byte Ed25519 seed of the worker key; the mesh speaks with the same key. */
  readonly seed: Uint8Array
  readonly apps: readonly App<unknown>[]
  /** Shader programs that come with Loam, by the CID of their blob; none unless given. */
  readonly ownShaders?: ReadonlySet<Cid>
  /** Everything that has to do with money; a peer without it does free work alone. */
  readonly money?: {
    readonly ledger: Ledger
    readonly desk: WalletDesk
    readonly escrow: EscrowSettings
  }
}

const NO_ESCROW: EscrowSettings = { graceSeconds: 0, noticeSeconds: 0, stipendWei: 0n }

/**
 * Puts a peer together from its ports and takes up the jobs its store remembers. The only place
 * that knows both roles.
 *
 * @example
 * const peer = await createPeer({ mesh, compute, clock, store, seed, apps: [render] })
 * await peer.startProviding({ cores: 2, payee: undefined, acceptFree: true, floorPerGigaGas: 0n })
 */
export async function createPeer(options: PeerOptions): Promise<Peer> {
  const { mesh, compute, clock, store, seed, money } = options
  const viewers = new Listeners<[view: PeerView]>()
  const watchers = new Listeners<[result: VerifiedResult]>()
  const onChange = atMostEvery(clock, VIEW_EVERY_MS, () => viewers.tell(view()))
  const earnings = await Earnings.load({
    store,
    clock,
    ledger: money?.ledger,
    desk: money?.desk,
  })
  const provider = new Provider({
    mesh,
    compute,
    clock,
    seed,
    earnings,
    ownShaders: options.ownShaders ?? new Set(),
    ledger: money?.ledger,
    onChange,
  })
  const requestor = new Requestor({
    mesh,
    compute,
    clock,
    store,
    seed,
    ledger: money?.ledger,
    desk: money?.desk,
    escrow: money?.escrow ?? NO_ESCROW,
    apps: new Map(options.apps.map((app) => [app.manifest.id, app])),
    onChange,
    onVerified: (result) => watchers.tell(result),
  })
  const unsubscribe = mesh.onStatus(onChange)
  await requestor.takeUp()

  const view = (): PeerView => ({
    self: mesh.self,
    mesh: mesh.status(),
    provider: provider.view(),
    jobs: requestor.views(),
  })

  return {
    view: async () => view(),
    onView: (run) => viewers.add(run),
    onVerified: (run) => watchers.add(run),
    startProviding: async (settings) => provider.start(settings),
    stopProviding: () => provider.stop(),
    prepare: (appId, params, files) => requestor.prepare(appId, params, files),
    post: (draftId, terms) => requestor.post(draftId, terms),
    pause: (jobId) => requestor.pause(jobId),
    resume: (jobId) => requestor.resume(jobId),
    cancel: (jobId) => requestor.cancel(jobId),
    result: (jobId, index) => requestor.result(jobId, index),
    forget: (jobId) => requestor.forget(jobId),
    stop: async () => {
      unsubscribe()
      await provider.stop()
      await requestor.stop()
      await mesh.stop()
      await compute.stop()
    },
  }
}
