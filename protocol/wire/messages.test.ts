import * as cbor from '@ipld/dag-cbor'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Leaf, Leaves, leavesSchema } from '../trust/leaves.ts'
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
    u32.map((code) => ({ kind: 'exit' as const, code: Math.max(1, code) })),
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
const packLeaves = (list: Leaf[]) => cbor.decode<Uint8Array>(encode(leaves, Leaves.of(list)))

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
        expect([...readLeaves(packLeaves(some))]).toEqual(some)
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
    const noGas = [0, 0, 0, 0]
    const empty = { ...short(Uint8Array.of(7)), gas: 0n }
    expect(readResult(16, ...noGas, 1, 7)).toEqual(answerOf([empty]))
    expect(readResult(16, ...noGas, 1, 7, 20, 1, 7)).toEqual(answerOf([empty, empty]))
    for (const wrong of [
      [32, ...noGas, 1, 7],
      // A success by exit.
      [17, 0, 0, 0, 0, ...noGas, 1, 7],
      // The gas of one before that is not there, of much and of one before, and what was said already.
      [20, 1, 7],
      [16, ...noGas, 1, 7, 28, ...noGas, ...noGas, 1, 7],
      [16, ...noGas, 1, 7, 16, ...noGas, 1, 7],
      // Little gas in the shape of much, and more than there is.
      [24, ...noGas, ...noGas, 1, 7],
      [24, 0x80, 0, 0, 0, ...noGas, 1, 7],
      [16, ...noGas, 2, 7],
      [16, ...noGas, 1, 7, 0],
      [0, ...noGas, 1, 7],
    ])
      expect(() => readResult(...wrong)).toThrow()
  })

  test('take few bytes where each is like the one before', () => {
    const { outcome, gas } = good
    const output = Uint8Array.of()
    const results = Array.from({ length: 100 }, () => ({
      outcome,
      gas,
      output,
      resultHash: undefined,
    }))
    const subtasks = Array.from({ length: 100 }, (_, at) => ({ index: 9_000 + at, input: output }))
    const answer = encode(providerMessageSchema, answerOf(results))
    const lease = encode(requestorMessageSchema, { type: 'lease', leaseId: 1, subtasks })
    expect(answer.byteLength).toBeLessThan(450)
    expect(lease.byteLength).toBeLessThan(300)
  })

  test('of subtasks are written in one way only', () => {
    const lease = (...packed: number[]) =>
      read.requestor(cbor.encode({ type: 'lease', leaseId: 1, subtasks: Uint8Array.from(packed) }))
    expect(lease(2, 1, 7)).toMatchObject({ subtasks: [{ index: 1, input: Uint8Array.of(7) }] })
    for (const wrong of [
      // More bytes than the number needs, and more than 32 bits.
      [0x82, 0, 1, 7],
      [0x80, 0x80, 0x80, 0x80, 0x10, 1, 7],
      [0x80, 0x80, 0x80, 0x80, 0x80, 0x01, 1, 7],
      [2, 0x81, 0, 7],
    ])
      expect(() => lease(...wrong)).toThrow()
  })
})

describe('lists of positions', () => {
  const want = (positions: number[]) =>
    send.requestor({ type: 'want', leaseId: 1, positions } satisfies RequestorMessage)

  const readWant = (...packed: number[]) =>
    read.requestor(cbor.encode({ type: 'want', leaseId: 1, positions: Uint8Array.from(packed) }))

  test('arrive as they were sent, in whatever order', () => {
    const list = fc.array(fc.oneof(fc.integer({ min: 0, max: 9 }), u32), { maxLength: 40 })
    fc.assert(
      fc.property(list, (positions) => {
        expect(want(positions)).toMatchObject({ positions })
      }),
    )
  })

  test('take few bytes where they follow one another', () => {
    const positions = Array.from({ length: MAX_BATCH }, (_, at) => at)
    const sent = encode(requestorMessageSchema, { type: 'want', leaseId: 1, positions })
    expect(sent.byteLength).toBeLessThan(50)
    expect(want(positions)).toMatchObject({ positions })
  })

  test('are written in one way only, and stay bounded', () => {
    expect(readWant(2, 1, 4, 0)).toMatchObject({ positions: [1, 2, 4] })
    for (const wrong of [
      // A run in two, a run beyond 32 bits, half a run, and more than a lease in few bytes.
      [2, 0, 2, 0],
      [1, 1],
      [2],
      [0, 0x80, 0x10],
      [0, 0xff, 0x0f, 0, 0],
    ])
      expect(() => readWant(...wrong)).toThrow()
    expect(readWant(0, 0xff, 0x0f)).toMatchObject({ positions: { length: MAX_BATCH } })
  })

  test('are counts, and no more than a lease has', () => {
    expect(want([0, 255, 0xffff_ffff])).toMatchObject({ positions: [0, 255, 0xffff_ffff] })
    for (const wrong of [-1, 0.5, 2 ** 32]) expect(() => want([wrong])).toThrow()
    expect(() => want(Array.from({ length: MAX_BATCH + 1 }, (_, at) => at))).toThrow()
  })
})
