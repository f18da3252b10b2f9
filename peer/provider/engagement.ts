import { sha256 } from '@noble/hashes/sha2.js'
import { fetchBlob } from '#peer/blocks/fetch-blob.ts'
import type { ProviderJobView } from '#peer/peer.ts'
import type { Clock } from '#peer/ports/clock.ts'
import type { Compute, Core, RunResult } from '#peer/ports/compute.ts'
import type { Channel, Mesh } from '#peer/ports/mesh.ts'
import { LoamError, MalformedError } from '#protocol/errors.ts'
import type { PeerId } from '#protocol/ids.ts'
import type { Agreement } from '#protocol/market/demand.ts'
import { costOf } from '#protocol/payment/amount.ts'
import { DROP_MS, HEARTBEAT_MS, SUSPECT_MS } from '#protocol/schedule/constants.ts'
import { creditWindow } from '#protocol/schedule/lend.ts'
import { type Work, WorkQueue } from '#protocol/schedule/work-queue.ts'
import {
  attestationSchema,
  batchSchema,
  hashLeaf,
  type Leaf,
  merkleRoot,
} from '#protocol/trust/batch-root.ts'
import { seal, unseal } from '#protocol/trust/seal.ts'
import { decode, encode } from '#protocol/wire/codec.ts'
import { MAX_FRAME_BYTES } from '#protocol/wire/limits.ts'
import {
  type OutputPiece,
  PIECE_BYTES,
  type ProviderMessage,
  providerMessageSchema,
  type RequestorMessage,
  requestorMessageSchema,
} from '#protocol/wire/messages.ts'
import type { Earnings } from './earnings.ts'

/** How many times our own credit window a requestor may owe us before we leave. */
const CREDIT_SLACK = 4

/** Outputs kept until their verdict, at most. */
const MAX_HELD_BYTES = 256 * 2 ** 20

/** One finished subtask with the time it took. */
interface Done {
  readonly work: Work
  readonly result: Extract<RunResult, { kind: 'done' }>
  readonly tookMs: number
}

/** A batch that was answered and is not judged yet. */
interface AnsweredLease {
  readonly outputs: Map<number, Uint8Array>
  readonly root: Uint8Array
  readonly gas: readonly bigint[]
}

export interface EngagementOptions {
  readonly mesh: Mesh
  readonly compute: Compute
  readonly clock: Clock
  readonly seed: Uint8Array
  readonly self: PeerId
  readonly agreement: Agreement
  readonly channel: Channel
  readonly earnings: Earnings
  readonly onChange: () => void
}

/**
 * A provider's work under one agreement: fetch the program, open cores, run leases, sign batches,
 * hand out bytes, and take vouchers. Ends when either side closes the channel.
 */
export class Engagement {
  readonly #options: EngagementOptions
  readonly #queue = new WorkQueue<Done>()
  readonly #answered = new Map<number, AnsweredLease>()
  readonly #cores: Core[] = []
  readonly #idle: Core[] = []
  readonly #ended = new AbortController()
  #running = 0
  #answeredCount = 0
  #verified = 0
  #rejected = 0
  #unsettled = 0
  #subtaskMs: number | undefined
  #lastHeard: number
  #confirmedGas = 0n
  readonly #voucheredBefore: bigint
  /** Bytes of outputs kept until their verdict. */
  #heldBytes = 0
  /** Why it ended, when it was not by plan. */
  reason: string | undefined

  constructor(options: EngagementOptions) {
    this.#options = options
    this.#lastHeard = options.clock.now()
    const { demand, offer } = options.agreement
    this.#voucheredBefore = options.earnings.vouchered(demand.jobId, offer.payee ?? undefined)
    void options.channel.closed.then(() => this.#ended.abort())
  }

  get #demand() {
    return this.#options.agreement.demand
  }

