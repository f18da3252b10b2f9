import { z } from 'zod'
import type { Outcome } from '../task/outcome.ts'
import { bytesUpTo } from '../wire/codec.ts'
import { type RecordFormat, RecordReader, RecordWriter } from '../wire/packed.ts'

/** One subtask's line in a batch: everything that is agreed on, verified and paid. */
export interface Leaf {
  readonly index: number
  /** SHA-256 of the subtask's input bytes. */
  readonly inputHash: Uint8Array
  readonly outcome: Outcome
  /** SHA-256 of the output bytes. */
  readonly resultHash: Uint8Array
  /** At most 63 bits. */
  readonly gas: bigint
}

const HASH_BYTES = 32
const OUTCOME_AT = 4 + HASH_BYTES
const RESULT_AT = OUTCOME_AT + 5
const GAS_AT = RESULT_AT + HASH_BYTES
/** A leaf as it is hashed and kept. */
export const LEAF_BYTES = GAS_AT + 8
export const MAX_GAS = 2n ** 63n - 1n
/** In the order of their bytes. */
export const OUTCOMES = ['success', 'exit', 'trap', 'outOfGas'] as const

/** @throws {RangeError} for what is none. */
function outcomeOf(byte: number, code: number): Outcome {
  const kind = OUTCOMES[byte]
  if (kind === 'exit' && code > 0) return { kind, code }
  if (kind === undefined || kind === 'exit' || code !== 0) throw new RangeError('no outcome')
  return { kind }
}

/** Five bytes, whatever it is. */
function writeOutcome(writer: RecordWriter, outcome: Outcome): void {
  writer.u8(OUTCOMES.indexOf(outcome.kind))
  writer.u32(outcome.kind === 'exit' ? outcome.code : 0)
}

/** How a leaf is kept, which is how it is hashed. */
export const leafFormat = {
  roomFor: () => LEAF_BYTES,
  write: (writer, { index, inputHash, outcome, resultHash, gas }) => {
    writer.u32(index)
    writer.raw(inputHash)
    writeOutcome(writer, outcome)
    writer.raw(resultHash)
    writer.u64(gas)
  },
  read: (reader) => {
    const index = reader.u32()
    const inputHash = reader.raw(HASH_BYTES)
    const outcome = outcomeOf(reader.u8(), reader.u32())
    const resultHash = reader.raw(HASH_BYTES)
    const gas = reader.u64()
    if (gas > MAX_GAS) throw new RangeError('more gas than there is')
    return { index, inputHash, outcome, resultHash, gas }
  },
} satisfies RecordFormat<Leaf>

/** One to one for either word, so that lines which differ in one word never come to the same. */
function mix(print: number, word: number): number {
  const mixed = Math.imul(print ^ word, 0x9e37_79b1)
  return mixed ^ (mixed >>> 15)
}

/**
 * The lines of a batch as they are hashed and kept: equally long, one after another. Tens of
 * thousands wait for their replicas at once, and as objects each would be a dozen of them.
 */
export class Leaves implements Iterable<Leaf> {
  readonly bytes: Uint8Array
  readonly #view: DataView

