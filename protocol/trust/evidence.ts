import { sha256 } from '@noble/hashes/sha2.js'
import { concatBytes } from '@noble/hashes/utils.js'
import { equals } from 'multiformats/bytes'
import type { z } from 'zod'
import { MalformedError } from '../errors.ts'
import type { Address } from '../ids.ts'
import { chainedAgreementSchema } from '../market/agreement-chain.ts'
import type { Demand } from '../market/demand.ts'
import type { Voucher } from '../payment/voucher.ts'
import { decode, encode, type WireSchema } from '../wire/codec.ts'
import { RecordReader } from '../wire/packed.ts'
import { ShownAgreements } from './evidence-agreements.ts'
import { checkBatch } from './evidence-batches.ts'
import {
  type BatchPlace,
  batchSectionSchema,
  checkSection,
  comparePlaces,
  EVIDENCE_MAGIC,
  type EvidenceHead,
  footSchema,
  footSectionSchema,
  headSchema,
  MAX_SECTION_BYTES,
  placeOf,
  SECTION_HEAD_BYTES,
  SECTION_KINDS,
  type SectionKind,
  voucherSectionSchema,
} from './evidence-file.ts'
import { type EvidenceReport, Findings } from './evidence-report.ts'
import { EvidenceSums } from './evidence-sums.ts'
import { isSealedWith, type VerifySignature } from './seal.ts'

type PaidTerms = Extract<Demand['terms'], { kind: 'paid' }>

/** What looks at signatures. */
export interface EvidenceChecks {
  readonly verify: VerifySignature
  /** Whether the session key of these terms signed this voucher. */
  readonly verifyVoucher: (
    chain: Pick<PaidTerms, 'chainId' | 'escrow'>,
    voucher: Voucher,
    signature: `0x${string}`,
    session: Address,
  ) => Promise<boolean>
}

/** A section of a file, and where it stands. */
interface Section {
  readonly number: number
  readonly kind: SectionKind
  readonly body: Uint8Array
}

/**
 * Checks a file of evidence as it comes in, by itself alone: no network, no chain, no clock. Of a
 * file of any length it holds one section, the agreements and eight bytes a subtask. Whatever the
 * bytes are, it throws nothing and finds what is wrong.
 *
 * @example
 * const verifier = new EvidenceVerifier(checks)
 * for await (const bytes of file) await verifier.take(bytes)
 * const report = verifier.end()
 */
export class EvidenceVerifier {
  readonly #checks: EvidenceChecks
  readonly #findings = new Findings()
  readonly #agreements: ShownAgreements
  readonly #sums = new EvidenceSums(this.#findings)
  readonly #digest = sha256.create()
  /** Not looked at yet. */
  #rest: Uint8Array = new Uint8Array(0)
  #hasBegun = false
  /** Where sections begin cannot be told any more. */
  #isLost = false
  #sections = 0
  #batches = 0
  #last: SectionKind | undefined
  #lastBatch: BatchPlace | undefined
  #lastPayee = ''
  #head: EvidenceHead | undefined

  constructor(checks: EvidenceChecks) {
    this.#checks = checks
    this.#agreements = new ShownAgreements(this.#findings, checks.verify)
  }

