import * as cbor from '@ipld/dag-cbor'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Leaf, leavesSchema } from '../trust/batch-root.ts'
import { decode, encode } from './codec.ts'
import { MAX_FRAME_BYTES } from './limits.ts'
import {
  type AnsweredResult,
  MAX_BATCH,
  MAX_INPUT_BYTES,
  MAX_SHORT_BYTES,
  type ProviderMessage,
  providerMessageSchema,
  type RequestorMessage,
  requestorMessageSchema,
} from './messages.ts'

const u32 = fc.integer({ min: 0, max: 0xffff_ffff })
const hash = fc.uint8Array({ minLength: 32, maxLength: 32 })
const listOf = <T>(record: fc.Arbitrary<T>) => fc.array(record, { minLength: 1, maxLength: 20 })

const leaf: fc.Arbitrary<Leaf> = fc.record({
  index: u32,
  inputHash: hash,
  outcome: fc.oneof(
    fc.constantFrom('success', 'trap', 'outOfGas').map((kind) => ({ kind })),
    u32.map((code) => ({ kind: 'exit' as const, code })),
  ),
  resultHash: hash,
  gas: fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }),
})
const subtask = fc.record({ index: u32, input: fc.uint8Array({ maxLength: 40 }) })
const piece = fc.record({
  position: u32,
  offset: u32,
  total: u32,
  data: fc.uint8Array({ maxLength: 40 }),
})
const result: fc.Arbitrary<AnsweredResult> = fc
  .tuple(leaf, fc.option(fc.uint8Array({ maxLength: MAX_SHORT_BYTES }), { nil: undefined }))
  .map(([{ outcome, gas, resultHash }, output]) =>
    output === undefined
      ? { outcome, gas, output, resultHash }
      : { outcome, gas, output, resultHash: undefined },
  )
const sealed = { body: new Uint8Array(3), signature: new Uint8Array(64) }

const read = {
  provider: (bytes: Uint8Array) => decode(providerMessageSchema, bytes, 'it', MAX_FRAME_BYTES),
  requestor: (bytes: Uint8Array) => decode(requestorMessageSchema, bytes, 'it', MAX_FRAME_BYTES),
}
const send = {
  provider: (message: ProviderMessage) => read.provider(encode(providerMessageSchema, message)),
  requestor: (message: RequestorMessage) => read.requestor(encode(requestorMessageSchema, message)),
}
const answerOf = (results: AnsweredResult[]): ProviderMessage => ({
  type: 'answer',
  leaseId: 1,
  batch: sealed,
  results,
  computeMs: 5,
})
const leaves = leavesSchema(MAX_BATCH)
const readLeaves = (packed: Uint8Array) =>
  decode(leaves, cbor.encode(packed), 'leaves', MAX_FRAME_BYTES)
const packLeaves = (list: Leaf[]) => cbor.decode<Uint8Array>(encode(leaves, list))

const good: Leaf = {
  index: 1,
  inputHash: new Uint8Array(32),
  outcome: { kind: 'success' },
  resultHash: new Uint8Array(32),
  gas: 1n,
}

