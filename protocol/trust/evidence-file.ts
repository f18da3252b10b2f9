import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, concatBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import { z } from 'zod'
import type { PeerId } from '../ids.ts'
import { type ChainedAgreement, chainedAgreementSchema } from '../market/agreement-chain.ts'
import {
  addressSchema,
  bytesOf,
  bytesUpTo,
  countSchema,
  encode,
  epochSchema,
  ethSignatureSchema,
  jobIdSchema,
  peerIdSchema,
  type WireSchema,
  weiSchema,
} from '../wire/codec.ts'
import { MAX_BATCH } from '../wire/messages.ts'
import { RecordWriter } from '../wire/packed.ts'
import type { Attestation } from './attestation.ts'
import { hashLeaves } from './batch-root.ts'
import { LEAF_BYTES, type Leaves } from './leaves.ts'
import { type Sealed, sealBy, sealedSchema } from './seal.ts'
import { digestAt } from './sha256.ts'

/** How a file of evidence begins; another version begins otherwise. */
export const EVIDENCE_MAGIC = utf8ToBytes('loam evidence 2\n')

/** How long a section may be, in bytes: the longest batch there can be takes 175 kB. */
export const MAX_SECTION_BYTES = 256 * 1024

/** In the order in which they stand in a file: sections of one kind after another. */
export const SECTION_KINDS = ['head', 'agreement', 'batch', 'voucher', 'foot'] as const
export type SectionKind = (typeof SECTION_KINDS)[number]

/** Kind, length and check of the section that follows. */
export const SECTION_HEAD_BYTES = 1 + 4 + 4
const CHECK_BYTES = 4

/** So many bytes of a leaf's own hash follow each leaf: whoever damages one is so told which. */
export const CHECKED_LEAF_BYTES = LEAF_BYTES + CHECK_BYTES

/** What a file is about. `executions` is its exporter's word: how many answers there were in all. */
export const headSchema = z.object({
  jobId: jobIdSchema,
  /** Whose side is told: all that the requestor kept of the job, or one provider's part. */
  role: z.enum(['requestor', 'provider']),
  /** Who wrote the file: it signs its foot. */
  by: peerIdSchema,
  executions: countSchema,
})
export type EvidenceHead = z.output<typeof headSchema>

/** A batch with the last verdict over it. */
export const batchSectionSchema = z.object({
  batch: sealedSchema,
  attestation: sealedSchema,
  /** Each of `CHECKED_LEAF_BYTES`. */
  leaves: bytesUpTo(MAX_BATCH * CHECKED_LEAF_BYTES),
})

/** What a payee was promised last. */
export const voucherSectionSchema = z.object({
  payee: addressSchema,
  epoch: epochSchema,
  cumulative: weiSchema,
  signature: ethSignatureSchema,
})
export type EvidenceVoucher = z.output<typeof voucherSectionSchema>

/** Signed by the exporter over all bytes before: nobody else can leave a section out. */
export const footSchema = z.object({ by: peerIdSchema, digest: bytesOf(32) })
export const footSectionSchema = sealedSchema

/** A leaf as a file holds it. */
export interface EvidenceBatch {
  readonly batch: Sealed
  readonly attestation: Sealed
  readonly leaves: Leaves
}

/** Where a batch stands among those of a file. */
export interface BatchPlace {
  readonly leaseId: number
  readonly agreement: string
}

/** A lease id is its requestor's to choose: only under one agreement it names one batch. */
export const placeOf = ({ leaseId, provider, agreementId }: Attestation): BatchPlace => ({
  leaseId,
  agreement: `${provider} ${bytesToHex(agreementId)}`,
})

/** Below 0 where `a` stands before `b`, and 0 where they are of one lease. */
export function comparePlaces(a: BatchPlace, b: BatchPlace): number {
  if (a.leaseId !== b.leaseId) return a.leaseId - b.leaseId
  return a.agreement < b.agreement ? -1 : a.agreement > b.agreement ? 1 : 0
}

/** The first bytes of a section's own hash, which its head carries: damage is so told apart. */
export const checkSection = (kindAndLength: Uint8Array, body: Uint8Array): Uint8Array =>
  sha256.create().update(kindAndLength).update(body).digest().subarray(0, CHECK_BYTES)

/** The first bytes of a leaf's own hash, which stand after it. */
export const checkAt = (hashes: Uint8Array, position: number): Uint8Array =>
  digestAt(hashes, position).subarray(0, CHECK_BYTES)

/**
 * Writes a file of evidence section by section, so that none is ever held whole. Agreements go by
 * provider and number, batches by lease id and agreement, vouchers by payee, each ascending and after
 * the others.
 */
export class EvidenceWriter {
  readonly #by: PeerId
  readonly #digest = sha256.create()

  constructor(by: PeerId) {
    this.#by = by
  }

  head(head: Omit<EvidenceHead, 'by'>): Uint8Array {
    const section = this.#write('head', headSchema, { ...head, by: this.#by })
    const bytes = concatBytes(EVIDENCE_MAGIC, section)
    this.#digest.update(bytes)
    return bytes
  }

  agreement(chained: ChainedAgreement): Uint8Array {
    return this.#add('agreement', chainedAgreementSchema, chained)
  }

  batch({ batch, attestation, leaves }: EvidenceBatch): Uint8Array {
    return this.#add('batch', batchSectionSchema, {
      batch,
      attestation,
      leaves: writeCheckedLeaves(leaves),
    })
  }

  voucher(voucher: EvidenceVoucher): Uint8Array {
    return this.#add('voucher', voucherSectionSchema, voucher)
  }

  /** The last section. */
  async foot(sign: (bytes: Uint8Array) => Promise<Uint8Array>): Promise<Uint8Array> {
    const words = { by: this.#by, digest: this.#digest.digest() }
    const sealed = await sealBy('evidence', footSchema, words, sign)
    return this.#write('foot', footSectionSchema, sealed)
  }

  #add<T>(kind: SectionKind, schema: WireSchema<T>, value: T): Uint8Array {
    const bytes = this.#write(kind, schema, value)
    this.#digest.update(bytes)
    return bytes
  }

  #write<T>(kind: SectionKind, schema: WireSchema<T>, value: T): Uint8Array {
    const body = encode(schema, value)
    const head = new RecordWriter(SECTION_HEAD_BYTES)
    head.u8(SECTION_KINDS.indexOf(kind))
    head.u32(body.byteLength)
    head.raw(checkSection(head.bytes.subarray(0, SECTION_HEAD_BYTES - CHECK_BYTES), body))
    return concatBytes(head.bytes, body)
  }
}

function writeCheckedLeaves(leaves: Leaves): Uint8Array {
  const hashes = hashLeaves(leaves)
  const writer = new RecordWriter(leaves.length * CHECKED_LEAF_BYTES)
  for (let at = 0; at < leaves.length; at += 1) {
    writer.raw(leaves.bytes.subarray(at * LEAF_BYTES, (at + 1) * LEAF_BYTES))
    writer.raw(checkAt(hashes, at))
  }
  return writer.bytes
}
