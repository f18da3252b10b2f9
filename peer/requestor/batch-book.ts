import type { Clock } from '#peer/ports/clock.ts'
import type { Signatures } from '#peer/ports/signatures.ts'
import { writeBatch, writeVerdict } from '#peer/saved-batches.ts'
import type { JobId, PeerId } from '#protocol/ids.ts'
import { type Attestation, attestationSchema } from '#protocol/trust/attestation.ts'
import type { Leaves } from '#protocol/trust/leaves.ts'
import { noMarks, withMarks } from '#protocol/trust/marks.ts'
import { type Sealed, sealBy } from '#protocol/trust/seal.ts'
import type { Verdict } from './books.ts'
import type { JobStore } from './job-store.ts'
import type { Testimonials } from './testimonials.ts'

/**
 * What is kept of one run of a job, in bytes: some 700,000 results. Later ones are judged, paid and
 * attested to all the same, and their evidence is their providers' alone.
 */
const MAX_KEPT_BYTES = 64 * 2 ** 20
/** How long what was judged may be lost to a crash: a verdict must not cost a write of its own. */
const WRITE_EVERY_MS = 250

/** A batch as its provider signed it. */
export interface AnsweredBatch {
  readonly provider: PeerId
  readonly agreementId: Uint8Array
  readonly leaseId: number
  readonly batch: Sealed
  readonly root: Uint8Array
  readonly leaves: Leaves
}

/** A batch that is not judged to the last. */
interface OpenBatch extends AnsweredBatch {
  right: Uint8Array
  wrong: Uint8Array
  /** Of the right ones. */
  gas: bigint
  /** Positions without a verdict. */
  left: number
  /** Undefined before the first verdict; false where there is no room for its evidence. */
  isKept: boolean | undefined
  /** Settles once the verdict before is signed. */
  signed: Promise<unknown>
}

export interface BatchBookOptions {
  readonly store: JobStore
  readonly clock: Clock
  readonly signatures: Signatures
  readonly seed: Uint8Array
  readonly self: PeerId
  readonly jobId: JobId
  readonly testimonials: Testimonials
}

/**
 * Batches of a job from their answers to their last verdicts: attests to what was judged, and keeps
 * it as evidence. Evidence never holds the job up; what a full disk forgets is missing from it.
 */
export class BatchBook {
  readonly #options: BatchBookOptions
  readonly #open = new Map<number, OpenBatch>()
  /** What is to be written, by its key. */
  #due = new Map<string, readonly [leaseId: number, part: 'batch' | 'verdict', bytes: Uint8Array]>()
  #room = MAX_KEPT_BYTES
  #cancelWrite: (() => void) | undefined
  /** Settles once every verdict so far is signed. */
  #signed: Promise<unknown> = Promise.resolve()
  #written: Promise<void> = Promise.resolve()

  constructor(options: BatchBookOptions) {
    this.#options = options
  }

  answered(answer: AnsweredBatch): void {
    const { length } = answer.leaves
    this.#open.set(answer.leaseId, {
      ...answer,
      right: noMarks(length),
      wrong: noMarks(length),
      gas: 0n,
      left: length,
      isKept: undefined,
      signed: Promise.resolve(),
    })
  }

  /**
   * Signs all that was judged of a batch so far; verdicts of one batch are signed in their order.
   * @returns undefined for what an earlier run was answered: its signature is gone.
   */
  async attest({ leaseId, accepted, rejected }: Verdict): Promise<Sealed | undefined> {
    const open = this.#open.get(leaseId)
    if (open === undefined) return undefined
    open.right = withMarks(open.right, accepted)
    open.wrong = withMarks(open.wrong, rejected)
    let gas = 0n
    for (const position of accepted) gas += open.leaves.gasAt(position)
    open.gas += gas
    open.left -= accepted.length + rejected.length
    if (open.left <= 0) this.#open.delete(leaseId)
    const { signatures, seed, self, jobId, testimonials } = this.#options
    const { provider, agreementId, root, leaves, right, wrong } = open
    const counts = { right: accepted.length, wrong: rejected.length, gas }
    testimonials.judged(provider, agreementId, counts)
    const words: Attestation = {
      ...{ jobId, requestor: self, provider, agreementId, leaseId },
      ...{ root, count: leaves.length, right, wrong, gas: open.gas },
    }
    const sign = (bytes: Uint8Array) => signatures.sign(bytes, seed)
    const kept = open.signed.then(async () => {
      const attestation = await sealBy('attestation', attestationSchema, words, sign)
      this.#keep(open, attestation)
      return attestation
    })
    open.signed = kept
    this.#signed = Promise.allSettled([this.#signed, kept])
    return kept
  }

  /** Writes what was judged so far; settles once it is on disk or lost. */
  async write(): Promise<void> {
    await this.#signed
    this.#cancelWrite?.()
    this.#cancelWrite = undefined
    const { store, jobId } = this.#options
    const due = this.#due
    if (due.size > 0) {
      this.#due = new Map()
      this.#written = this.#written
        .then(() => store.keepBatches(jobId, [...due.values()]))
        .catch(() => {})
    }
    await this.#written
  }

  #keep(open: OpenBatch, attestation: Sealed): void {
    const { leaseId } = open
    if (open.isKept === undefined) {
      const bytes = this.#room > 0 ? writeBatch(open) : undefined
      open.isKept = bytes !== undefined && bytes.byteLength <= this.#room
      this.#room = bytes !== undefined && open.isKept ? this.#room - bytes.byteLength : 0
      if (bytes !== undefined && open.isKept) this.#due.set(`${leaseId}`, [leaseId, 'batch', bytes])
    }
    if (!open.isKept) return
    this.#due.set(`${leaseId} verdict`, [leaseId, 'verdict', writeVerdict(attestation)])
    this.#cancelWrite ??= this.#options.clock.after(WRITE_EVERY_MS, () => void this.write())
  }
}