describe('lists of records', () => {
  test('arrive as they were sent', () => {
    fc.assert(
      fc.property(listOf(leaf), listOf(subtask), listOf(piece), listOf(result), (...lists) => {
        const [some, subtasks, pieces, results] = lists
        expect(readLeaves(packLeaves(some))).toEqual(some)
        expect(send.provider(answerOf(results))).toEqual(answerOf(results))
        const lease = { type: 'lease' as const, leaseId: 2, subtasks }
        expect(send.requestor(lease)).toEqual(lease)
        const output = { type: 'output' as const, leaseId: 3, pieces }
        expect(send.provider(output)).toEqual(output)
      }),
    )
  })

  test('are bytes of their own, whatever becomes of the frame', () => {
    const frame = encode(requestorMessageSchema, {
      type: 'lease',
      leaseId: 2,
      subtasks: [{ index: 1, input: Uint8Array.of(7) }],
    })
    const lease = read.requestor(frame)
    frame.fill(0)
    expect(lease).toMatchObject({ subtasks: [{ input: Uint8Array.of(7) }] })
  })

  test('are refused with a byte too few or too many, wherever it is', () => {
    fc.assert(
      fc.property(listOf(leaf), fc.nat(), (some, pick) => {
        const packed = packLeaves(some)
        const at = pick % packed.byteLength
        const shorter = new Uint8Array([...packed.slice(0, at), ...packed.slice(at + 1)])
        const longer = new Uint8Array([...packed.slice(0, at), 0, ...packed.slice(at)])
        expect(() => readLeaves(shorter)).toThrow()
        expect(() => readLeaves(longer)).toThrow()
      }),
    )
  })

  test('are refused empty, too long, and of what is no leaf', () => {
    const many = (count: number) => Array.from({ length: count }, () => good)
    expect(readLeaves(packLeaves(many(MAX_BATCH)))).toHaveLength(MAX_BATCH)
    expect(() => readLeaves(packLeaves(many(MAX_BATCH + 1)))).toThrow()
    expect(() => readLeaves(packLeaves(many(0)))).toThrow()
    const packed = packLeaves(many(1))
    const OUTCOME_AT = 36
    for (const [at, value] of [
      [OUTCOME_AT, 4],
      [OUTCOME_AT + 4, 1],
      [packed.byteLength - 8, 0x80],
    ] as const) {
      const forged = packed.slice()
      forged[at] = value
      expect(() => readLeaves(forged)).toThrow()
    }
    const input = new Uint8Array(MAX_INPUT_BYTES + 1)
    const lease = { type: 'lease' as const, leaseId: 1, subtasks: [{ index: 1, input }] }
    expect(() => send.requestor(lease)).toThrow()
  })

  test('of results are as long as a lease, and of no other shape', () => {
    const { outcome, gas, resultHash } = good
    const short = (output: Uint8Array) => ({ outcome, gas, output, resultHash: undefined })
    const fullest = Array.from({ length: MAX_BATCH }, () => ({
      ...short(new Uint8Array(MAX_SHORT_BYTES)),
      gas: 2n ** 63n - 1n,
    }))
    expect(send.provider(answerOf(fullest))).toEqual(answerOf(fullest))
    expect(() => send.provider(answerOf([...fullest, short(resultHash)]))).toThrow()
    expect(() => send.provider(answerOf([]))).toThrow()
    expect(() => send.provider(answerOf([short(new Uint8Array(MAX_SHORT_BYTES + 1))]))).toThrow()
    const readResult = (...packed: number[]) =>
      read.provider(
        cbor.encode({ ...answerOf([]), results: Uint8Array.from(packed) } satisfies object),
      )
    const [success, noGas] = [
      [0, 0, 0, 0, 0],
      [0, 0, 0, 0],
    ]
    expect(readResult(2, ...success, ...noGas, 1, 7)).toEqual(
      answerOf([{ ...short(Uint8Array.of(7)), gas: 0n }]),
    )
    for (const wrong of [
      [4, ...success, ...noGas, 1, 7],
      [2, 4, 0, 0, 0, 0, ...noGas, 1, 7],
      // Little gas in the shape of much, and more than there is.
      [3, ...success, ...noGas, ...noGas, 1, 7],
      [3, ...success, 0x80, 0, 0, 0, ...noGas, 1, 7],
      [2, ...success, ...noGas, 2, 7],
      [2, ...success, ...noGas, 1, 7, 0],
      [0, ...success, ...noGas, 1, 7],
    ])
      expect(() => readResult(...wrong)).toThrow()
  })
})

describe('lists of positions', () => {
  const want = (positions: number[]) =>
    send.requestor({ type: 'want', leaseId: 1, positions } satisfies RequestorMessage)

  test('are counts, and no more than a lease has', () => {
    expect(want([0, 255, 0xffff_ffff])).toMatchObject({ positions: [0, 255, 0xffff_ffff] })
    for (const wrong of [-1, 0.5, 2 ** 32]) expect(() => want([wrong])).toThrow()
    expect(() => want(Array.from({ length: MAX_BATCH + 1 }, (_, at) => at))).toThrow()
  })
})
