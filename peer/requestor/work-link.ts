import { equals } from 'multiformats/bytes'
import type { Channel } from '#peer/ports/mesh.ts'
import type { Signatures } from '#peer/ports/signatures.ts'
import { MalformedError } from '#protocol/errors.ts'
import type { Agreement } from '#protocol/market/demand.ts'
import type { ScheduleEffect } from '#protocol/schedule/events.ts'
import { batchRoot, batchSchema } from '#protocol/trust/batch-root.ts'
import { Leaves } from '#protocol/trust/leaves.ts'
import { type Sealed, unsealBy } from '#protocol/trust/seal.ts'
import { digestAt, sha256, sha256All } from '#protocol/trust/sha256.ts'
import { decode, encode } from '#protocol/wire/codec.ts'
import { MAX_FRAME_BYTES } from '#protocol/wire/limits.ts'
import {
  type AnsweredResult,
  type OutputPiece,
  type ProviderMessage,
  providerMessageSchema,
  type RequestorMessage,
  requestorMessageSchema,
} from '#protocol/wire/messages.ts'
import { ShortOutputs } from './short-outputs.ts'

const NO_OUTPUT = new Uint8Array(0)

/** An output on its way in, piece by piece. */
interface Incoming {
  readonly resultHash: Uint8Array
  bytes: Uint8Array | undefined
  received: number
}

/** A lease as it was sent and, once answered, signed. */
interface LentLease {
  readonly indexes: readonly number[]
  /** One after another. */
  readonly inputHashes: Uint8Array
  /** Of its answer. */
  root: Uint8Array | undefined
  /** Outputs that came with the answer and are not taken yet. */
  outputs: ShortOutputs | undefined
  /** The signed hashes of outputs that have to be asked for. */
  readonly resultHashes: Map<number, Uint8Array>
  /** Subtasks without a verdict. */
  open: number
}

/** What a verdict says of a lease. */
type Verdict = Pick<
  Extract<ScheduleEffect, { type: 'verdict' }>,
  'leaseId' | 'accepted' | 'rejected'
>

/** One output that is here whole. */
export interface Output {
  readonly position: number
  /** Undefined when the bytes are not those that were signed. */
  readonly bytes: Uint8Array | undefined
}

/** What a provider said, checked as far as its own words can be. */
export type LinkEvent =
  | { readonly type: 'ready'; readonly cores: number }
  | { readonly type: 'cores'; readonly cores: number }
  | { readonly type: 'beat' }
  | {
      readonly type: 'answer'
      readonly leaseId: number
      readonly leaves: Leaves
      readonly computeMs: number
      /** What was signed over the leaves, and their root in it. */
      readonly batch: Sealed
      readonly root: Uint8Array
    }
  | {
      readonly type: 'outputs'
      readonly leaseId: number
      readonly outputs: readonly Output[]
    }
  | {
      readonly type: 'failed'
      readonly leaseId: number
      readonly index: number
      readonly reason: string
    }
  | Extract<ProviderMessage, { type: 'record' | 'leaving' }>

/**
 * The requestor's end of one work channel. It checks signatures, shapes and hashes, so that what
 * comes out is what the provider really committed to; it decides nothing.
 */
export class WorkLink {
  readonly agreement: Agreement
  readonly #channels: Channel[]
  readonly #signatures: Signatures
  readonly #leases = new Map<number, LentLease>()
  readonly #incoming = new Map<string, Incoming>()
  /** Whether it showed its record, or began without. */
  #hasShown = false

  constructor(channel: Channel, agreement: Agreement, signatures: Signatures) {
    this.#channels = [channel]
    this.agreement = agreement
    this.#signatures = signatures
  }

  /** What is said goes this way. */
  get channel(): Channel {
    return this.#channels[0] as Channel
  }

  /**
   * From now on what is said goes another way. What is on its way over there comes in on the first
   * all the same, so both stay open; the provider has said that it listens on this one.
   */
  move(channel: Channel): void {
    this.#channels.unshift(channel)
  }

