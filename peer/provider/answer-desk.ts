import { equals } from 'multiformats/bytes'
import type { Signatures } from '#peer/ports/signatures.ts'
import type { StoreKey } from '#peer/ports/store.ts'
import type { SavedBatch } from '#peer/saved-batches.ts'
import { MalformedError } from '#protocol/errors.ts'
import type { PeerId } from '#protocol/ids.ts'
import type { Ending, WorkDone } from '#protocol/market/agreement-chain.ts'
import type { Agreement, Demand } from '#protocol/market/demand.ts'
import type { Parting } from '#protocol/market/open-account.ts'
import { type Attestation, attestationSchema } from '#protocol/trust/attestation.ts'
import { batchSchema } from '#protocol/trust/batch-root.ts'
import { hasMarks, isMarked, newMarks } from '#protocol/trust/marks.ts'
import { type Sealed, sealBy, unsealBy } from '#protocol/trust/seal.ts'
import { digestAt } from '#protocol/trust/sha256.ts'
import { encode } from '#protocol/wire/codec.ts'
import {
  type AnsweredResult,
  MAX_SHORT_BYTES,
  type OutputPiece,
  type ProviderMessage,
  type RequestorMessage,
} from '#protocol/wire/messages.ts'
import type { CreditLimit } from './credit-limit.ts'
import type { Earnings } from './earnings.ts'
import { hashBatch } from './hash-batch.ts'
import type { EvidencePlace, KeptEvidence } from './kept-evidence.ts'
import type { FinishedSubtask } from './lease-runner.ts'
import type { RequestorBook } from './requestor-book.ts'
import { type AnsweredSubtask, UnjudgedAnswers } from './unjudged-answers.ts'

/** Outputs kept until their verdict, at most. */
const MAX_HELD_BYTES = 256 * 2 ** 20

/** Of so many judged right one may be called off once it was answered: words cross on their way. */
const JUDGED_PER_CROSSING = 16

/** Who is asked about what was left, by how an agreement ended. */
const HOW: Readonly<Record<Ending, Parting['how']>> = {
  done: 'goodbye',
  abandoned: 'silence',
  left: 'ours',
  refused: 'ours',
}

type Answer = Extract<ProviderMessage, { type: 'answer' }>
type Verdict = Extract<RequestorMessage, { type: 'verdict' }>

export interface AnswerDeskDeps {
  readonly self: PeerId
  readonly seed: Uint8Array
  readonly signatures: Signatures
  readonly earnings: Earnings
  readonly credit: CreditLimit
  readonly requestors: RequestorBook
  readonly agreement: Agreement
  readonly demand: Demand
  readonly evidence: KeptEvidence
}

/** What is answered for under one agreement: signs batches, holds them until their verdict, counts. */
export class AnswerDesk {
  readonly #deps: AnswerDeskDeps
  readonly #unjudged = new UnjudgedAnswers()
  /** Leases whose answers are not said yet. */
  readonly #signing = new Set<number>()
  /** What was signed of leases that wait for their verdicts, and where it is kept once it is judged. */
  readonly #batches = new Map<number, SavedBatch & { place: EvidencePlace | undefined }>()
  /** What was answered and then called off: nobody will judge it. */
  #calledOff = { subtasks: 0, gas: 0n }
  #answered = 0
  #verified = 0
  #rejected = 0

  constructor(deps: AnswerDeskDeps) {
    this.#deps = deps
  }

