import type { Address, PeerId } from '../ids.ts'
import { roundUpToWei } from '../payment/amount.ts'
import { ConfirmedResults } from './confirmed-results.ts'
import type { ShownAgreements } from './evidence-agreements.ts'
import type { SoundBatch } from './evidence-batches.ts'
import type { EvidenceHead } from './evidence-file.ts'
import type {
  EvidencePlace,
  EvidenceTotals,
  Findings,
  PayeeTotals,
  ProviderTotals,
} from './evidence-report.ts'
import { isMarked } from './marks.ts'
import { digestAt } from './sha256.ts'

/** Adds up what batches that are in order amount to, and holds them against each other. */
export class EvidenceSums {
  readonly #findings: Findings
  readonly #confirmed = new ConfirmedResults()
  /** By provider and requestor. */
  readonly #providers = new Map<
    string,
    { -readonly [Key in keyof ProviderTotals]: ProviderTotals[Key] }
  >()
  /** By payee and requestor, in thousand-millionths of a wei. */
  readonly #earned = new Map<string, bigint>()
  readonly #promised = new Map<Address, bigint>()
  #shown = 0
  #batches = 0

  constructor(findings: Findings) {
    this.#findings = findings
  }

  addBatch(at: EvidencePlace, { agreement, attestation, leaves, hashes }: SoundBatch): void {
    const { demand, offer } = agreement
    const { provider, payee, pricePerGigaGas } = offer
    const { requestor } = demand
    const name = nameOf(provider, requestor)
    const sum = this.#providers.get(name) ?? {
      provider,
      requestor,
      payee,
      right: 0,
      wrong: 0,
      unjudged: 0,
      gas: 0n,
    }
    this.#providers.set(name, sum)
    for (let position = 0; position < leaves.length; position += 1) {
      if (isMarked(attestation.wrong, position)) sum.wrong += 1
      else if (!isMarked(attestation.right, position)) sum.unjudged += 1
      else {
        sum.right += 1
        const subtask = leaves.indexAt(position)
        const place = { ...at, provider, position, subtask }
        this.#compare(place, subtask, digestAt(hashes, position), demand.policy.kind === 'quorum')
      }
    }
    sum.gas += attestation.gas
    if (demand.terms.kind === 'paid' && payee !== null) {
      const debt = nameOf(payee, requestor)
      this.#earned.set(debt, (this.#earned.get(debt) ?? 0n) + attestation.gas * pricePerGigaGas)
    }
    this.#shown += leaves.length
    this.#batches += 1
  }

  addVoucher(payee: Address, cumulative: bigint): void {
    this.#promised.set(payee, cumulative)
  }

  totals(head: EvidenceHead, agreements: ShownAgreements): EvidenceTotals {
    return {
      jobId: head.jobId,
      role: head.role,
      by: head.by,
      terms: agreements.terms,
      requestors: [...new Set(Array.from(agreements.all, ({ demand }) => demand.requestor))],
      subtasks: [...agreements.all][0]?.demand.subtasks ?? 0,
      agreements: agreements.count,
      batches: this.#batches,
      confirmed: this.#confirmed.count,
      executions: { shown: this.#shown, claimed: head.executions },
      providers: [...this.#providers.values()],
      payees: this.#payees(agreements),
    }
  }

  #payees(agreements: ShownAgreements): PayeeTotals[] {
    const payees = new Map<string, PayeeTotals>()
    for (const { demand, offer } of agreements.all) {
      const { payee } = offer
      if (demand.terms.kind !== 'paid' || payee === null) continue
      const { requestor } = demand
      const name = nameOf(payee, requestor)
      const earned = this.#earned.get(name)
      const promised = this.#promised.get(payee)
      if (earned === undefined && promised === undefined) continue
      payees.set(name, {
        payee,
        requestor,
        earned: roundUpToWei(earned ?? 0n),
        promised: promised ?? 0n,
      })
    }
    return [...payees.values()]
  }

  /** Where replicas have to agree to the byte, two different results cannot both be right. */
  #compare(place: EvidencePlace, subtask: number, hash: Uint8Array, isExact: boolean): void {
    const answer = this.#confirmed.add(subtask, hash)
    if (answer === 'full') this.#findings.add(place, 'there are more subtasks than can be compared')
    if (answer === 'other' && isExact)
      this.#findings.add(place, 'another result of this subtask was judged right too')
  }
}

const nameOf = (who: Address | PeerId, requestor: PeerId) => `${who} ${requestor}`