  async close(): Promise<void> {
    await Promise.all(this.#channels.map((channel) => channel.close()))
  }

  async send(message: RequestorMessage): Promise<void> {
    await this.channel
      .send(encode(requestorMessageSchema, message))
      // A dead channel is noticed through `closed`; this message has no other reader.
      .catch(() => {})
  }

  lend(
    leaseId: number,
    subtasks: ReadonlyArray<{ readonly index: number; readonly input: Uint8Array }>,
  ): void {
    this.#leases.set(leaseId, {
      indexes: subtasks.map(({ index }) => index),
      inputHashes: sha256All(subtasks.map(({ input }) => input)),
      root: undefined,
      outputs: undefined,
      resultHashes: new Map(),
      open: subtasks.length,
    })
    void this.send({ type: 'lease', leaseId, subtasks: [...subtasks] })
  }

  cancel(leaseId: number): void {
    this.#leases.delete(leaseId)
    void this.send({ type: 'cancel', leaseId })
  }

  /**
   * Asks for outputs of an answered lease.
   * @returns those that came with the answer; of the others an event tells when they are here.
   */
  want(leaseId: number, positions: readonly number[]): readonly Output[] {
    const lease = this.#leases.get(leaseId)
    const here: Output[] = []
    const missing: number[] = []
    for (const position of positions) {
      const bytes = lease?.outputs?.take(position)
      if (bytes !== undefined) {
        here.push({ position, bytes })
        continue
      }
      const name = `${leaseId} ${position}`
      // Asked for before, when somebody else was asked meanwhile: it comes once.
      if (this.#incoming.has(name)) continue
      missing.push(position)
      const resultHash = lease?.resultHashes.get(position)
      if (resultHash !== undefined)
        this.#incoming.set(name, { resultHash, bytes: undefined, received: 0 })
    }
    if (missing.length > 0) void this.send({ type: 'want', leaseId, positions: missing })
    return here
  }

  /** Sends a verdict; a lease that is judged to the last is forgotten, here as over there. */
  async judge({ leaseId, accepted, rejected }: Verdict, attestation: Sealed): Promise<void> {
    const lease = this.#leases.get(leaseId)
    // Of an earlier session, which is forgotten over there.
    if (lease?.root === undefined) return
    lease.open -= accepted.length + rejected.length
    if (lease.open <= 0) this.#leases.delete(leaseId)
    await this.send({ type: 'verdict', leaseId, attestation })
  }

  /**
   * Reads one frame.
   * @throws {MalformedError} when the provider broke the protocol.
   */
  async read(frame: Uint8Array): Promise<LinkEvent | undefined> {
    const message = decode(providerMessageSchema, frame, 'provider message', MAX_FRAME_BYTES)
    switch (message.type) {
      case 'answer':
        return this.#readAnswer(message)
      case 'output': {
        const { leaseId, pieces } = message
        const outputs = pieces.flatMap((piece) => this.#readPiece(leaseId, piece) ?? [])
        // A piece on its way is a sign of life, however slow the way.
        return outputs.length > 0 ? { type: 'outputs', leaseId, outputs } : { type: 'beat' }
      }
      case 'failed':
        // The whole lease comes back; nothing more of it is heard.
        this.#leases.delete(message.leaseId)
        return message
      case 'record':
        if (this.#hasShown) throw new MalformedError('record out of turn')
        this.#hasShown = true
        return message
      case 'ready':
        this.#hasShown = true
        return message
      case 'cores':
      case 'beat':
      case 'leaving':
        return message
    }
  }

  async #readAnswer(
    message: Extract<ProviderMessage, { type: 'answer' }>,
  ): Promise<LinkEvent | undefined> {
    // Called off while it was on its way.
    if (!this.#leases.has(message.leaseId)) return undefined
    const { offer } = this.agreement
    const { verify } = this.#signatures
    const batch = await unsealBy('batch', batchSchema, message.batch, () => offer.provider, verify)
    // Or while its signature was looked at.
    const lease = this.#leases.get(message.leaseId)
    if (lease === undefined) return undefined
    const { results, leaseId, computeMs } = message
    const { gas: mostGas, outputBytes } = this.agreement.demand.limits
    const { jobId, provider } = offer
    const claim = { jobId, provider, leaseId, count: results.length, root: batch.root }
    const mine =
      lease.root === undefined &&
      results.length === lease.indexes.length &&
      // The bytes are kept as evidence: nothing may be in them that nobody reads.
      equals(message.batch.body, encode(batchSchema, claim)) &&
      results.every(({ gas }) => gas <= mostGas) &&
      results.every(({ output }) => (output?.byteLength ?? 0) <= outputBytes)
    const leaves = mine ? leavesOf(lease, results) : undefined
    if (leaves === undefined || !equals(batch.root, batchRoot(leaves)))
      throw new MalformedError('batch of another lease')
    lease.root = batch.root
    lease.outputs = new ShortOutputs(results.map(({ output }) => output))
    results.forEach(({ resultHash }, position) => {
      if (resultHash !== undefined) lease.resultHashes.set(position, resultHash)
    })
    return { type: 'answer', leaseId, leaves, computeMs, batch: message.batch, root: batch.root }
  }

  /** The output that this piece completes, if it does. */
  #readPiece(leaseId: number, piece: OutputPiece): Output | undefined {
    const name = `${leaseId} ${piece.position}`
    const incoming = this.#incoming.get(name)
    if (incoming === undefined) throw new MalformedError('output nobody asked for')
    if (piece.total > this.agreement.demand.limits.outputBytes)
      throw new MalformedError('output over the limit')
    incoming.bytes ??= new Uint8Array(piece.total)
    const end = piece.offset + piece.data.byteLength
    const inOrder = piece.offset === incoming.received && end <= incoming.bytes.byteLength
    if (!inOrder || piece.total !== incoming.bytes.byteLength)
      throw new MalformedError('output in pieces that do not fit')
    if (piece.data.byteLength === 0 && piece.total > 0)
      throw new MalformedError('empty piece of an output')
    incoming.bytes.set(piece.data, piece.offset)
    incoming.received = end
    if (end < piece.total) return undefined
    this.#incoming.delete(name)
    const { bytes, resultHash } = incoming
    return { position: piece.position, bytes: isHashedTo(resultHash, bytes) ? bytes : undefined }
  }
}

/** Index and input are ours: a provider that computed anything else signed another root. */
function leavesOf({ indexes, inputHashes }: LentLease, results: readonly AnsweredResult[]): Leaves {
  const outputHashes = sha256All(results.map(({ output }) => output ?? NO_OUTPUT))
  return Leaves.of(
    results.map(({ outcome, gas, resultHash }, at) => ({
      index: indexes[at] as number,
      inputHash: digestAt(inputHashes, at),
      outcome,
      resultHash: resultHash ?? digestAt(outputHashes, at),
      gas,
    })),
  )
}

const isHashedTo = (hash: Uint8Array, bytes: Uint8Array): boolean => equals(sha256(bytes), hash)
