import { z } from 'zod'
import { MAX_WORDS } from '../explanation.ts'
import { type Leaf, MAX_GAS, OUTCOMES } from '../trust/leaves.ts'
import { recordSchema } from '../trust/record.ts'
import { sealedSchema } from '../trust/seal.ts'
import { sealedTestimonialSchema } from '../trust/testimonial.ts'
import {
  bytesOf,
  bytesUpTo,
  cidSchema,
  countSchema,
  epochSchema,
  ethSignatureSchema,
  weiSchema,
} from './codec.ts'
import { countsUpTo } from './counts.ts'
import { MAX_FRAME_BYTES } from './limits.ts'
import { packedList, type RecordFormat, type RecordReader } from './packed.ts'

/** Most subtasks in one lease. */
export const MAX_BATCH = 2_048
/** Bytes of a block and of a piece of output: well inside one frame. */
export const PIECE_BYTES = 256 * 1024
/** Largest block, before and after packing: a piece, or a list of pieces. */
const MAX_BLOCK_BYTES = PIECE_BYTES + 1024
/** Bytes of subtasks in one lease: with their framing they stay well inside one frame. */
export const MAX_LEASE_BYTES = 768 * 1024
/** Largest input of one subtask. */
export const MAX_INPUT_BYTES = 64 * 1024

/** What a person at the other end may read: a stranger's words. */
const wordsSchema = z.string().max(MAX_WORDS)

const positions = countsUpTo(MAX_BATCH)

/** A subtask of a lease. */
export interface LeasedSubtask {
  readonly index: number
  readonly input: Uint8Array
}

/** Subtasks of a lease mostly follow one another. */
const nextOf = (before: LeasedSubtask | undefined) => (before === undefined ? 0 : before.index + 1)

const subtaskFormat: RecordFormat<LeasedSubtask> = {
  roomFor: ({ input }) => 10 + input.byteLength,
  write: (writer, { index, input }, before) => {
    writer.step(index, nextOf(before))
    writer.uint(input.byteLength)
    writer.raw(input)
  },
  read: (reader, before) => {
    const index = reader.step(nextOf(before))
    const length = reader.uint()
    if (length > MAX_INPUT_BYTES) throw new RangeError('too long an input')
    return { index, input: reader.raw(length) }
  },
}

/** A piece of one output; the last has `offset + data.length === total`. */
export interface OutputPiece {
  readonly position: number
  readonly offset: number
  readonly total: number
  readonly data: Uint8Array
}

const pieceFormat: RecordFormat<OutputPiece> = {
  roomFor: ({ data }) => 16 + data.byteLength,
  write: (writer, { position, offset, total, data }) => {
    writer.u32(position)
    writer.u32(offset)
    writer.u32(total)
    writer.u32(data.byteLength)
    writer.raw(data)
  },
  read: (reader) => {
    const position = reader.u32()
    const offset = reader.u32()
    const total = reader.u32()
    const length = reader.u32()
    if (length > PIECE_BYTES) throw new RangeError('too long a piece')
    return { position, offset, total, data: reader.raw(length) }
  },
}

/** Outputs up to this many bytes come with the answer, and nobody has to ask for them. */
export const MAX_SHORT_BYTES = 64

/**
 * What an answer says of a subtask: of its leaf, all that the requestor does not know or cannot
 * compute. Whether it is what was signed shows in the batch root.
 */
export type AnsweredResult = Pick<Leaf, 'outcome' | 'gas'> &
  (
    | { readonly output: Uint8Array; readonly resultHash: undefined }
    /** The output is longer, and to be asked for. */
    | { readonly output: undefined; readonly resultHash: Uint8Array }
  )

const HASH_BYTES = 32
/** What a result begins with: how it ended, and which of the rest is there. */
const OUTCOME = 3
const SAME_GAS = 4
const LONG_GAS = 8
const HAS_OUTPUT = 16
const MAX_SHORT_GAS = 0xffff_ffffn

const resultFormat: RecordFormat<AnsweredResult> = {
  roomFor: ({ output }) => 1 + 4 + 8 + (output ? 1 + output.byteLength : HASH_BYTES),
  write: (writer, { outcome, gas, output, resultHash }, before) => {
    const gasIs = before?.gas === gas ? SAME_GAS : gas > MAX_SHORT_GAS ? LONG_GAS : 0
    writer.u8(OUTCOMES.indexOf(outcome.kind) + gasIs + (output ? HAS_OUTPUT : 0))
    if (outcome.kind === 'exit') writer.u32(outcome.code)
    if (gasIs === LONG_GAS) writer.u64(gas)
    else if (gasIs !== SAME_GAS) writer.u32(Number(gas))
    if (output === undefined) return writer.raw(resultHash)
    writer.u8(output.byteLength)
    writer.raw(output)
  },
  read: (reader, before) => {
    const flags = reader.u8()
    const kind = OUTCOMES[flags & OUTCOME]
    if (kind === undefined || flags >= 2 * HAS_OUTPUT) throw new RangeError('no result')
    const outcome = kind === 'exit' ? { kind, code: reader.u32() } : { kind }
    if (outcome.kind === 'exit' && outcome.code === 0) throw new RangeError('a success by exit')
    const gas = readGas(reader, flags & (SAME_GAS + LONG_GAS), before?.gas)
    if ((flags & HAS_OUTPUT) === 0)
      return { outcome, gas, output: undefined, resultHash: reader.raw(HASH_BYTES) }
    const length = reader.u8()
    if (length > MAX_SHORT_BYTES) throw new RangeError('too long a short output')
    return { outcome, gas, output: reader.raw(length), resultHash: undefined }
  },
}
const MAX_RESULT_BYTES = 1 + 4 + 8 + 1 + MAX_SHORT_BYTES

