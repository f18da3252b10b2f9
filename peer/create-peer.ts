import { DemandHearing } from '#peer/demand-hearing.ts'
import type { Cid } from '#protocol/ids.ts'
import { writeLedger } from '#protocol/payment/ledger-file.ts'
import type { App } from '#protocol/task/app.ts'
import { speedUpSha256 } from '#protocol/trust/sha256.ts'
import { createMemorySiblings } from './adapters/memory-siblings.ts'
import { nativePacking } from './adapters/native-packing.ts'
import { plainSignatures } from './adapters/plain-signatures.ts'
import { publicPlaceOf } from './adapters/public-place.ts'
import { collectLedger } from './collect-ledger.ts'
import { Listeners } from './listeners.ts'
import { MarketWatch } from './market-watch.ts'
import type { CollectResult, Peer, PeerView, VerifiedResult } from './peer.ts'
import type { Clock } from './ports/clock.ts'
import type { Compute } from './ports/compute.ts'
import type { Ledger, WalletDesk } from './ports/ledger.ts'
import type { Mesh } from './ports/mesh.ts'
import type { Packing } from './ports/packing.ts'
import type { Post } from './ports/post.ts'
import type { Siblings } from './ports/siblings.ts'
import type { Signatures } from './ports/signatures.ts'
import type { Store } from './ports/store.ts'
import { Profiles } from './profile/profiles.ts'
import type { SlotKeys } from './profile/staged-import.ts'
import { AgreementBook } from './provider/agreement-book.ts'
import { collectEvidence as collectWorkEvidence } from './provider/collect-evidence.ts'
import { Collector } from './provider/collector.ts'
import { Earnings } from './provider/earnings.ts'
import { HandedVouchers } from './provider/handed-vouchers.ts'
import { KeptEvidence } from './provider/kept-evidence.ts'
import { KeptResults } from './provider/kept-results.ts'
import { openRedeemer } from './provider/open-redeemer.ts'
import { OwnRecord } from './provider/own-record.ts'
import { listPastJobs } from './provider/past-jobs.ts'
import { Provider } from './provider/provider.ts'
import { RequestorBook } from './provider/requestor-book.ts'
import { SiteHandover } from './provider/site-handover.ts'
import { type SelfMeasure, Speeds } from './provider/speeds.ts'
import { reconcile } from './reconcile.ts'
import { Amender } from './requestor/amender.ts'
import { collectEvidence as collectJobEvidence } from './requestor/collect-evidence.ts'
import { JobDesk } from './requestor/job-desk.ts'
import { JobStore } from './requestor/job-store.ts'
import { Payees } from './requestor/payees.ts'
import { type EscrowSettings, Poster } from './requestor/poster.ts'
import { Reputations } from './requestor/reputations.ts'
import { Requestor } from './requestor/requestor.ts'
import { SettledJobs } from './requestor/settled-jobs.ts'
import { Standings } from './requestor/standings.ts'
import { SavedRecords } from './saved-records.ts'
import { atMostEvery } from './time-limit.ts'
import { writeEvidence } from './write-evidence.ts'

/** The view is pushed at most this often. */
const VIEW_EVERY_MS = 200

export interface PeerOptions {
  readonly mesh: Mesh
  readonly compute: Compute
  readonly clock: Clock
  readonly store: Store
  /** 32-byte Ed25519 seed of the worker key; the mesh speaks with the same key. */
  readonly seed: Uint8Array
  /** Made in this thread and turn unless given. */
  readonly signatures?: Signatures
  /** The engine's own unless given. */
  readonly packing?: Packing
  readonly apps: readonly App<unknown>[]
  /** Where jobs are kept, with the peers that share them; in `store`, with nobody, unless given. */
  readonly jobs?: { readonly store: Store; readonly siblings: Siblings }
  /** Where vouchers are handed over to the peers that share them; in `store`, to nobody, unless given. */
  readonly till?: { readonly store: Store; readonly siblings: Siblings }
  /** What takes vouchers to the collector of a site whose visitor provides; nothing unless given. */
  readonly post?: Post
  /** Where the worker key is kept, so that another may take its place; nowhere unless given. */
  readonly keys?: SlotKeys
  /** Shader programs that come with Loam, by the CID of their blob; none unless given. */
  readonly ownShaders?: ReadonlySet<Cid>
  /** By what this peer measures its cores before it offers them; without it offers name no speed. */
  readonly measure?: SelfMeasure
  /**
   * What of a provider's remote address tells one place from another: replicas do not go to two at one
   * place while others are there. Undefined where it says nothing, as private addresses do unless given.
   */
  readonly placeOf?: (address: string) => string | undefined
  /** Everything that has to do with money; a peer without it does free work alone. */
  readonly money?: {
    readonly ledger: Ledger
    readonly desk: WalletDesk
    readonly escrow: EscrowSettings
  }
}