  /** Looks at the next bytes; await each call before the next. */
  async take(bytes: Uint8Array): Promise<void> {
    this.#rest = this.#rest.byteLength === 0 ? bytes : concatBytes(this.#rest, bytes)
    if (!this.#hasBegun && !this.#begin()) return
    for (let section = this.#next(); section !== undefined; section = this.#next()) {
      const before = this.#findings.count
      await this.#check(section.section)
      if (!section.isIntact && this.#findings.count === before)
        this.#findings.add({ section: section.section.number }, 'it was changed')
    }
    if (this.#isLost) this.#rest = new Uint8Array(0)
  }

  /** What there is to say, now that all bytes were taken. */
  end(): EvidenceReport {
    const section = this.#sections + 1
    if (!this.#hasBegun && !this.#isLost) this.#findings.add({ section }, NO_EVIDENCE)
    else if (!this.#isLost && this.#rest.byteLength > 0)
      this.#findings.add({ section }, 'the file ends in the middle of it')
    else if (!this.#isLost && this.#last !== 'foot')
      this.#findings.add({ section }, 'the file ends before its foot')
    const head = this.#head
    const { list, count } = this.#findings
    if (count > 0 || head === undefined)
      return { kind: 'broken', findings: list, more: count - list.length }
    return { kind: 'fine', totals: this.#sums.totals(head, this.#agreements) }
  }

  /** @returns whether the file is one of evidence, as far as can be said. */
  #begin(): boolean {
    const { length } = EVIDENCE_MAGIC
    if (this.#rest.byteLength < length) return false
    const magic = this.#rest.subarray(0, length)
    this.#rest = this.#rest.subarray(length)
    this.#digest.update(magic)
    this.#hasBegun = true
    if (equals(magic, EVIDENCE_MAGIC)) return true
    this.#findings.add({ section: 1 }, NO_EVIDENCE)
    this.#isLost = true
    return false
  }

  /** The next section, once it is here whole. */
  #next(): { readonly section: Section; readonly isIntact: boolean } | undefined {
    if (this.#isLost || this.#rest.byteLength === 0) return undefined
    const number = this.#sections + 1
    if (this.#last === 'foot')
      return this.#loseAt(number, 'bytes stand here after the end of the evidence')
    if (this.#rest.byteLength < SECTION_HEAD_BYTES) return undefined
    const reader = new RecordReader(this.#rest.subarray(0, SECTION_HEAD_BYTES))
    const kind = SECTION_KINDS[reader.u8()]
    const length = reader.u32()
    const check = reader.raw(4)
    if (kind === undefined || length > MAX_SECTION_BYTES)
      return this.#loseAt(number, 'it does not begin as a section does')
    const end = SECTION_HEAD_BYTES + length
    if (this.#rest.byteLength < end) return undefined
    const bytes = this.#rest.subarray(0, end)
    this.#rest = this.#rest.subarray(end)
    this.#sections = number
    if (kind !== 'foot') this.#digest.update(bytes)
    const body = bytes.subarray(SECTION_HEAD_BYTES)
    const isIntact = equals(checkSection(bytes.subarray(0, 5), body), check)
    return { section: { number, kind, body }, isIntact }
  }

  #loseAt(section: number, why: string): undefined {
    this.#isLost = true
    this.#findings.add({ section }, `${why}, and what follows cannot be told`)
  }

  async #check({ number, kind, body }: Section): Promise<void> {
    const place = { section: number }
    const order = SECTION_KINDS.indexOf(kind)
    const isSingle = kind === 'head' || kind === 'foot'
    const last = this.#last === undefined ? -1 : SECTION_KINDS.indexOf(this.#last)
    const isFirst = number === 1
    if (isFirst !== (kind === 'head') || order < last || (isSingle && order === last))
      this.#findings.add(place, `a ${kind} has no place here`)
    this.#last = kind
    switch (kind) {
      case 'head':
        this.#head ??= this.#read(number, headSchema, body, 'the head')
        break
      case 'agreement': {
        const chained = this.#read(number, chainedAgreementSchema, body, 'an agreement')
        if (chained === undefined) this.#agreements.missOne()
        else await this.#agreements.add(number, chained, this.#head)
        break
      }
      case 'batch':
        await this.#checkBatch(number, body)
        break
      case 'voucher':
        await this.#checkVoucher(number, body)
        break
      case 'foot':
        await this.#checkFoot(number, body)
        break
    }
  }

  async #checkBatch(section: number, body: Uint8Array): Promise<void> {
    this.#batches += 1
    const at = { section, batch: this.#batches }
    const read = this.#read(section, batchSectionSchema, body, `batch ${at.batch}`)
    if (read === undefined) return
    const sound = await checkBatch(at, read, {
      findings: this.#findings,
      agreements: this.#agreements,
      head: this.#head,
      verify: this.#checks.verify,
    })
    if (sound === undefined) return
    const { leaseId, provider } = sound.attestation
    const place = placeOf(sound.attestation)
    if (this.#lastBatch !== undefined && comparePlaces(place, this.#lastBatch) <= 0)
      this.#findings.add({ ...at, provider }, `lease ${leaseId} is shown twice or astray`)
    this.#lastBatch = place
    this.#sums.addBatch(at, sound)
  }

  async #checkVoucher(section: number, body: Uint8Array): Promise<void> {
    const read = this.#read(section, voucherSectionSchema, body, 'a voucher')
    if (read === undefined) return
    const { payee, epoch, cumulative, signature } = read
    const terms = this.#termsFor(payee)
    if (terms === undefined) {
      if (!this.#agreements.areSomeUnread)
        this.#findings.add({ section }, `no agreement shown has ${payee} paid`)
      return
    }
    if (payee <= this.#lastPayee)
      this.#findings.add({ section }, `the voucher of ${payee} is shown twice or astray`)
    this.#lastPayee = payee
    const { chainId, escrow, session, jobId } = terms
    const voucher = { jobId, payee, epoch, cumulative }
    if (await this.#checks.verifyVoucher({ chainId, escrow }, voucher, signature, session))
      this.#sums.addVoucher(payee, cumulative)
    else
      this.#findings.add(
        { section },
        `the voucher of ${payee} is not as the job’s session key signed it`,
      )
  }

  /** What the job pays this payee by. */
  #termsFor(payee: Address): (PaidTerms & Pick<Demand, 'jobId'>) | undefined {
    for (const { demand, offer } of this.#agreements.all)
      if (demand.terms.kind === 'paid' && offer.payee === payee)
        return { ...demand.terms, jobId: demand.jobId }
    return undefined
  }

  async #checkFoot(section: number, body: Uint8Array): Promise<void> {
    const sealed = this.#read(section, footSectionSchema, body, 'the foot')
    const words = sealed && this.#readFoot(sealed.body)
    if (sealed === undefined || this.#head === undefined) return
    const { by } = this.#head
    const isSigned = await isSealedWith(this.#checks.verify, 'evidence', sealed, by)
    if (words?.by !== by || !isSigned)
      this.#findings.add({ section }, `the foot is not as the file’s exporter ${by} signed it`)
    // What is changed was named already where it could be.
    else if (this.#findings.count === 0 && !equals(words.digest, this.#digest.digest()))
      this.#findings.add({ section }, `${by} signed a file with other sections than these`)
  }

  #readFoot(body: Uint8Array): z.output<typeof footSchema> | undefined {
    try {
      return decode(footSchema, body, 'foot', MAX_SECTION_BYTES)
    } catch (error) {
      if (!(error instanceof MalformedError)) throw error
      return undefined
    }
  }

  /** What a section says, where it says it in the one way there is. */
  #read<T>(section: number, schema: WireSchema<T>, body: Uint8Array, what: string): T | undefined {
    try {
      const value = decode(schema, body, what, MAX_SECTION_BYTES)
      if (equals(encode(schema, value), body)) return value
    } catch (error) {
      if (!(error instanceof MalformedError)) throw error
    }
    this.#findings.add({ section }, `${what} cannot be read`)
    return undefined
  }
}

const NO_EVIDENCE = 'this is no evidence that this version of Loam can read'

/** Checks a file of evidence that is here whole: see `EvidenceVerifier`. */
export async function verifyEvidence(
  bytes: Uint8Array,
  checks: EvidenceChecks,
): Promise<EvidenceReport> {
  const verifier = new EvidenceVerifier(checks)
  await verifier.take(bytes)
  return verifier.end()
}
