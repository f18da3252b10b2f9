import { z } from 'zod'
import { Listeners } from '#peer/listeners.ts'
import type {
  AmendResult,
  CollectResult,
  ImportResult,
  Peer,
  PeerView,
  PostResult,
  PrepareResult,
  ProfileResult,
  VerifiedResult,
} from '#peer/peer.ts'
import type { Unsubscribe } from '#peer/ports/mesh.ts'
import type { PastJobView } from '#peer/provider-view.ts'
import { marketRulesSchema } from '#protocol/market/market-rules.ts'
import { NO_PREFERENCES, preferencesSchema } from '#protocol/market/preferences.ts'
import { isCollector } from '#protocol/payment/collector.ts'
import type { LedgerEntry } from '#protocol/payment/ledger-entry.ts'
import { rateSchema } from '#protocol/payment/rate.ts'
import { policySchema } from '#protocol/trust/policy.ts'
import { addressSchema, jobIdSchema } from '#protocol/wire/codec.ts'
import { allowanceSchema } from './bridge-wallet.ts'
import { type BridgePort, Endpoint, method } from './endpoint.ts'

/** Both ends are our own code: views cross as they are, commands are checked. */
const trusted = <T>() => z.custom<T>(() => true)

/** On this way amounts are numbers, as everywhere but on disk. */
const rate = rateSchema.extend({ perGlm: z.bigint().positive(), perCoin: z.bigint().positive() })

/** Strict: what is forgotten here would be lost on the way without a word. */
const settingsSchema = z.strictObject({
  cores: z.int().min(1).max(1024),
  dutyCycle: z.number().positive().max(1).optional(),
  maxMemoryBytes: z.int().positive().optional(),
  maxWallMs: z.number().positive().optional(),
  payee: addressSchema.optional(),
  site: z.string().max(1_024).optional(),
  collector: z.string().refine(isCollector).optional(),
  acceptFree: z.boolean(),
  floorPerGigaGas: z.bigint().nonnegative(),
  shaders: z.enum(['none', 'own', 'any']).optional(),
  rules: marketRulesSchema.optional(),
  rate: rate.optional(),
})
const prefers = preferencesSchema
  .extend({ minSpeed: z.bigint().nonnegative(), waitForPrice: z.bigint().nonnegative().nullable() })
  .default(NO_PREFERENCES)
const choices = {
  prefers,
  title: z.string().max(120).optional(),
  policy: policySchema.optional(),
}
const termsSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('free'), ...choices }),
  z.strictObject({
    ...choices,
    kind: z.literal('paid'),
    budget: z.bigint().positive(),
    ceilingPerGigaGas: z.bigint().positive(),
    allowance: allowanceSchema.optional(),
    rate: rate.optional(),
  }),
])

/** Lends the engine's peer to the window at the other end of `port`. */
export function servePeer(peer: Peer, port: BridgePort): void {
  let stopTelling: Unsubscribe | undefined
  const endpoint = new Endpoint(port, {
    view: method(z.undefined(), () => peer.view()),
    startProviding: method(settingsSchema, ({ payee, ...settings }) =>
      peer.startProviding({ ...settings, payee }),
    ),
    stopProviding: method(z.enum(['now', 'finish']).optional(), (how) => peer.stopProviding(how)),
    prepare: method(
      z.object({
        appId: z.string(),
        params: z.unknown(),
        files: z.record(z.string(), z.instanceof(Uint8Array)),
      }),
      ({ appId, params, files }) => peer.prepare(appId, params, files),
    ),
    prepareRest: method(jobIdSchema, (jobId) => peer.prepareRest(jobId)),
    post: method(z.object({ draftId: z.string(), terms: termsSchema }), ({ draftId, terms }) =>
      peer.post(draftId, terms),
    ),
    pause: method(jobIdSchema, (jobId) => peer.pause(jobId)),
    resume: method(jobIdSchema, (jobId) => peer.resume(jobId)),
    prioritise: method(
      z.object({ jobId: jobIdSchema, priority: z.enum(['high', 'normal', 'low']) }),
      ({ jobId, priority }) => peer.prioritise(jobId, priority),
    ),
    liftShare: method(jobIdSchema, (jobId) => peer.liftShare(jobId)),
    fund: method(
      z.object({ jobId: jobIdSchema, amount: z.bigint().positive() }),
      ({ jobId, amount }) => peer.fund(jobId, amount),
    ),
    extend: method(
      z.object({ jobId: jobIdSchema, deadline: z.int().positive() }),
      ({ jobId, deadline }) => peer.extend(jobId, deadline),
    ),
    cancel: method(jobIdSchema, (jobId) => peer.cancel(jobId)),
    pastJobs: method(z.undefined(), () => peer.pastJobs()),
    exportEvidence: method(
      z.object({ jobId: jobIdSchema, role: z.enum(['requestor', 'provider']) }),
      ({ jobId, role }) => peer.exportEvidence(jobId, role),
    ),
    lookAfter: method(addressSchema, (payee) => peer.lookAfter(payee)),
    collect: method(
      z.object({ payee: addressSchema, which: z.enum(['connected', 'guest']) }),
      ({ payee, which }) => peer.collect(payee, which),
    ),
    ledger: method(z.undefined(), () => peer.ledger()),
    reconcile: method(z.undefined(), () => peer.reconcile()),
    exportLedger: method(z.enum(['csv', 'json']), (format) => peer.exportLedger(format)),
    result: method(z.object({ jobId: jobIdSchema, index: z.int() }), ({ jobId, index }) =>
      peer.result(jobId, index),
    ),
    exportProfile: method(z.string(), (passphrase) => peer.exportProfile(passphrase)),
    retireProfile: method(z.undefined(), () => peer.retireProfile()),
    importProfile: method(
      z.object({
        file: z.instanceof(Uint8Array),
        passphrase: z.string(),
        how: z.enum(['look', 'replace']),
      }),
      ({ file, passphrase, how }) => peer.importProfile(file, passphrase, how),
    ),
    forget: method(jobIdSchema, (jobId) => peer.forget(jobId)),
    stop: method(z.undefined(), () => peer.stop()),
    // There may be tens of thousands of results a second, and seldom somebody who looks at them.
    watch: method(z.boolean(), (isWatched) => {
      stopTelling?.()
      stopTelling = isWatched
        ? peer.onVerified((results) => endpoint.notify('verified', results))
        : undefined
    }),
  })
  peer.onView((view) => endpoint.notify('viewed', view))
}

