import { expect, it } from 'vitest'
import { plainSignatures } from '#peer/adapters/plain-signatures.ts'
import type { Agreement } from '#protocol/market/demand.ts'
import { attestationSchema } from '#protocol/trust/attestation.ts'
import { peerIdOfSeed, seal } from '#protocol/trust/seal.ts'
import { bytesUpTo } from '#protocol/wire/codec.ts'
import { demandOf, offerOf } from '#test/support/market.ts'
import { AnswerDesk, type AnswerDeskDeps } from './answer-desk.ts'
import { hashBatch } from './hash-batch.ts'
import type { FinishedSubtask } from './lease-runner.ts'

const seed = new Uint8Array(32).fill(2)
const requestorSeed = new Uint8Array(32).fill(1)
const self = peerIdOfSeed(seed)
const requestor = peerIdOfSeed(requestorSeed)
const demand = demandOf({ requestor })
const agreement: Agreement = {
  agreementId: new Uint8Array(16).fill(3),
  demand,
  offer: offerOf({ provider: self }),
  signedAt: 1,
}
const finished = [
  {
    work: { leaseId: 1, index: 0, input: Uint8Array.of(7) },
    result: { kind: 'done', outcome: { kind: 'success' }, gas: 5n, output: Uint8Array.of(8) },
    tookMs: 1,
  },
] as unknown as readonly FinishedSubtask[]

/** A desk that has answered lease 1. */
async function answered() {
  const kept: unknown[] = []
  const desk = new AnswerDesk({
    self,
    seed,
    signatures: plainSignatures,
    agreement,
    demand,
    credit: { answered: () => {}, confirm: () => {} },
    earnings: { takeVerdict: async (verdict: unknown) => void kept.push(verdict) },
    requestors: { judged: () => {} },
    evidence: {
      place: () => ({ place: {}, entry: [[], new Uint8Array(0)] }),
      verdict: () => [],
      clear: async () => {},
    },
  } as unknown as AnswerDeskDeps)
  await desk.answer(1, finished)
  return { desk, kept }
}

const verdict = {
  jobId: demand.jobId,
  requestor,
  provider: self,
  agreementId: agreement.agreementId,
  leaseId: 1,
  root: hashBatch(finished).root,
  count: 1,
  right: Uint8Array.of(1),
  wrong: Uint8Array.of(0),
  gas: 5n,
}

it('keeps a verdict that says what a verdict says', async () => {
  const { desk, kept } = await answered()
  const attestation = seal('attestation', attestationSchema, verdict, requestorSeed)
  await desk.judge({ type: 'verdict', leaseId: 1, attestation })
  expect(kept).toMatchObject([{ accepted: 1, gas: 5n }])
})

it('keeps none with more in its signed bytes', async () => {
  const { desk, kept } = await answered()
  const padded = attestationSchema.safeExtend({ more: bytesUpTo(60_000) })
  const words = { ...verdict, more: new Uint8Array(50_000) }
  const attestation = seal('attestation', padded, words, requestorSeed)
  const judged = desk.judge({ type: 'verdict', leaseId: 1, attestation })
  await expect(judged).rejects.toThrow('attestation of something else')
  expect(kept).toEqual([])
})
