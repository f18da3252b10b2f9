import { z } from 'zod'
import type { Store } from '#peer/ports/store.ts'
import { joinBatches } from '#peer/saved-batches.ts'
import type { SavedRecords } from '#peer/saved-records.ts'
import { MalformedError } from '#protocol/errors.ts'
import type { JobId, PeerId } from '#protocol/ids.ts'
import { type ChainedAgreement, chainedAgreementSchema } from '#protocol/market/agreement-chain.ts'
import { BitSet, isInPage, pageOf } from '#protocol/schedule/bit-set.ts'
import type { Makers, MakersNews } from '#protocol/schedule/makers.ts'
import type { Votes } from '#protocol/schedule/votes.ts'
import type { EvidenceBatch } from '#protocol/trust/evidence-file.ts'
import {
  addressSchema,
  countSchema,
  decode,
  encode,
  peerIdSchema,
  weiSchema,
} from '#protocol/wire/codec.ts'
import type { HeldPay } from './arrears.ts'
import { type JobProgress, type JobRecord, progressSchema, recordSchema } from './job-record.ts'
import { type Result, ResultPages } from './result-pages.ts'
import { makersKey, readMakers, writeMakers } from './saved-makers.ts'
import { readVotes, writeVotes } from './saved-votes.ts'

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