  /** What came of it so far. */
  get work(): WorkDone {
    return { answered: this.#answered, verified: this.#verified, rejected: this.#rejected }
  }

  /** Subtasks that were answered, and wait for a verdict. */
  get unjudged(): number {
    return this.#unjudged.count
  }

  /**
   * Subtasks that were answered and that nobody stands up for: without a verdict, whether or not it
   * may still come, or called wrong. Whoever honestly finds one wrong asks for no more.
   */
  get unconfirmed(): number {
    const crossed = Math.floor(this.#verified / JUDGED_PER_CROSSING)
    return this.unjudged + this.#rejected + Math.max(0, this.#calledOff.subtasks - crossed)
  }

  /** Books what the agreement came to, now that it has ended. */
  part(ending: Ending): void {
    const { credit, demand, requestors } = this.#deps
    let unjudgedGas = this.#calledOff.gas
    for (const { leaf } of this.left()) unjudgedGas += leaf.gas
    requestors.parted(demand, {
      how: credit.isOverdrawn ? 'overdraft' : HOW[ending],
      accepted: this.#verified,
      unjudged: this.unjudged + this.#calledOff.subtasks,
      deadline: demand.deadline,
      money: credit.account(unjudgedGas),
    })
  }

  /** Whether a lease was answered, and waits for its verdict. */
  holds(leaseId: number): boolean {
    return this.#unjudged.find(leaseId) !== undefined
  }

  /** What nobody has judged. */
  left(): Iterable<AnsweredSubtask> {
    return this.#unjudged.left()
  }

  /**
   * Holds a complete batch, in its lease's order, and signs for it.
   * @returns what to say; `overfull` where no more can be held, undefined where it was called off
   * meanwhile.
   */
  async answer(
    leaseId: number,
    finished: readonly FinishedSubtask[],
  ): Promise<Answer | 'overfull' | undefined> {
    const { self, seed, signatures, demand, credit } = this.#deps
    const { leaves, root, resultHashes } = hashBatch(finished)
    this.#unjudged.hold(leaseId, {
      root,
      leaves,
      outputs: finished.map(({ result }) => result.output),
      tookMs: finished.map(({ tookMs }) => tookMs),
    })
    if (this.#unjudged.bytes > MAX_HELD_BYTES) return 'overfull'
    const computeMs = Math.round(finished.reduce((sum, { tookMs }) => sum + tookMs, 0))
    const claim = { jobId: demand.jobId, provider: self, leaseId, count: leaves.length, root }
    const sign = (bytes: Uint8Array) => signatures.sign(bytes, seed)
    this.#signing.add(leaseId)
    const batch = await sealBy('batch', batchSchema, claim, sign)
    this.#signing.delete(leaseId)
    if (!this.holds(leaseId)) return undefined
    this.#batches.set(leaseId, { batch, leaves, place: undefined })
    this.#answered += leaves.length
    credit.answered(leaves.length, computeMs)
    const results = finished.map(
      ({ result: { outcome, gas, output } }, at): AnsweredResult =>
        output.byteLength <= MAX_SHORT_BYTES
          ? { outcome, gas, output, resultHash: undefined }
          : { outcome, gas, output: undefined, resultHash: digestAt(resultHashes, at) },
    )
    return { type: 'answer', leaseId, batch, results, computeMs }
  }

  /** @throws {MalformedError} on the way, at the first that is not here. */
  cut(leaseId: number, positions: readonly number[]): Iterable<OutputPiece[]> {
    return this.#unjudged.cut(leaseId, positions)
  }

  /** Lets go of a lease that is called off; what was answered of it stays counted. */
  forget(leaseId: number): void {
    const { subtasks, gas } = this.#unjudged.forget(leaseId)
    this.#batches.delete(leaseId)
    if (this.#signing.has(leaseId)) return
    this.#calledOff = {
      subtasks: this.#calledOff.subtasks + subtasks,
      gas: this.#calledOff.gas + gas,
    }
  }

  /**
   * Takes a verdict, and keeps it as evidence with what it is over.
   * @throws {MalformedError} when it is not what its requestor attests.
   */
  async judge({ leaseId, attestation }: Verdict): Promise<void> {
    const { demand, credit, earnings, requestors, evidence } = this.#deps
    const { right, wrong } = await this.#checkAttestation(leaseId, attestation)
    const kept = this.#keep(leaseId, attestation)
    const batch = this.#unjudged.find(leaseId)
    const judged = {
      accepted: newMarks(right, batch?.right ?? right),
      rejected: newMarks(wrong, batch?.wrong ?? wrong),
    }
    const { accepted, rejected, gas } = this.#unjudged.settle(leaseId, judged)
    if (!this.holds(leaseId)) this.#batches.delete(leaseId)
    credit.confirm(gas, accepted)
    this.#verified += accepted
    this.#rejected += rejected
    requestors.judged(demand, { accepted, rejected })
    const free = demand.terms.kind === 'free'
    await earnings.takeVerdict({ evidence: kept, accepted, rejected, free, gas })
    await evidence.clear()
  }

  /** What has to be saved for a verdict to be evidence. */
  #keep(leaseId: number, attestation: Sealed): ReadonlyArray<readonly [StoreKey, Uint8Array]> {
    const { demand, evidence } = this.#deps
    const signed = this.#batches.get(leaseId)
    if (signed === undefined) return []
    if (signed.place !== undefined) return evidence.verdict(signed.place, attestation)
    const { place, entry } = evidence.place(demand.jobId, signed)
    signed.place = place
    return [entry, ...evidence.verdict(place, attestation)]
  }

  /** What is kept as evidence must be over the batch that we signed, and take back no verdict before. */
  async #checkAttestation(leaseId: number, attestation: Sealed): Promise<Attestation> {
    const { self, signatures, demand, agreement } = this.#deps
    const { jobId, requestor } = demand
    const batch = this.#unjudged.find(leaseId)
    if (batch === undefined) throw new MalformedError('verdict on an unknown lease')
    const { root, leaves } = batch
    const said = await unsealBy(
      'attestation',
      attestationSchema,
      attestation,
      () => requestor,
      signatures.verify,
    )
    const { right, wrong } = said
    let gas = 0n
    for (let position = 0; position < leaves.length; position += 1)
      if (isMarked(right, position)) gas += leaves.gasAt(position)
    const { agreementId } = agreement
    const ours = { jobId, requestor, provider: self, agreementId, leaseId, root, gas }
    const expected = { ...ours, count: leaves.length, right, wrong }
    // The bytes are kept: nothing may be in them that nobody reads.
    const isOver = equals(attestation.body, encode(attestationSchema, expected))
    if (!isOver || !hasMarks(right, batch.right) || !hasMarks(wrong, batch.wrong))
      throw new MalformedError('attestation of something else')
    return said
  }
}