/** The peer at the other end of `port`, as the page drives it. */
export function connectPeer(port: BridgePort): Peer {
  const viewers = new Listeners<[view: PeerView]>()
  const watchers = new Listeners<[results: readonly VerifiedResult[]]>()
  const endpoint = new Endpoint(port, {
    viewed: method(trusted<PeerView>(), (view) => viewers.tell(view)),
    verified: method(trusted<readonly VerifiedResult[]>(), (results) => watchers.tell(results)),
  })
  return {
    view: () => endpoint.call('view', undefined, trusted<PeerView>()),
    onView: (run) => viewers.add(run),
    onVerified: (run) => {
      if (watchers.size === 0) endpoint.notify('watch', true)
      const stop = watchers.add(run)
      return () => {
        const { size } = watchers
        stop()
        if (size > 0 && watchers.size === 0) endpoint.notify('watch', false)
      }
    },
    startProviding: (settings) => endpoint.call('startProviding', settings, trusted<void>()),
    stopProviding: (how) => endpoint.call('stopProviding', how, trusted<void>()),
    prepare: (appId, params, files) =>
      endpoint.call('prepare', { appId, params, files }, trusted<PrepareResult>()),
    prepareRest: (jobId) => endpoint.call('prepareRest', jobId, trusted<PrepareResult>()),
    post: (draftId, terms) => endpoint.call('post', { draftId, terms }, trusted<PostResult>()),
    pause: (jobId) => endpoint.call('pause', jobId, trusted<void>()),
    resume: (jobId) => endpoint.call('resume', jobId, trusted<void>()),
    prioritise: (jobId, priority) =>
      endpoint.call('prioritise', { jobId, priority }, trusted<void>()),
    liftShare: (jobId) => endpoint.call('liftShare', jobId, trusted<void>()),
    fund: (jobId, amount) => endpoint.call('fund', { jobId, amount }, trusted<AmendResult>()),
    extend: (jobId, deadline) =>
      endpoint.call('extend', { jobId, deadline }, trusted<AmendResult>()),
    cancel: (jobId) => endpoint.call('cancel', jobId, trusted<void>()),
    pastJobs: () => endpoint.call('pastJobs', undefined, trusted<readonly PastJobView[]>()),
    exportEvidence: (jobId, role) =>
      endpoint.call('exportEvidence', { jobId, role }, trusted<Uint8Array | undefined>()),
    lookAfter: (payee) => endpoint.call('lookAfter', payee, trusted<void>()),
    collect: (payee, which) => endpoint.call('collect', { payee, which }, trusted<CollectResult>()),
    ledger: () => endpoint.call('ledger', undefined, trusted<readonly LedgerEntry[] | undefined>()),
    reconcile: () => endpoint.call('reconcile', undefined, trusted<AmendResult>()),
    exportLedger: (format) =>
      endpoint.call('exportLedger', format, trusted<Uint8Array | undefined>()),
    result: (jobId, index) =>
      endpoint.call('result', { jobId, index }, trusted<Uint8Array | undefined>()),
    exportProfile: (passphrase) =>
      endpoint.call('exportProfile', passphrase, trusted<ProfileResult>()),
    retireProfile: () => endpoint.call('retireProfile', undefined, trusted<ProfileResult>()),
    importProfile: (file, passphrase, how) =>
      endpoint.call('importProfile', { file, passphrase, how }, trusted<ImportResult>()),
    forget: (jobId) => endpoint.call('forget', jobId, trusted<void>()),
    stop: () => endpoint.call('stop', undefined, trusted<void>()),
  }
}