  view(): ProviderJobView {
    const { agreement, channel, earnings } = this.#options
    return {
      jobId: this.#demand.jobId,
      title: this.#demand.title,
      requestor: this.#demand.requestor,
      paid: this.#demand.terms.kind === 'paid',
      path: channel.path,
      running: this.#running,
      waiting: this.#queue.waiting,
      answered: this.#answeredCount,
      verified: this.#verified,
      rejected: this.#rejected,
      vouchered: earnings.vouchered(this.#demand.jobId, agreement.offer.payee ?? undefined),
    }
  }

  /** Works until the channel closes; resolves when everything it held is given back. */
  async run(): Promise<void> {
    const { clock } = this.#options
    try {
      await this.#prepare()
      this.#beat(clock)
      await this.#options.channel.closed
    } catch (error) {
      this.reason ??= this.#ended.signal.aborted ? undefined : explain(error)
      await this.#send({ type: 'leaving', reason: (this.reason ?? 'left').slice(0, 200) })
    } finally {
      this.#ended.abort()
      await this.#options.channel.close()
      await Promise.all(this.#cores.map((core) => core.close()))
    }
  }

  /** Hands back what is not answered. */
  async leave(reason: string): Promise<void> {
    this.reason = reason
    await this.#send({ type: 'leaving', reason })
    await this.#options.channel.close()
  }

  async #prepare(): Promise<void> {
    const { mesh, clock, compute, agreement } = this.#options
    const { signal } = this.#ended
    const { requestor, module: root, shared, downloadBytes, format } = this.#demand
    const source = { mesh, clock, peer: requestor, maxBytes: downloadBytes, signal }
    const [module, data] = await Promise.all([
      fetchBlob({ ...source, root }),
      fetchBlob({ ...source, root: shared }),
    ])
    const program = { format, module, shared: data }
    for (let at = 0; at < agreement.offer.cores; at += 1) {
      const core = await compute.open(program, { signal })
      this.#cores.push(core)
      this.#idle.push(core)
    }
    await this.#send({ type: 'ready', cores: this.#cores.length })
  }

  /** Whether the requestor has been silent for so long that it may be a reload of itself. */
  get isStale(): boolean {
    return this.#options.clock.now() - this.#lastHeard >= SUSPECT_MS
  }

  #beat(clock: Clock): void {
    if (this.#ended.signal.aborted) return
    if (clock.now() - this.#lastHeard >= DROP_MS) {
      void this.leave('the requestor went silent')
      return
    }
    void this.#send({ type: 'beat' })
    clock.after(HEARTBEAT_MS, () => this.#beat(clock))
  }

  async #send(message: ProviderMessage): Promise<void> {
    if (this.#ended.signal.aborted) return
    await this.#options.channel
      .send(encode(providerMessageSchema, message))
      // A dead channel ends the engagement through `closed`; the message has no other reader.
      .catch(() => {})
  }

  /** Takes the next frame of the work channel; a malformed one costs the sender its connection. */
  async take(frame: Uint8Array): Promise<void> {
    try {
      const message = decode(requestorMessageSchema, frame, 'requestor message', MAX_FRAME_BYTES)
      this.#lastHeard = this.#options.clock.now()
      await this.#obey(message)
    } catch (error) {
      if (!(error instanceof MalformedError)) throw error
      await this.#options.mesh.drop(this.#options.channel.remote, error.message)
    }
  }

  async #obey(message: RequestorMessage): Promise<void> {
    switch (message.type) {
      case 'lease':
        return this.#lease(message)
      case 'cancel':
        this.#queue.drop(message.leaseId)
        this.#forget(message.leaseId)
        return this.#options.onChange()
      case 'want':
        return this.#deliver(message.leaseId, message.positions)
      case 'verdict':
        return this.#judge(message)
      case 'voucher':
        return this.#options.earnings.takeVoucher(
          this.#options.agreement,
          message.cumulative,
          message.signature,
        )
      case 'settled': {
        const order = await this.#options.earnings.orderWithdrawal(this.#options.agreement)
        if (order !== undefined) await this.#send({ type: 'withdrawal', ...order })
        return
      }
      case 'bye':
        this.reason = message.reason
        return this.#options.channel.close()
      case 'beat':
        return
      case 'hello':
        throw new MalformedError('second hello')
    }
  }

