import { MalformedError } from '#protocol/errors.ts'
import type { Leaf } from '#protocol/trust/leaves.ts'
import { type OutputPiece, PIECE_BYTES } from '#protocol/wire/messages.ts'

/** A batch that was answered and is not judged yet. */
interface UnjudgedBatch {
  readonly root: Uint8Array
  readonly outputs: Map<number, Uint8Array>
  readonly results: readonly AnsweredSubtask[]
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

  /** The batch root answered for a lease; undefined when no verdict on it is open. */
  rootOf(leaseId: number): Uint8Array | undefined {
    return this.#batches.get(leaseId)?.root
  }

  /** What nobody has judged. */
  *left(): Iterable<AnsweredSubtask> {
    for (const { outputs, results } of this.#batches.values())
      for (const position of outputs.keys()) {
        const result = results[position]
        if (result !== undefined) yield result
      }
  }

  /** Takes a batch in, in the lease's order. */
  hold(leaseId: number, root: Uint8Array, batch: readonly AnsweredSubtask[]): void {
    this.#batches.set(leaseId, {
      root,
      outputs: new Map(batch.map(({ output }, position) => [position, output])),
      results: batch,
    })
    this.#count += batch.length
    for (const { output } of batch) this.#bytes += output.byteLength
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
      const output = this.#batches.get(leaseId)?.outputs.get(position)
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
    if (batch.outputs.size === 0) this.#batches.delete(leaseId)
    return {
      accepted: accepted.length,
      rejected: rejected.length,
      gas: accepted.reduce((sum, position) => sum + (batch.results[position]?.leaf.gas ?? 0n), 0n),
    }
  }

  /** Lets go of a lease that is called off. @returns what of it will never be judged. */
  forget(leaseId: number): { readonly pieces: number; readonly gas: bigint } {
    const batch = this.#batches.get(leaseId)
    if (batch === undefined) return { pieces: 0, gas: 0n }
    const positions = [...batch.outputs.keys()]
    for (const position of positions) this.#release(batch, position)
    this.#batches.delete(leaseId)
    const gas = positions.reduce((sum, at) => sum + (batch.results[at]?.leaf.gas ?? 0n), 0n)
    return { pieces: positions.length, gas }
  }

  /** False when that output was not held. */
  #release(batch: UnjudgedBatch, position: number): boolean {
    const output = batch.outputs.get(position)
    if (output === undefined) return false
    batch.outputs.delete(position)
    this.#bytes -= output.byteLength
    this.#count -= 1
    return true
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
