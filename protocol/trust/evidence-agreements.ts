import { bytesToHex } from '@noble/hashes/utils.js'
import { equals } from 'multiformats/bytes'
import { MalformedError } from '../errors.ts'
import type { JobId, PeerId } from '../ids.ts'
import { type ChainedAgreement, readSignedLink } from '../market/agreement-chain.ts'
import { type Agreement, agreementSchema, type Demand, termsSchema } from '../market/demand.ts'
import { decode, encode } from '../wire/codec.ts'
import type { EvidenceHead } from './evidence-file.ts'
import type { EvidencePlace, Findings } from './evidence-report.ts'
import { isSealedWith, type VerifySignature } from './seal.ts'

const MAX_AGREEMENT_BYTES = 16 * 1024
/** What a requestor can have kept of sixty-four runs of a job. */
const MAX_AGREEMENTS = 65_536

/** Agreements that a file of evidence shows: what its batches and vouchers are held against. */
export class ShownAgreements {
  readonly #findings: Findings
  readonly #verify: VerifySignature
  /** By provider and id. */
  readonly #agreements = new Map<string, Agreement>()
  /** All are on the same job and money as the first. */
  #demand: Demand | undefined
  #last: { readonly provider: PeerId; readonly number: number } | undefined
  #areSomeUnread = false

  constructor(findings: Findings, verify: VerifySignature) {
    this.#findings = findings
    this.#verify = verify
  }

  get all(): Iterable<Agreement> {
    return this.#agreements.values()
  }

  /** What the job pays by, where anything is shown. */
  get terms(): Demand['terms'] | undefined {
    return this.#demand?.terms
  }

  get count(): number {
    return this.#agreements.size
  }

  /** Whether one that is missing may be among those that could not be read. */
  get areSomeUnread(): boolean {
    return this.#areSomeUnread
  }

  find(provider: PeerId, agreementId: Uint8Array): Agreement | undefined {
    return this.#agreements.get(keyOf(provider, agreementId))
  }

  /** One that is in the file cannot be read at all. */
  missOne(): void {
    this.#areSomeUnread = true
  }

  async add(
    section: number,
    chained: ChainedAgreement,
    head: EvidenceHead | undefined,
  ): Promise<void> {
    const before = this.#findings.count
    const agreement = await this.#read({ section }, chained)
    if (agreement !== undefined) {
      const provider = agreement.offer.provider
      if (head !== undefined) this.#compare({ section, provider }, agreement, head.jobId, head)
      const key = keyOf(provider, agreement.agreementId)
      if (this.#agreements.has(key))
        this.#findings.add({ section, provider }, 'another agreement has the same id')
      if (this.#agreements.size < MAX_AGREEMENTS) this.#agreements.set(key, agreement)
      else this.#findings.add({ section, provider }, `there are more than ${MAX_AGREEMENTS}`)
    }
    if (this.#findings.count > before) this.#areSomeUnread = true
  }

  async #read(
    { section }: EvidencePlace,
    chained: ChainedAgreement,
  ): Promise<Agreement | undefined> {
    const findings = this.#findings
    let agreement: Agreement
    try {
      agreement = decode(agreementSchema, chained.agreement.body, 'terms', MAX_AGREEMENT_BYTES)
    } catch (error) {
      if (!(error instanceof MalformedError)) throw error
      findings.add({ section }, 'the terms that its requestor signed cannot be read')
      return undefined
    }
    const { demand, offer } = agreement
    const place = { section, provider: offer.provider }
    if (!(await isSealedWith(this.#verify, 'agreement', chained.agreement, demand.requestor)))
      findings.add(place, `the terms are not as their requestor ${demand.requestor} signed them`)
    else await this.#readLink(place, chained, offer.provider)
    return agreement
  }

  async #readLink(
    place: EvidencePlace,
    chained: ChainedAgreement,
    provider: PeerId,
  ): Promise<void> {
    const number = (await isSealedWith(this.#verify, 'link', chained.link, provider))
      ? numberOf(chained, provider)
      : undefined
    if (number === undefined)
      this.#findings.add(
        place,
        'its place in the provider’s chain is not as the provider signed it',
      )
    else if (!this.#isNext(provider, number))
      this.#findings.add(place, `agreement ${number} of this provider is shown twice or astray`)
    else this.#last = { provider, number }
  }

  #isNext(provider: PeerId, number: number): boolean {
    const last = this.#last
    if (last === undefined || last.provider < provider) return true
    return last.provider === provider && last.number < number
  }

  #compare(
    place: EvidencePlace,
    { demand, offer }: Agreement,
    jobId: JobId,
    { role, by }: EvidenceHead,
  ): void {
    if (demand.jobId !== jobId || offer.jobId !== jobId)
      this.#findings.add(place, 'this is an agreement on another job')
    if (role === 'provider' && offer.provider !== by)
      this.#findings.add(place, 'this is an agreement of another provider than the file is of')
    this.#demand ??= demand
    const { subtasks, terms } = this.#demand
    if (demand.subtasks !== subtasks || !equals(writeTerms(demand), writeTerms({ terms })))
      this.#findings.add(place, 'it is on other terms than the first agreement on this job')
  }
}

function numberOf(chained: ChainedAgreement, provider: PeerId): number | undefined {
  try {
    return readSignedLink(chained, provider).number
  } catch (error) {
    if (!(error instanceof MalformedError)) throw error
    return undefined
  }
}

const writeTerms = ({ terms }: Pick<Demand, 'terms'>) => encode(termsSchema, terms)

const keyOf = (provider: PeerId, agreementId: Uint8Array) =>
  `${provider} ${bytesToHex(agreementId)}`