  async #lease(message: Extract<RequestorMessage, { type: 'lease' }>): Promise<void> {
    const window = creditWindow(this.#options.agreement.offer.cores, this.#subtaskMs)
    if (this.#unsettled + this.#queue.waiting > CREDIT_SLACK * window)
      return this.leave('the requestor takes results and confirms none')
    if (this.#unpaid() > BigInt(CREDIT_SLACK * window) * this.#subtaskCost())
      return this.leave('the requestor confirms results and does not pay for them')
    if (this.#answered.has(message.leaseId)) throw new MalformedError('lease id used twice')
    if (this.#queue.lease(message.leaseId, message.subtasks) === 'known')
      throw new MalformedError('lease id used twice')
    this.#startIdle()
  }

  /** Wei of confirmed work of this engagement that no voucher covers. */
  #unpaid(): bigint {
    const { terms, jobId } = this.#demand
    if (terms.kind === 'free') return 0n
    const { agreement, earnings } = this.#options
    const vouchered = earnings.vouchered(jobId, agreement.offer.payee ?? undefined)
    return costOf(this.#confirmedGas, terms.pricePerGigaGas) - (vouchered - this.#voucheredBefore)
  }

  #subtaskCost(): bigint {
    const { terms, gasPerSubtask } = this.#demand
    return terms.kind === 'free' ? 0n : costOf(gasPerSubtask, terms.pricePerGigaGas)
  }

  #startIdle(): void {
    for (let core = this.#idle.pop(); core !== undefined; core = this.#idle.pop()) {
      const work = this.#queue.next()
      if (work === undefined) {
        this.#idle.push(core)
        break
      }
      this.#running += 1
      void this.#compute(core, work)
    }
    this.#options.onChange()
  }

  async #compute(core: Core, work: Work): Promise<void> {
    const { clock } = this.#options
    const startedAt = clock.now()
    const result = await core.run(work.input, this.#demand.limits, { signal: this.#ended.signal })
    this.#running -= 1
    this.#idle.push(core)
    if (this.#ended.signal.aborted) return
    if (result.kind === 'hostFailure') {
      const known = this.#queue.holds(work.leaseId)
      this.#queue.drop(work.leaseId)
      if (known)
        await this.#send({
          type: 'failed',
          leaseId: work.leaseId,
          index: work.index,
          reason: `${result.reason}: ${result.message}`.slice(0, 200),
        })
    } else {
      const tookMs = clock.now() - startedAt
      this.#subtaskMs = this.#subtaskMs === undefined ? tookMs : (this.#subtaskMs + tookMs) / 2
      const batch = this.#queue.finish(work, { work, result, tookMs })
      if (batch !== undefined) await this.#answer(work.leaseId, batch)
    }
    this.#startIdle()
  }

  /** Signs the whole batch once, before anybody can say what of it will be looked at. */
  async #answer(leaseId: number, batch: readonly Done[]): Promise<void> {
    const { self, seed } = this.#options
    const leaves = batch.map(
      ({ work, result }): Leaf => ({
        index: work.index,
        inputHash: sha256(work.input),
        outcome: result.outcome,
        resultHash: sha256(result.output),
        gas: result.gas,
      }),
    )
    const root = merkleRoot(leaves.map(hashLeaf))
    this.#answered.set(leaseId, {
      outputs: new Map(batch.map(({ result }, position) => [position, result.output])),
      root,
      gas: leaves.map(({ gas }) => gas),
    })
    for (const { result } of batch) this.#heldBytes += result.output.byteLength
    if (this.#heldBytes > MAX_HELD_BYTES)
      return this.leave('its results fill this tab’s memory before they are confirmed')
    this.#answeredCount += leaves.length
    this.#unsettled += leaves.length
    const claim = { jobId: this.#demand.jobId, provider: self, leaseId, count: leaves.length, root }
    await this.#send({
      type: 'answer',
      leaseId,
      batch: seal('batch', batchSchema, claim, seed),
      leaves,
      computeMs: Math.round(batch.reduce((sum, { tookMs }) => sum + tookMs, 0)),
    })
  }

  async #deliver(leaseId: number, positions: readonly number[]): Promise<void> {
    let pieces: OutputPiece[] = []
    let bytes = 0
    const flush = async () => {
      if (pieces.length > 0) await this.#send({ type: 'output', leaseId, pieces })
      pieces = []
      bytes = 0
    }
    for (const position of positions) {
      const output = this.#answered.get(leaseId)?.outputs.get(position)
      if (output === undefined) throw new MalformedError('wish for an output that is not here')
      for (const piece of cutOutput(position, output)) {
        if (bytes + piece.data.byteLength > PIECE_BYTES) await flush()
        pieces.push(piece)
        bytes += piece.data.byteLength
      }
    }
    await flush()
  }

  /** Lets go of one judged output; false when it was none. */
  #release(lease: AnsweredLease, position: number): boolean {
    const output = lease.outputs.get(position)
    if (output === undefined) return false
    lease.outputs.delete(position)
    this.#heldBytes -= output.byteLength
    this.#unsettled -= 1
    return true
  }

  /** A lease called off while its answer was on the way will never be judged. */
  #forget(leaseId: number): void {
    const lease = this.#answered.get(leaseId)
    if (lease === undefined) return
    for (const position of [...lease.outputs.keys()]) this.#release(lease, position)
    this.#answered.delete(leaseId)
  }

  async #judge(message: Extract<RequestorMessage, { type: 'verdict' }>): Promise<void> {
    const lease = this.#answered.get(message.leaseId)
    if (lease === undefined) throw new MalformedError('verdict on an unknown lease')
    const attestation = unseal(
      'attestation',
      attestationSchema,
      message.attestation,
      () => this.#demand.requestor,
    )
    if (attestation.jobId !== this.#demand.jobId) throw new MalformedError('foreign attestation')
    // Positions named twice or never leased settle nothing.
    const accepted = message.accepted.filter((position) => this.#release(lease, position))
    const rejected = message.rejected.filter((position) => this.#release(lease, position))
    const gas = accepted.reduce((sum, position) => sum + (lease.gas[position] ?? 0n), 0n)
    if (lease.outputs.size === 0) this.#answered.delete(message.leaseId)
    this.#confirmedGas += gas
    this.#verified += accepted.length
    this.#rejected += rejected.length
    await this.#options.earnings.takeVerdict({
      jobId: this.#demand.jobId,
      leaseId: message.leaseId,
      attestation: message.attestation,
      accepted: accepted.length,
      rejected: rejected.length,
      free: this.#demand.terms.kind === 'free',
      gas,
    })
    this.#options.onChange()
  }
}

/** An output in pieces that fit a frame; an empty one is one empty piece. */
function* cutOutput(position: number, output: Uint8Array): Iterable<OutputPiece> {
  const total = output.byteLength
  let offset = 0
  do {
    const data = output.slice(offset, offset + PIECE_BYTES)
    yield { position, offset, total, data }
    offset += data.byteLength
  } while (offset < total)
}

function explain(error: unknown): string {
  if (error instanceof LoamError) return error.message
  return error instanceof Error ? `Unexpected: ${error.message}` : 'Unexpected failure'
}
