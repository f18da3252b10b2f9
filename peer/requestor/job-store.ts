import { z } from 'zod'
import type { JobPhase } from '#peer/peer.ts'
import type { Store } from '#peer/ports/store.ts'
import { joinBatches } from '#peer/saved-batches.ts'
import type { SavedRecords } from '#peer/saved-records.ts'
import { MalformedError } from '#protocol/errors.ts'
import { explanationSchema } from '#protocol/explanation.ts'
import type { JobId, PeerId } from '#protocol/ids.ts'
import { type ChainedAgreement, chainedAgreementSchema } from '#protocol/market/agreement-chain.ts'
import { formatSchema, limitsSchema, needsSchema } from '#protocol/market/demand.ts'
import { preferencesSchema } from '#protocol/market/preferences.ts'
import { authorShareSchema } from '#protocol/payment/author-share.ts'
import { BitSet, isInPage, pageOf } from '#protocol/schedule/bit-set.ts'
import type { Makers, MakersNews } from '#protocol/schedule/makers.ts'
import type { Votes } from '#protocol/schedule/votes.ts'
import { unitSchema } from '#protocol/task/unit.ts'
import { checkTallySchema, newCheckTally } from '#protocol/trust/check-tally.ts'
import type { EvidenceBatch } from '#protocol/trust/evidence-file.ts'
import { policySchema } from '#protocol/trust/policy.ts'
import {
  addressSchema,
  bytesOf,
  countSchema,
  decode,
  encode,
  gasSchema,
  jobIdSchema,
  peerIdSchema,
  weiSchema,
} from '#protocol/wire/codec.ts'
import type { HeldPay } from './arrears.ts'
import { type Result, ResultPages } from './result-pages.ts'
import { makersKey, readMakers, writeMakers } from './saved-makers.ts'
import { readVotes, writeVotes } from './saved-votes.ts'

const hex32Schema = z.custom<`0x${string}`>(
  (value) => typeof value === 'string' && /^0x[0-9a-f]{64}$/.test(value),
)

const fundingSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('free') }),
  z.object({
    kind: z.literal('paid'),
    budget: weiSchema,
    ceilingPerGigaGas: weiSchema,
    /** Private: signs everything of this job after the one prompt. */
    sessionKey: hex32Schema,
    salt: hex32Schema,
    requestor: addressSchema,
    /** As it was when the job was posted: what its escrow has. */
    authorShare: authorShareSchema.optional(),
  }),
])

const recordSchema = z.object({
  jobId: jobIdSchema,
  demandId: bytesOf(16),
  appId: z.string(),
  title: z.string(),
  paramsJson: z.string(),
  format: formatSchema,
  limits: limitsSchema,
  subtasks: countSchema,
  /** What gas and price count; gas where it is left out. */
  unit: unitSchema.optional(),
  gasPerSubtask: gasSchema,
  /** A core and nothing else where it is left out, as it was at first. */
  needs: needsSchema.optional(),
  funding: fundingSchema,
  prefers: preferencesSchema,
  createdAt: z.int(),
  /** The job that ended early and of which this one computes the rest. */
  continues: jobIdSchema.optional(),
  /** Results that were there when the job began. */
  inherited: countSchema,
  /** The job under whose name results are kept: the first of those that continue each other. */
  results: jobIdSchema,
  /** How much is computed twice; `FIRST_POLICY` where it is left out. */
  policy: policySchema.optional(),
  /** Secret randomness behind replicas and audits. */
  secret: bytesOf(32),
})
/** Everything that makes a job the same job after a reload. Written once. */
export type JobRecord = z.output<typeof recordSchema>

const ENDS = ['done', 'cancelled', 'failed'] as const

export const prioritySchema = z.enum(['high', 'normal', 'low'])

