import { MalformedError } from '#protocol/errors.ts'
import type { Leaf, Leaves } from '#protocol/trust/leaves.ts'
import { noMarks, withMarks } from '#protocol/trust/marks.ts'
import { type OutputPiece, PIECE_BYTES } from '#protocol/wire/messages.ts'

/** A batch as it was answered for, in its lease's order. */
export interface AnsweredBatch {
  readonly root: Uint8Array
  readonly leaves: Leaves
  readonly outputs: readonly Uint8Array[]
  readonly tookMs: readonly number[]
}

/** One that is not judged in full. */
interface UnjudgedBatch extends Omit<AnsweredBatch, 'outputs'> {
  /** Those that are not judged. */
  readonly outputs: Array<Uint8Array | undefined>
  open: number
  /** Positions judged right, and judged wrong. */
  right: Uint8Array
  wrong: Uint8Array
}

/** A subtask as it was answered for. */
export interface AnsweredSubtask {
  readonly leaf: Leaf
  readonly output: Uint8Array
  readonly tookMs: number
}

/** What a verdict settled: positions that were waiting for one, and the gas of the accepted. */
export interface SettledVerdict {
  readonly accepted: number
  readonly rejected: number
  readonly gas: bigint
}

/** Outputs that were answered for and may be asked for, each until its verdict. */
export class UnjudgedAnswers {
  readonly #batches = new Map<number, UnjudgedBatch>()
  #count = 0
  #bytes = 0

  /** Outputs held. */
  get count(): number {
    return this.#count
  }

  /** Bytes of the outputs held. */
  get bytes(): number {
    return this.#bytes
  }

  /** A batch on which a verdict is open. */
  find(leaseId: number): Readonly<UnjudgedBatch> | undefined {
    return this.#batches.get(leaseId)
  }

  /** What nobody has judged. */
  *left(): Iterable<AnsweredSubtask> {
    for (const { outputs, leaves, tookMs } of this.#batches.values())
      for (const [position, output] of outputs.entries())
        if (output !== undefined)
          yield { leaf: leaves.at(position), output, tookMs: tookMs[position] ?? 0 }
  }

  hold(leaseId: number, batch: AnsweredBatch): void {
    const { outputs } = batch
    this.#batches.set(leaseId, {
      ...batch,
      outputs: [...outputs],
      open: outputs.length,
      right: noMarks(outputs.length),
      wrong: noMarks(outputs.length),
    })
    this.#count += outputs.length
    for (const { byteLength } of outputs) this.#bytes += byteLength
  }

  /**
   * The outputs at `positions` of a lease, in messages' worth of pieces that fit a frame.
   *
   * @throws {MalformedError} on the way, at the first that is not here.
   */
  *cut(leaseId: number, positions: readonly number[]): Iterable<OutputPiece[]> {
    let pieces: OutputPiece[] = []
    let bytes = 0
    for (const position of positions) {
      const output = this.#batches.get(leaseId)?.outputs[position]
      if (output === undefined) throw new MalformedError('wish for an output that is not here')
      for (const piece of cutOutput(position, output)) {
        if (pieces.length > 0 && bytes + piece.data.byteLength > PIECE_BYTES) {
          yield pieces
          pieces = []
          bytes = 0
        }
        pieces.push(piece)
        bytes += piece.data.byteLength
      }
    }
    if (pieces.length > 0) yield pieces
  }

  /** Lets go of what is judged. Positions named twice or never answered settle nothing. */
  settle(
    leaseId: number,
    verdict: { readonly accepted: readonly number[]; readonly rejected: readonly number[] },
  ): SettledVerdict {
    const batch = this.#batches.get(leaseId)
    if (batch === undefined) return { accepted: 0, rejected: 0, gas: 0n }
    const accepted = verdict.accepted.filter((position) => this.#release(batch, position))
    const rejected = verdict.rejected.filter((position) => this.#release(batch, position))
    batch.right = withMarks(batch.right, accepted)
    batch.wrong = withMarks(batch.wrong, rejected)
    if (batch.open === 0) this.#batches.delete(leaseId)
    return {
      accepted: accepted.length,
      rejected: rejected.length,
      gas: sumGas(batch, accepted),
    }
  }

  /** Lets go of a lease that is called off. @returns what of it will never be judged. */
  forget(leaseId: number): { readonly subtasks: number; readonly gas: bigint } {
    const batch = this.#batches.get(leaseId)
    if (batch === undefined) return { subtasks: 0, gas: 0n }
    const left = [...batch.outputs.keys()].filter((position) => this.#release(batch, position))
    this.#batches.delete(leaseId)
    return { subtasks: left.length, gas: sumGas(batch, left) }
  }

  /** False when that output was not held. */
  #release(batch: UnjudgedBatch, position: number): boolean {
    const output = batch.outputs[position]
    if (output === undefined) return false
    batch.outputs[position] = undefined
    batch.open -= 1
    this.#bytes -= output.byteLength
    this.#count -= 1
    return true
  }
}

const sumGas = ({ leaves }: UnjudgedBatch, positions: readonly number[]): bigint =>
  positions.reduce((sum, position) => sum + leaves.gasAt(position), 0n)

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
