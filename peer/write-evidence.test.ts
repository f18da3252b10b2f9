import { expect, it } from 'vitest'
import { plainSignatures } from '#peer/adapters/plain-signatures.ts'
import { addLink, CHAIN_START, type ChainedAgreement } from '#protocol/market/agreement-chain.ts'
import { agreementSchema } from '#protocol/market/demand.ts'
import { attestationSchema } from '#protocol/trust/attestation.ts'
import { batchRoot, batchSchema } from '#protocol/trust/batch-root.ts'
import { verifyEvidence } from '#protocol/trust/evidence.ts'
import type { EvidenceBatch } from '#protocol/trust/evidence-file.ts'
import { Leaves } from '#protocol/trust/leaves.ts'
import { peerIdOfSeed, seal } from '#protocol/trust/seal.ts'
import { rememberingChecks } from '#test/support/evidence.ts'
import { demandOf, offerOf } from '#test/support/market.ts'
import { PLAIN_LEAF } from '#test/support/plain-leaf.ts'
import { writeEvidence } from './write-evidence.ts'

const seed = new Uint8Array(32).fill(1)
const requestorSeed = new Uint8Array(32).fill(2)
const [provider, requestor] = [peerIdOfSeed(seed), peerIdOfSeed(requestorSeed)]
const demand = demandOf({ requestor, subtasks: 9 })
const { jobId } = demand
const LEASE = 1

/** One judged batch of lease 1, under this agreement. */
function judged(agreementId: Uint8Array, index: number): EvidenceBatch {
  const leaves = Leaves.of([{ ...PLAIN_LEAF, index }])
  const root = batchRoot(leaves)
  const claim = { jobId, provider, leaseId: LEASE, count: 1, root }
  const verdict = {
    ...{ ...claim, requestor, agreementId, gas: leaves.gasAt(0) },
    ...{ right: Uint8Array.of(1), wrong: Uint8Array.of(0) },
  }
  return {
    batch: seal('batch', batchSchema, claim, seed),
    attestation: seal('attestation', attestationSchema, verdict, requestorSeed),
    leaves,
  }
}

it('shows all that was judged, though its requestor gave leases of two agreements one id', async () => {
  const agreements: ChainedAgreement[] = []
  const batches: EvidenceBatch[] = []
  let head = CHAIN_START
  // Batches lie in the order in which they were judged.
  for (const at of [2, 1]) {
    const agreementId = new Uint8Array(16).fill(at)
    const words = { agreementId, demand, offer: offerOf({ provider }), signedAt: 1 }
    const agreement = seal('agreement', agreementSchema, words, requestorSeed)
    const linked = addLink(head, agreement, provider, seed)
    head = linked.head
    agreements.push({ agreement, link: linked.link })
    batches.push(judged(agreementId, at))
  }
  const kept = { jobId, executions: 2, agreements, batches, vouchers: [] }
  const sign = (bytes: Uint8Array) => plainSignatures.sign(bytes, seed)
  const file = await writeEvidence('provider', provider, sign, kept)
  expect(await verifyEvidence(file, rememberingChecks())).toMatchObject({
    kind: 'fine',
    totals: { batches: 2, executions: { shown: 2, claimed: 2 }, providers: [{ right: 2 }] },
  })
})