const progressSchema = z.object({
  phase: z.enum(['funding', 'seeking', 'running', 'paused', 'settling', ...ENDS]),
  /** Why nothing happens, or why it ended; null while all goes well. */
  explanation: explanationSchema.nullable(),
  /** How a job that is being settled will have ended. */
  end: z.enum(ENDS).nullable(),
  /** Unix milliseconds; only ever moves later. */
  deadline: z.int(),
  priority: prioritySchema,
  executions: countSchema,
  /** What each party was lent of it; left out where none is held to a share (`prefers.maxShare`). */
  shares: z
    .object({
      lent: z.array(z.tuple([z.string(), countSchema])),
      /** Whether the limit was lifted since. */
      isLifted: z.boolean(),
    })
    .optional(),
  /** Left out where the job began before it was counted. */
  checks: checkTallySchema.optional(),
  /** How often the job was taken up again; lease ids of different runs never meet. */
  runs: countSchema,
  banned: z.array(z.tuple([peerIdSchema, z.string()])),
  /** What is owed by payee, over all runs: what vouchers are signed for. */
  owed: z.array(
    z.object({
      payee: addressSchema,
      nanoWei: weiSchema,
      cap: weiSchema,
    }),
  ),
  seconds: z.object({
    join: z.number().nullable(),
    firstResult: z.number().nullable(),
    total: z.number().nullable(),
  }),
})
/** What changes while a job runs. Saved together with the results it accounts for. */
export type JobProgress = z.output<typeof progressSchema>
export type JobEnd = NonNullable<JobProgress['end']>

/** Whether nothing more will happen to a job in this phase. */
export const isOver = (phase: JobPhase): phase is JobEnd => ENDS.some((end) => end === phase)

/** A job's progress before anything happened, in the phase it begins with. */
export const freshProgress = (phase: JobProgress['phase'], deadline: number): JobProgress => ({
  phase,
  deadline,
  priority: 'normal',
  explanation: null,
  end: null,
  executions: 0,
  checks: newCheckTally(),
  runs: 0,
  banned: [],
  owed: [],
  seconds: { join: null, firstResult: null, total: null },
})

const MAX_SAVED_BYTES = 64 * 2 ** 20
const INDEX_DIGITS = 10
const keptKey = (jobId: JobId, page: number) => ['job', jobId, 'kept', `${page}`]
const votesKey = (jobId: JobId) => ['job', jobId, 'votes']
const heldSchema = z.object({
  payee: addressSchema,
  peer: peerIdSchema,
  subtasks: countSchema,
  nanoWei: weiSchema,
})
const heldKey = (jobId: JobId) => ['job', jobId, 'held']
const agreementsKey = (jobId: JobId) => ['job', jobId, 'agreement']

/** A job as the store gives it back. */
export interface StoredJob {
  readonly record: JobRecord
  readonly progress: JobProgress
}

export interface StoredJobs {
  readonly jobs: readonly StoredJob[]
  /** Jobs that cannot be read. */
  readonly unread: number
}

/** The requestor's side of the store. */
export class JobStore {
  readonly #store: Store
  readonly #pages: ResultPages
  readonly #saved: SavedRecords
  /** Under whose name a job's results are kept, and how many there may be; neither ever changes. */
  readonly #results = new Map<JobId, Pick<JobRecord, 'results' | 'subtasks'>>()

  constructor(store: Store, saved: SavedRecords) {
    this.#store = store
    this.#pages = new ResultPages(store, saved)
    this.#saved = saved
  }