/** @throws {RangeError} for gas that is none, or could have been said in fewer bytes. */
function readGas(reader: RecordReader, gasIs: number, before: bigint | undefined): bigint {
  if (gasIs === SAME_GAS && before !== undefined) return before
  const gas = gasIs === LONG_GAS ? reader.u64() : BigInt(reader.u32())
  const isFit = gas <= MAX_GAS && gas !== before && gas > MAX_SHORT_GAS === (gasIs === LONG_GAS)
  if (!isFit || (gasIs & SAME_GAS) !== 0) throw new RangeError('no gas')
  return gas
}

/** Over a relayed channel: offer, answer, countersignature, end. */
export const offerMessageSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('offer'), offer: sealedSchema }),
  z.object({ type: z.literal('agree'), agreement: sealedSchema }),
  z.object({ type: z.literal('sign'), link: sealedSchema }),
  /** Why not, and what the provider could do about it. */
  z.object({ type: z.literal('decline'), reason: wordsSchema, advice: wordsSchema }),
])
export type OfferMessage = z.output<typeof offerMessageSchema>

/** Requestor → provider, on the work channel. */
export const requestorMessageSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('hello'), agreementId: bytesOf(16) }),
  /** Still here: a provider leaves a requestor that has gone silent. */
  z.object({ type: z.literal('beat') }),
  z.object({
    type: z.literal('lease'),
    leaseId: countSchema,
    subtasks: packedList(subtaskFormat, MAX_BATCH, MAX_FRAME_BYTES),
  }),
  /** Drops what is not yet answered of a lease. */
  z.object({ type: z.literal('cancel'), leaseId: countSchema }),
  /** Asks for output bytes of an answered lease. */
  z.object({ type: z.literal('want'), leaseId: countSchema, positions }),
  /** What is judged so far of an answered lease; outputs judged here may be forgotten. */
  z.object({ type: z.literal('verdict'), leaseId: countSchema, attestation: sealedSchema }),
  /** What came so far of an agreement in the provider's chain, this one or one before. */
  z.object({ type: z.literal('testimonial'), testimonial: sealedTestimonialSchema }),
  z.object({
    type: z.literal('voucher'),
    epoch: epochSchema,
    cumulative: weiSchema,
    signature: ethSignatureSchema,
  }),
  z.object({ type: z.literal('bye'), reason: wordsSchema }),
])
export type RequestorMessage = z.output<typeof requestorMessageSchema>

/** Provider → requestor, on the work channel. */
export const providerMessageSchema = z.discriminatedUnion('type', [
  /** Its agreements before this one; once, before it is ready. */
  z.object({ type: z.literal('record'), record: recordSchema }),
  /** The program is here, gated and compiled: leases may come. */
  z.object({ type: z.literal('ready'), cores: z.int().min(1).max(1024) }),
  /** So many cores are lent from now on; with none, no further lease is begun. */
  z.object({ type: z.literal('cores'), cores: z.int().min(0).max(1024) }),
  z.object({ type: z.literal('beat') }),
  z.object({
    type: z.literal('answer'),
    leaseId: countSchema,
    batch: sealedSchema,
    /** In the lease's order. */
    results: packedList(resultFormat, MAX_BATCH, MAX_BATCH * MAX_RESULT_BYTES),
    /** Milliseconds of computing for the whole lease, for chunk sizes; a hint, not a claim. */
    computeMs: countSchema,
  }),
  /** Pieces of one lease's outputs, small ones together: a frame each would cost more than they do. */
  z.object({
    type: z.literal('output'),
    leaseId: countSchema,
    pieces: packedList(pieceFormat, MAX_BATCH, MAX_FRAME_BYTES),
  }),
  /** This host could not run a subtask; it is nobody's result. */
  z.object({
    type: z.literal('failed'),
    leaseId: countSchema,
    index: countSchema,
    reason: wordsSchema,
  }),
  z.object({ type: z.literal('leaving'), reason: wordsSchema }),
])
export type ProviderMessage = z.output<typeof providerMessageSchema>

/** Blocks by CID; the asker holds the window, the holder answers in order. */
export const blockMessageSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('get'), cid: cidSchema }),
  z.object({ type: z.literal('block'), cid: cidSchema, data: bytesUpTo(MAX_BLOCK_BYTES) }),
  /** The same, compressed: raw DEFLATE of the `size` bytes that the CID names. */
  z.object({
    type: z.literal('packed'),
    cid: cidSchema,
    size: z.int().min(1).max(MAX_BLOCK_BYTES),
    data: bytesUpTo(MAX_BLOCK_BYTES),
  }),
  z.object({ type: z.literal('missing'), cid: cidSchema }),
])
export type BlockMessage = z.output<typeof blockMessageSchema>
