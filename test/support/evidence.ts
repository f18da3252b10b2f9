import { bytesToHex } from '@noble/hashes/utils.js'
import { privateKeyToAccount } from 'viem/accounts'
import { signVoucher, verifyVoucher } from '#peer/adapters/ledger-viem/escrow-signing.ts'
import { plainSignatures } from '#peer/adapters/plain-signatures.ts'
import { asAddress, asJobId } from '#protocol/ids.ts'
import { addLink, CHAIN_START, type ChainedAgreement } from '#protocol/market/agreement-chain.ts'
import { agreementSchema, type Demand } from '#protocol/market/demand.ts'
import { attestationSchema } from '#protocol/trust/attestation.ts'
import { batchRoot, batchSchema } from '#protocol/trust/batch-root.ts'
import type { EvidenceChecks } from '#protocol/trust/evidence.ts'
import {
  type EvidenceBatch,
  type EvidenceHead,
  type EvidenceVoucher,
  EvidenceWriter,
} from '#protocol/trust/evidence-file.ts'
import { type Leaf, Leaves } from '#protocol/trust/leaves.ts'
import { noMarks, withMarks } from '#protocol/trust/marks.ts'
import { peerIdOfSeed, seal } from '#protocol/trust/seal.ts'
import { demandOf, offerOf } from './market.ts'

const REQUESTOR_SEED = new Uint8Array(32).fill(7)
const SESSION_KEY = `0x${'77'.repeat(32)}` as const
const CHAIN = { chainId: 31_337, escrow: asAddress(`0x${'ee'.repeat(20)}`) }
const JOB = asJobId(`0x${'01'.repeat(32)}`)
const PRICE = 10n ** 18n

/** Each signature is looked at once: a test that damages a file in a thousand places has few of them. */
export function rememberingChecks(): EvidenceChecks {
  const seen = new Map<string, Promise<boolean>>()
  const remember = (name: string, check: () => Promise<boolean>) => {
    const before = seen.get(name) ?? check()
    seen.set(name, before)
    return before
  }
  return {
    verify: (signature, bytes, key) =>
      remember([signature, bytes, key].map((part) => bytesToHex(part)).join(), () =>
        plainSignatures.verify(signature, bytes, key),
      ),
    verifyVoucher: (chain, voucher, signature, session) =>
      remember(
        [chain.chainId, chain.escrow, ...Object.values(voucher), signature, session].join(),
        () => verifyVoucher(chain, voucher, signature, session),
      ),
  }
}

/** What of a file may be otherwise than it should be. */
export interface EvidenceHabits {
  readonly demand?: Partial<Demand>
  /** The demand that this provider's agreement is on, where it is another. */
  readonly demandTo?: (demand: Demand, provider: number) => Demand
  /** Signs agreements with this provider and verdicts over its batches. */
  readonly requestorSeed?: (provider: number) => Uint8Array
  /** Signs the file. */
  readonly writerSeed?: Uint8Array
  /** A leaf as its provider signs it. */
  readonly leaf?: (leaf: Leaf, provider: number) => Leaf
  /** A batch as it is written. */
  readonly batch?: (batch: EvidenceBatch, provider: number) => EvidenceBatch
  /** An agreement as it is written. */
  readonly agreement?: (chained: ChainedAgreement, provider: number) => ChainedAgreement
  /** A voucher as it is written. */
  readonly voucher?: (voucher: EvidenceVoucher) => EvidenceVoucher
  readonly head?: Partial<Omit<EvidenceHead, 'by'>>
  /** The gas that a verdict names beyond what is right. */
  readonly extraGas?: bigint
}

/** One subtask as it should be. */
const leafOf = (index: number): Leaf => ({
  index,
  inputHash: new Uint8Array(32).fill(index),
  outcome: index === 1 ? { kind: 'exit', code: 3 } : { kind: 'success' },
  resultHash: new Uint8Array(32).fill(100 + index),
  gas: 1_000n + BigInt(index),
})

/**
 * A requestor's evidence of a paid job of `subtasks`, each computed by each of so many providers in
 * batches of three; of each provider's last batch nobody has judged the last result.
 */