  /** @param bytes whole lines, each as `Leaves.of` lays them out. */
  constructor(bytes: Uint8Array) {
    this.bytes = bytes
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  static of(list: readonly Leaf[]): Leaves {
    const writer = new RecordWriter(list.length * LEAF_BYTES)
    for (const leaf of list) leafFormat.write(writer, leaf)
    return new Leaves(writer.bytes)
  }

  get length(): number {
    return this.bytes.byteLength / LEAF_BYTES
  }

  at(position: number): Leaf {
    const from = position * LEAF_BYTES
    return leafFormat.read(new RecordReader(this.bytes.subarray(from, from + LEAF_BYTES)))
  }

  *[Symbol.iterator](): Generator<Leaf> {
    for (let position = 0; position < this.length; position += 1) yield this.at(position)
  }

  indexAt(position: number): number {
    return this.#view.getUint32(position * LEAF_BYTES)
  }

  outcomeAt(position: number): Outcome {
    const from = position * LEAF_BYTES + OUTCOME_AT
    return outcomeOf(this.#view.getUint8(from), this.#view.getUint32(from + 1))
  }

  gasAt(position: number): bigint {
    return this.#view.getBigUint64(position * LEAF_BYTES + GAS_AT)
  }

  /** What all of it took. */
  sumGas(): bigint {
    let sum = 0n
    for (let position = 0; position < this.length; position += 1) sum += this.gasAt(position)
    return sum
  }

  /** Some of these, with memory of their own. */
  slice(from: number, to: number): Leaves {
    return new Leaves(this.bytes.slice(from * LEAF_BYTES, to * LEAF_BYTES))
  }

  /** What replicas are compared by under the `exact` rule: whether all of both lines is the same. */
  isSame(position: number, other: Leaves, otherPosition: number): boolean {
    return this.#areSame(0, LEAF_BYTES, position, other, otherPosition)
  }

  /**
   * What replicas have in common where hardware rounds: outcome and units. It says nothing of the
   * bytes.
   */
  claimsSame(position: number, other: Leaves, otherPosition: number): boolean {
    const areSame = (from: number, to: number) =>
      this.#areSame(from, to, position, other, otherPosition)
    return areSame(OUTCOME_AT, RESULT_AT) && areSame(GAS_AT, LEAF_BYTES)
  }

  /**
   * 32 bits of what replicas are compared by, mixed with a secret: two lines that differ have the
   * same with a chance of 2⁻³², and nobody who does not know the secret can look for such two.
   */
  printAt(position: number, secret: number): number {
    return this.#print(position, secret, RESULT_AT, GAS_AT)
  }

  /** The same of what `claimsSame` compares. */
  claimPrintAt(position: number, secret: number): number {
    return this.#print(position, secret, GAS_AT, GAS_AT)
  }

  /** Outcome and gas, and the words between two places of the line. */
  #print(position: number, secret: number, from: number, to: number): number {
    const offset = position * LEAF_BYTES
    const view = this.#view
    let print = mix(secret, view.getUint8(offset + OUTCOME_AT))
    print = mix(print, view.getUint32(offset + OUTCOME_AT + 1))
    for (let at = from; at < to; at += 4) print = mix(print, view.getUint32(offset + at))
    print = mix(print, view.getUint32(offset + GAS_AT))
    return mix(print, view.getUint32(offset + GAS_AT + 4)) >>> 0
  }

  #areSame(from: number, to: number, position: number, other: Leaves, otherPosition: number) {
    const [mine, theirs] = [this.bytes, other.bytes]
    const offset = position * LEAF_BYTES
    const otherOffset = otherPosition * LEAF_BYTES
    for (let at = from; at < to; at += 1)
      if (mine[offset + at] !== theirs[otherOffset + at]) return false
    return true
  }
}

/** Lines of several batches, put together. */
export class LeavesWriter {
  readonly #writer = new RecordWriter(64 * LEAF_BYTES)

  add(leaves: Leaves, position: number): void {
    const from = position * LEAF_BYTES
    this.#writer.reserve(LEAF_BYTES)
    this.#writer.raw(leaves.bytes.subarray(from, from + LEAF_BYTES))
  }

  get leaves(): Leaves {
    return new Leaves(this.#writer.written.slice())
  }
}

/** The lines of a batch, from one to `max`, as a single byte string. */
export const leavesSchema = (max: number) =>
  z.codec(bytesUpTo(max * LEAF_BYTES), z.instanceof(Leaves), {
    decode: (bytes, context) => {
      const leaves = new Leaves(bytes)
      const refuse = (message: string) => {
        context.issues.push({ code: 'custom', message, input: bytes })
        return z.NEVER
      }
      if (bytes.byteLength === 0 || bytes.byteLength % LEAF_BYTES !== 0)
        return refuse('no whole lines')
      try {
        for (let at = 0; at < leaves.length; at += 1) {
          leaves.outcomeAt(at)
          if (leaves.gasAt(at) > MAX_GAS) return refuse('more gas than there is')
        }
      } catch (error) {
        if (!(error instanceof RangeError)) throw error
        return refuse(error.message)
      }
      return leaves
    },
    encode: ({ bytes }) => bytes,
  })
