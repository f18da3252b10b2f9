import { sha256 } from '@noble/hashes/sha2.js'
import { expect, it } from 'vitest'
import { plainSignatures } from '#peer/adapters/plain-signatures.ts'
import type { Channel } from '#peer/ports/mesh.ts'
import { asJobId } from '#protocol/ids.ts'
import type { Agreement } from '#protocol/market/demand.ts'
import { batchRoot, batchSchema } from '#protocol/trust/batch-root.ts'
import { Leaves } from '#protocol/trust/leaves.ts'
import { peerIdOfSeed, seal } from '#protocol/trust/seal.ts'
import { bytesUpTo, decode, encode } from '#protocol/wire/codec.ts'
import {
  type AnsweredResult,
  providerMessageSchema,
  requestorMessageSchema,
} from '#protocol/wire/messages.ts'
import { WorkLink } from './work-link.ts'

const seed = new Uint8Array(32).fill(2)
const provider = peerIdOfSeed(seed)
const jobId = asJobId(`0x${'01'.repeat(32)}`)
const input = Uint8Array.of(7)

/**
 * A link whose provider was lent one subtask as lease 1.
 * @param sent hears what is sent.
 */
function lend(sent: (frame: Uint8Array) => void = () => {}) {
  const send = async (frame: Uint8Array) => sent(frame)
  const channel = { remote: provider, send } as unknown as Channel
  const agreement = {
    demand: { limits: { gas: 10n, outputBytes: 10 } },
    offer: { jobId, provider },
  } as unknown as Agreement
  const link = new WorkLink(channel, agreement, plainSignatures)
  link.lend(1, [{ index: 0, input }])
  return link
}

const leaf = {
  index: 0,
  inputHash: sha256(input),
  outcome: { kind: 'success' as const },
  resultHash: sha256(input),
  gas: 1n,
}
const root = batchRoot(Leaves.of([leaf]))
const { outcome, gas, resultHash } = leaf
const long: AnsweredResult = { outcome, gas, output: undefined, resultHash }
const short = (output: Uint8Array): AnsweredResult => ({
  outcome,
  gas,
  output,
  resultHash: undefined,
})
const answerWith = (...results: AnsweredResult[]) =>
  encode(providerMessageSchema, {
    type: 'answer',
    leaseId: 1,
    batch: seal('batch', batchSchema, { jobId, provider, leaseId: 1, count: 1, root }, seed),
    results,
    computeMs: 1,
  })
const answer = answerWith(long)

it('takes no output over the limit, however it comes', async () => {
  const output = new Uint8Array(11)
  const padded = { ...leaf, resultHash: sha256(output) }
  const claim = { jobId, provider, leaseId: 1, count: 1, root: batchRoot(Leaves.of([padded])) }
  const batch = seal('batch', batchSchema, claim, seed)
  const results = [short(output)]
  const frame = encode(providerMessageSchema, {
    type: 'answer',
    leaseId: 1,
    batch,
    results,
    computeMs: 1,
  })
  await expect(lend().read(frame)).rejects.toThrow('another lease')
})

it('takes the answer to a lease once', async () => {
  const link = lend()
  expect(await link.read(answer)).toMatchObject({ type: 'answer', leaseId: 1 })
  await expect(link.read(answer)).rejects.toThrow('batch of another lease')
})

it('has outputs that came with the answer at once', async () => {
  const link = lend()
  const read = await link.read(answerWith(short(input)))
  expect(read?.type === 'answer' && [...read.leaves]).toEqual([leaf])
  expect(link.want(1, [0])).toEqual([{ position: 0, bytes: input }])
})

it('asks for those that did not', async () => {
  const link = lend()
  await link.read(answer)
  expect(link.want(1, [0])).toEqual([])
  const pieces = [{ position: 0, offset: 0, total: 1, data: input }]
  const frame = encode(providerMessageSchema, { type: 'output', leaseId: 1, pieces })
  const outputs = [{ position: 0, bytes: input }]
  expect(await link.read(frame)).toEqual({ type: 'outputs', leaseId: 1, outputs })
})

it('asks once for what is on its way, however often it is wanted', async () => {
  const sent: string[] = []
  const link = lend((frame) =>
    sent.push(decode(requestorMessageSchema, frame, 'own message', 1_000).type),
  )
  await link.read(answer)
  for (let times = 0; times < 2; times += 1) expect(link.want(1, [0])).toEqual([])
  expect(sent).toEqual(['lease', 'want'])
})

it.each([
  ['another output', [short(Uint8Array.of(8))]],
  ['another hash', [{ ...long, resultHash: new Uint8Array(32) }]],
  ['another outcome', [{ ...long, outcome: { kind: 'trap' } }]],
  ['other gas', [{ ...long, gas: 2n }]],
  ['a result too many', [long, long]],
] as ReadonlyArray<[string, AnsweredResult[]]>)(
  'takes no answer with %s than what was signed',
  async (_, results) => {
    await expect(lend().read(answerWith(...results))).rejects.toThrow('batch of another lease')
  },
)

it.each([
  ['another subtask', { ...leaf, index: 1 }],
  ['another input', { ...leaf, inputHash: new Uint8Array(32) }],
  ['more gas than is allowed', { ...leaf, gas: 11n }],
])('takes no answer about %s', async (_, signed) => {
  const claim = { jobId, provider, leaseId: 1, count: 1, root: batchRoot(Leaves.of([signed])) }
  const results: AnsweredResult[] = [{ ...long, gas: signed.gas }]
  const batch = seal('batch', batchSchema, claim, seed)
  const message = { type: 'answer' as const, leaseId: 1, batch, results, computeMs: 1 }
  const frame = encode(providerMessageSchema, message)
  await expect(lend().read(frame)).rejects.toThrow('batch of another lease')
})

it('hears nothing more of a lease that failed', async () => {
  const link = lend()
  const failed = { type: 'failed', leaseId: 1, index: 0, reason: 'no memory' } as const
  expect(await link.read(encode(providerMessageSchema, failed))).toEqual(failed)
  expect(await link.read(answer)).toBeUndefined()
})

it('takes no batch with more in its signed bytes than a batch says', async () => {
  const claim = { jobId, provider, leaseId: 1, count: 1, root }
  const padded = batchSchema.extend({ more: bytesUpTo(10_000) })
  const batch = seal('batch', padded, { ...claim, more: new Uint8Array(3_000) }, seed)
  const message = { type: 'answer' as const, leaseId: 1, batch, results: [long], computeMs: 1 }
  const frame = encode(providerMessageSchema, message)
  await expect(lend().read(frame)).rejects.toThrow('batch of another lease')
})
