import { sha256 } from '@noble/hashes/sha2.js'
import { expect, it } from 'vitest'
import { plainSignatures } from '#peer/adapters/plain-signatures.ts'
import type { Channel } from '#peer/ports/mesh.ts'
import { asJobId } from '#protocol/ids.ts'
import type { Agreement } from '#protocol/market/demand.ts'
import { batchRoot, batchSchema } from '#protocol/trust/batch-root.ts'
import { peerIdOfSeed, seal } from '#protocol/trust/seal.ts'
import { encode } from '#protocol/wire/codec.ts'
import { providerMessageSchema } from '#protocol/wire/messages.ts'
import { WorkLink } from './work-link.ts'

const seed = new Uint8Array(32).fill(2)
const provider = peerIdOfSeed(seed)
const jobId = asJobId(`0x${'01'.repeat(32)}`)
const input = Uint8Array.of(7)

/** A link whose provider was lent one subtask as lease 1. */
function lend() {
  const channel = { remote: provider, send: async () => {} } as unknown as Channel
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
const root = batchRoot([leaf])
const answerWith = (...outputs: Array<Uint8Array | undefined>) =>
  encode(providerMessageSchema, {
    type: 'answer',
    leaseId: 1,
    batch: seal('batch', batchSchema, { jobId, provider, leaseId: 1, count: 1, root }, seed),
    leaves: [leaf],
    outputs,
    computeMs: 1,
  })
const answer = answerWith(undefined)

it('takes the answer to a lease once', async () => {
  const link = lend()
  expect(await link.read(answer)).toMatchObject({ type: 'answer', leaseId: 1 })
  await expect(link.read(answer)).rejects.toThrow('batch of another lease')
})

it('has outputs that came with the answer at once, if they are what was signed', async () => {
  for (const [output, bytes] of [
    [input, input],
    [Uint8Array.of(8), undefined],
  ] as const) {
    const link = lend()
    await link.read(answerWith(output))
    expect(link.want(1, [0])).toEqual([{ position: 0, bytes }])
  }
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

it('takes no answer with more outputs than leaves', async () => {
  await expect(lend().read(answerWith(input, input))).rejects.toThrow('batch of another lease')
})

it('hears nothing more of a lease that failed', async () => {
  const link = lend()
  const failed = { type: 'failed', leaseId: 1, index: 0, reason: 'no memory' } as const
  expect(await link.read(encode(providerMessageSchema, failed))).toEqual(failed)
  expect(await link.read(answer)).toBeUndefined()
})