  async create(
    record: JobRecord,
    progress: JobProgress,
    { module, shared }: { readonly module: Uint8Array; readonly shared: Uint8Array },
    kept = new BitSet(record.subtasks),
  ): Promise<void> {
    const { jobId } = record
    await this.#store.saveAll([
      ...kept.pages().map((page) => [keptKey(jobId, page), kept.readPage(page)] as const),
      [['job', jobId, 'module'], module],
      [['job', jobId, 'shared'], shared],
      [['job', jobId, 'progress'], encode(progressSchema, progress)],
      [['jobs', jobId], encode(recordSchema, record)],
    ])
  }

  /** Every job that can be read. What another version of this software wrote stays as it is. */
  async loadAll(): Promise<StoredJobs> {
    const keys = await this.#store.loadKeys(['jobs'])
    const found = await Promise.allSettled(keys.map((key) => this.load(key[1] as JobId)))
    const jobs: StoredJob[] = []
    let unread = 0
    for (const job of found) {
      if (job.status === 'fulfilled') jobs.push(...(job.value === undefined ? [] : [job.value]))
      else if (job.reason instanceof MalformedError) unread += 1
      else throw job.reason
    }
    return { jobs, unread }
  }

  async load(jobId: JobId): Promise<StoredJob | undefined> {
    const record = await this.#store.load(['jobs', jobId])
    const progress = await this.#store.load(['job', jobId, 'progress'])
    if (record === undefined || progress === undefined) return undefined
    return {
      record: decode(recordSchema, record, 'saved job', MAX_SAVED_BYTES),
      progress: decode(progressSchema, progress, 'saved progress', MAX_SAVED_BYTES),
    }
  }

  async loadProgram(jobId: JobId): Promise<{ module: Uint8Array; shared: Uint8Array } | undefined> {
    const module = await this.#store.load(['job', jobId, 'module'])
    const shared = await this.#store.load(['job', jobId, 'shared'])
    return module === undefined || shared === undefined ? undefined : { module, shared }
  }

  /** Which results are kept, for taking a job up again. A damaged page is told by the results themselves. */
  async loadKept({ jobId, subtasks, results }: JobRecord): Promise<BitSet> {
    const kept = new BitSet(subtasks)
    let isDamaged = false
    for (const [key, bytes] of await this.#store.loadRange(['job', jobId, 'kept']))
      try {
        kept.writePage(Number(key[3]), bytes)
      } catch (error) {
        if (!(error instanceof RangeError)) throw error
        isDamaged = true
      }
    if (isDamaged) for (const index of await this.#pages.list(results)) kept.add(index)
    return kept
  }

  /**
   * What was answered and not settled when a job was written last. Parts of earlier writes may be
   * among it, which name what is settled since, or named once more.
   */
  async loadVotes({ jobId }: JobRecord): Promise<readonly Votes[]> {
    const parts = await this.#store.loadRange(votesKey(jobId))
    return parts.flatMap(([, part]) => readVotes(this.#saved, part) ?? [])
  }

  /** Whose word stands behind what is settled. What cannot be read is forgotten. */
  loadMakers(record: JobRecord): Promise<Makers> {
    return readMakers(this.#store, this.#saved, record)
  }

  /** Forgets words that nobody will count any more: votes, and who stands behind what is settled. */
  async forgetWords(jobId: JobId): Promise<void> {
    await this.#store.removeRange(votesKey(jobId))
    await this.#store.removeRange(makersKey(jobId))
  }

  /** Undefined where there is no such result, or what lies there is void. */
  async loadResult(jobId: JobId, index: number): Promise<Uint8Array | undefined> {
    const job = await this.#resultsOf(jobId)
    const page = await this.#store.load(keptKey(jobId, pageOf(index)))
    if (job === undefined || page === undefined) return undefined
    // A damaged page says nothing against it.
    return isInPage(page, index, job.subtasks) === false
      ? undefined
      : this.#pages.load(job.results, index)
  }

  /**
   * Results, the pages of `kept` and `makers` that tell of them, the progress that accounts for them,
   * pay held back, and votes in the place of those before, in one atomic write. What is written does not
   * grow with the job.
   */
  async commit(
    { jobId, results: name }: JobRecord,
    {
      results,
      voided,
      swept,
      kept,
      progress,
      held,
      makers,
      votes,
    }: {
      readonly results: readonly Result[]
      /** Subtasks whose earlier results are void: these are in their place, or none. */
      readonly voided: readonly number[]
      /** Void subtasks whose outputs are removed: those of one conviction may be too many for one write. */
      readonly swept: readonly number[]
      readonly kept: BitSet
      readonly progress: JobProgress
      /** What is held back now of those of whom that changed. */
      readonly held: readonly HeldPay[]
      /** What is new of who stands behind what is settled. */
      readonly makers: MakersNews
      readonly votes: readonly Votes[]
    },
  ): Promise<void> {
    const pages = kept.pagesOf([...results.map(({ index }) => index), ...voided])
    await this.#store.saveAll([
      ...Array.from(pages, (page) => [keptKey(jobId, page), kept.readPage(page)] as const),
      ...(await this.#pages.add(name, results, swept)),
      ...writeMakers(jobId, makers),
      ...[...writeVotes(votes)].map((part, at) => [[...votesKey(jobId), `${at}`], part] as const),
      ...held.map(
        (pay) => [[...heldKey(jobId), pay.payee, pay.peer], encode(heldSchema, pay)] as const,
      ),
      [['job', jobId, 'progress'], encode(progressSchema, progress)],
    ])
  }

  /** What is held back of pay, by payee and key. What cannot be read is held back of nobody. */
  async loadHeld(jobId: JobId): Promise<readonly HeldPay[]> {
    const entries = await this.#store.loadRange(heldKey(jobId))
    return entries.flatMap(
      ([, bytes]) => this.#saved.readKept(heldSchema, bytes, 'pay that is held back', 4_096) ?? [],
    )
  }

  /** What a requestor and a provider signed: evidence that goes with the job. */
  async keepAgreement(
    jobId: JobId,
    provider: PeerId,
    number: number,
    chained: ChainedAgreement,
  ): Promise<void> {
    const key = [...agreementsKey(jobId), provider, `${number}`.padStart(INDEX_DIGITS, '0')]
    await this.#store.save(key, encode(chainedAgreementSchema, chained))
  }

  /** The number of each provider's latest agreement that is kept. */
  async loadNumbers(jobId: JobId): Promise<ReadonlyMap<PeerId, number>> {
    const keys = await this.#store.loadKeys(agreementsKey(jobId))
    // In their order: the last of a provider's stays.
    return new Map(keys.map((key) => [key[3] as PeerId, Number(key[4])]))
  }

  /** Parts of batches by lease: evidence that goes with the job. */
  async keepBatches(
    jobId: JobId,
    parts: ReadonlyArray<readonly [leaseId: number, part: 'batch' | 'verdict', bytes: Uint8Array]>,
  ): Promise<void> {
    await this.#store.saveAll(
      parts.map(([leaseId, part, bytes]) => [
        ['job', jobId, 'evidence', `${leaseId}`.padStart(INDEX_DIGITS, '0'), part],
        bytes,
      ]),
    )
  }

  /** What both sides signed of a job, agreements by provider and number, batches by lease. */
  async loadEvidence(jobId: JobId): Promise<{
    readonly agreements: readonly ChainedAgreement[]
    readonly batches: readonly EvidenceBatch[]
  }> {
    const signed = await this.#store.loadRange(agreementsKey(jobId))
    const parts = await this.#store.loadRange(['job', jobId, 'evidence'])
    return {
      agreements: signed.flatMap(
        ([, bytes]) =>
          this.#saved.readKept(chainedAgreementSchema, bytes, 'agreements of jobs', 64 * 1024) ??
          [],
      ),
      batches: joinBatches(this.#saved, parts),
    }
  }

  async forget(jobId: JobId): Promise<void> {
    const results = (await this.#resultsOf(jobId))?.results
    this.#results.delete(jobId)
    await this.#store.remove(['jobs', jobId])
    await this.#store.removeRange(['job', jobId])
    if (results === undefined) return
    // Jobs that continue each other keep their results together, until the last is forgotten.
    const { jobs, unread } = await this.loadAll()
    if (unread === 0 && jobs.every(({ record }) => record.results !== results))
      await this.#pages.forget(results)
  }

  async #resultsOf(jobId: JobId): Promise<Pick<JobRecord, 'results' | 'subtasks'> | undefined> {
    const known = this.#results.get(jobId)
    if (known !== undefined) return known
    const record = (await this.load(jobId))?.record
    if (record === undefined) return undefined
    const { results, subtasks } = record
    this.#results.set(jobId, { results, subtasks })
    return { results, subtasks }
  }
}