const NO_ESCROW: EscrowSettings = { glmPerCoin: 0n }

const NO_CHAIN: CollectResult = {
  kind: 'refused',
  message: 'No chain is configured here.',
  advice: 'Free work earns credit, which is nowhere to be collected.',
}

/**
 * Puts a peer together from its ports and takes up the jobs its store remembers, unless a sibling
 * runs them. The only place that knows both roles.
 *
 * @example
 * const peer = await createPeer({ mesh, compute, clock, store, seed, apps: [render] })
 * await peer.startProviding({ cores: 2, payee: undefined, acceptFree: true, floorPerGigaGas: 0n })
 */
export async function createPeer(options: PeerOptions): Promise<Peer> {
  const { mesh, compute, clock, store, seed, money } = options
  const { signatures = plainSignatures, packing = nativePacking, placeOf = publicPlaceOf } = options
  const viewers = new Listeners<[view: PeerView]>()
  const watchers = new Listeners<[results: readonly VerifiedResult[]]>()
  const onChange = atMostEvery(clock, VIEW_EVERY_MS, () => {
    desk.share()
    viewers.tell(view())
  })
  const saved = new SavedRecords()
  const [earnings, speeds, agreements, kept, evidence] = await Promise.all([
    Earnings.load({ store, clock, saved, ledger: money?.ledger }),
    Speeds.load({ compute, clock, store, saved, measure: options.measure }),
    AgreementBook.load({ store, clock, saved, self: mesh.self, seed }),
    KeptResults.load({ store, clock, saved }),
    KeptEvidence.load(store, saved),
    speedUpSha256(),
  ])
  const requestors = await RequestorBook.load({
    store,
    clock,
    saved,
    earnings,
    ledger: money?.ledger,
  })
  const record = await OwnRecord.load({ book: agreements, self: mesh.self, signatures })
  const till = options.till ?? { store, siblings: createMemorySiblings().join() }
  const handed = new HandedVouchers({ ...till, saved, self: mesh.self })
  const redeemer =
    money &&
    (await openRedeemer({
      ...{ store: till.store, saved, clock, earnings, handed, onChange },
      ...{ ledger: money.ledger, glmPerCoin: money.escrow.glmPerCoin },
      ...{ carrierFor: (payee) => money.desk.carrierFor(payee) },
    }))
  const siteHandover =
    options.post &&
    new SiteHandover({ post: options.post, clock, store: till.store, saved, handed })
  earnings.onVoucher((voucher) => siteHandover?.hear(voucher))
  const demands = new DemandHearing({ mesh, clock, signatures })
  const provider = new Provider({
    mesh,
    demands,
    compute,
    clock,
    seed,
    signatures,
    packing,
    earnings,
    agreements,
    kept,
    evidence,
    requestors,
    record,
    redeemer,
    speeds,
    ownShaders: options.ownShaders ?? new Set(),
    ledger: money?.ledger,
    onChange,
  })
  const shared = options.jobs ?? { store, siblings: createMemorySiblings().join() }
  const jobStore = new JobStore(shared.store, saved)
  const apps = new Map(options.apps.map((app) => [app.manifest.id, app]))
  const watch = new MarketWatch({ demands, clock, onChange })
  const asking = { mesh, compute, clock, watch, store: jobStore, ledger: money?.ledger, apps }
  const desk = new JobDesk({
    siblings: shared.siblings,
    clock,
    createRequestor: (onVerified) => {
      return new Requestor({
        ...asking,
        standings: new Standings(clock, shared.store, saved),
        payees: new Payees(clock, shared.store, saved),
        settled: new SettledJobs({ store: shared.store, saved, clock, self: mesh.self }),
        reputations: new Reputations({
          ...{ clock, store: shared.store, saved, signatures },
          ledger: money?.ledger,
        }),
        seed,
        signatures,
        packing,
        placeOf,
        onChange,
        onVerified,
      })
    },
    onChange,
    onVerified: (results) => watchers.tell(results),
  })
  const poster = new Poster({
    ...asking,
    desk: money?.desk,
    escrow: money?.escrow ?? NO_ESCROW,
    adopt: (jobId) => desk.order({ kind: 'adopt', jobId }),
  })
  const amender = new Amender({
    store: jobStore,
    desk: money?.desk,
    review: (jobId, deadline) => desk.order({ kind: 'review', jobId, deadline }),
  })
  const profiles = new Profiles({
    ...{ seed, store, clock, agreements, jobs: shared.store, keys: options.keys },
    isAtWork: () => provider.view().status !== 'off' || agreements.open > 0,
  })
  const view = (): PeerView => ({
    self: mesh.self,
    mesh: mesh.status(),
    provider: provider.view(),
    market: watch.view(),
    jobs: desk.views(),
    jobsRun: desk.place,
    unreadJobs: desk.unread,
    unread: saved.unread,
  })
  const readLedger = async () =>
    money && redeemer && (await collectLedger(money.ledger, redeemer, desk.views()))
  // Opening takes its time, and changes are told of meanwhile.
  const unsubscribe = mesh.onStatus(onChange)
  await desk.open()

  return {
    view: async () => view(),
    onView: (run) => viewers.add(run),
    onVerified: (run) => watchers.add(run),
    startProviding: async (settings) => {
      const { payee, collector } = settings
      if (payee === undefined || collector === undefined) siteHandover?.stop()
      // A disk that cannot be read keeps nobody from work.
      else void siteHandover?.start({ payee, collector }).catch(() => {})
      provider.start(settings)
    },
    stopProviding: (how = 'now') => (how === 'finish' ? provider.finish() : provider.stop()),
    prepare: (appId, params, files) => poster.prepare(appId, params, files),
    prepareRest: (jobId) => poster.prepareRest(jobId),
    post: (draftId, terms) => poster.post(draftId, terms),
    pause: (jobId) => desk.order({ kind: 'pause', jobId }),
    resume: (jobId) => desk.order({ kind: 'resume', jobId }),
    prioritise: (jobId, priority) => desk.order({ kind: 'prioritise', jobId, priority }),
    liftShare: (jobId) => desk.order({ kind: 'liftShare', jobId }),
    fund: (jobId, amount) => amender.fund(jobId, amount),
    extend: (jobId, deadline) => amender.extend(jobId, deadline),
    cancel: (jobId) => desk.order({ kind: 'cancel', jobId }),
    result: (jobId, index) => jobStore.loadResult(jobId, index),
    exportEvidence: async (jobId, role) => {
      if (role === 'requestor') await desk.order({ kind: 'writeEvidence', jobId })
      const found =
        role === 'requestor'
          ? await collectJobEvidence(jobStore, money?.ledger, jobId)
          : await collectWorkEvidence(agreements, evidence, earnings, jobId)
      const sign = (bytes: Uint8Array) => signatures.sign(bytes, seed)
      return found && writeEvidence(role, mesh.self, sign, found)
    },
    ledger: readLedger,
    reconcile: () => reconcile(desk, redeemer),
    exportLedger: async (format) => {
      const entries = await readLedger()
      if (money === undefined || entries === undefined) return undefined
      return new TextEncoder().encode(writeLedger(entries, money.ledger.chain, format))
    },
    lookAfter: async (payee) => redeemer?.watch(payee),
    collect: async (payee, which) =>
      money === undefined || redeemer === undefined
        ? NO_CHAIN
        : new Collector({ redeemer, desk: money.desk }).collect(payee, which),
    pastJobs: () => listPastJobs(agreements, earnings, saved),
    exportProfile: (passphrase) => profiles.export(passphrase),
    retireProfile: () => profiles.retire(),
    importProfile: (file, passphrase, how) => profiles.import(file, passphrase, how),
    forget: (jobId) => desk.order({ kind: 'forget', jobId }),
    stop: async () => {
      unsubscribe()
      watch.stop()
      demands.stop()
      redeemer?.stop()
      handed.leave()
      await provider.stop()
      await requestors.close()
      await desk.stop()
      await mesh.stop()
      await compute.stop()
    },
  }
}