export async function evidenceOf(
  { providers = 2, subtasks = 5 } = {},
  habits: EvidenceHabits = {},
): Promise<Uint8Array> {
  const requestor = peerIdOfSeed(REQUESTOR_SEED)
  const writerSeed = habits.writerSeed ?? REQUESTOR_SEED
  const writer = new EvidenceWriter(peerIdOfSeed(writerSeed))
  const seedTo = (provider: number) => habits.requestorSeed?.(provider) ?? REQUESTOR_SEED
  const demandTo = (provider: number): Demand => {
    const mine = { ...demand, requestor: peerIdOfSeed(seedTo(provider)) }
    return habits.demandTo?.(mine, provider) ?? mine
  }
  const session = asAddress(privateKeyToAccount(SESSION_KEY).address)
  const demand = demandOf({
    requestor,
    jobId: JOB,
    subtasks,
    terms: { kind: 'paid', ceilingPerGigaGas: PRICE, ...CHAIN, session },
    ...habits.demand,
  })
  const seeds = Array.from({ length: providers }, (_, at) => new Uint8Array(32).fill(at + 1))
  const workers = seeds
    .map((seed) => ({ seed, self: peerIdOfSeed(seed) }))
    .sort((a, b) => (a.self < b.self ? -1 : 1))
  const parts: Uint8Array[] = [
    writer.head({
      jobId: JOB,
      role: 'requestor',
      executions: providers * subtasks,
      ...habits.head,
    }),
  ]
  const payees = workers.map((_, at) => asAddress(`0x${`${at + 1}`.padStart(40, '0')}`))
  for (const [at, { seed, self }] of workers.entries()) {
    const offer = offerOf({ provider: self, payee: payees[at] ?? null, pricePerGigaGas: PRICE })
    const agreementId = new Uint8Array(16).fill(at + 1)
    const words = { agreementId, demand: demandTo(at), offer, signedAt: 1 }
    const agreement = seal('agreement', agreementSchema, words, seedTo(at))
    const { link } = addLink(CHAIN_START, agreement, self, seed)
    const chained = { agreement, link }
    parts.push(writer.agreement(habits.agreement?.(chained, at) ?? chained))
  }
  const owed = workers.map(() => 0n)
  let leaseId = 0
  for (const [at, { seed, self }] of workers.entries())
    for (let from = 0; from < subtasks; from += 3) {
      const indexes = [from, from + 1, from + 2].filter((index) => index < subtasks)
      const leaves = Leaves.of(
        indexes.map((index) => habits.leaf?.(leafOf(index), at) ?? leafOf(index)),
      )
      const isLast = from + 3 >= subtasks
      const right = indexes.slice(0, isLast ? -1 : undefined).map((_, position) => position)
      const gas = right.reduce((sum, position) => sum + leaves.gasAt(position), 0n)
      owed[at] = (owed[at] ?? 0n) + gas
      leaseId += 1
      const root = batchRoot(leaves)
      const claim = { jobId: JOB, provider: self, leaseId, count: leaves.length, root }
      const verdict = {
        ...claim,
        requestor: peerIdOfSeed(seedTo(at)),
        agreementId: new Uint8Array(16).fill(at + 1),
        right: withMarks(noMarks(leaves.length), right),
        wrong: noMarks(leaves.length),
        gas: gas + (habits.extraGas ?? 0n),
      }
      const batch = {
        batch: seal('batch', batchSchema, claim, seed),
        attestation: seal('attestation', attestationSchema, verdict, seedTo(at)),
        leaves,
      }
      parts.push(writer.batch(habits.batch?.(batch, at) ?? batch))
    }
  for (const [at, payee] of payees.entries()) {
    const cumulative = ((owed[at] ?? 0n) * PRICE) / 10n ** 9n
    const promised = { payee, epoch: 0, cumulative }
    const signature = await signVoucher(CHAIN, SESSION_KEY, { jobId: JOB, ...promised })
    const voucher = { ...promised, signature }
    parts.push(writer.voucher(habits.voucher?.(voucher) ?? voucher))
  }
  parts.push(await writer.foot((bytes) => plainSignatures.sign(bytes, writerSeed)))
  return Uint8Array.from(parts.flatMap((part) => [...part]))
}

/** Where sections begin in a file that is in order, and what they are by their number in it. */
export function sectionsOf(
  file: Uint8Array,
): ReadonlyArray<{ kind: number; from: number; to: number }> {
  const sections = []
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  for (let from = 16; from < file.byteLength; ) {
    const to = from + 9 + view.getUint32(from + 1)
    sections.push({ kind: file[from] ?? 0, from, to })
    from = to
  }
  return sections
}
