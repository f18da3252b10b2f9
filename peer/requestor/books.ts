import type { VerifiedResult } from '#peer/peer.ts'
import type { Address, PeerId } from '#protocol/ids.ts'
import type { ScheduleEffect } from '#protocol/schedule/schedule.ts'
import { attestationSchema } from '#protocol/trust/batch-root.ts'
import { seal } from '#protocol/trust/seal.ts'
import type { Cashier } from './cashier.ts'
import type { Crew } from './crew.ts'
import type { JobRecord } from './job-store.ts'

export type Settled = Extract<ScheduleEffect, { type: 'verified' }>
export type Verdict = Extract<ScheduleEffect, { type: 'verdict' }>

/** What settled subtasks leave behind, or the first one whose program failed. */
export type Entry =
  | { readonly kind: 'results'; readonly results: readonly VerifiedResult[] }
  | { readonly kind: 'programFailed'; readonly index: number; readonly outcome: string }

export interface BooksOptions {
  readonly record: JobRecord
  readonly cashier: Cashier | undefined
  readonly crew: Crew
  readonly seed: Uint8Array
  readonly self: PeerId
  /** Undefined for who works for credit. */
  readonly payeeOf: (peer: PeerId) => Address | undefined
}

/** A job's books: outputs waiting for agreement, debts of what is settled, verdicts sent out. */
export class Books {
  readonly #options: BooksOptions
  readonly #outputs = new Map<string, Uint8Array>()

  constructor(options: BooksOptions) {
    this.#options = options
  }

  /** Holds checked bytes until the schedule says that they count. */
  hold(peer: PeerId, leaseId: number, position: number, bytes: Uint8Array): void {
    this.#outputs.set(`${peer} ${leaseId} ${position}`, bytes)
  }

  /** Books debts and takes the bytes out. Nothing is on disk yet. */
  enter(settled: readonly Settled[]): Entry {
    const { record, cashier, payeeOf } = this.#options
    const results: VerifiedResult[] = []
    for (const { index, leaf, source, earned } of settled) {
      for (const { peer, gas } of earned) {
        const payee = payeeOf(peer)
        if (payee !== undefined) cashier?.earn(payee, gas)
      }
      if (source === undefined) continue
      if (leaf.outcome.kind !== 'success')
        return { kind: 'programFailed', index, outcome: leaf.outcome.kind }
      const name = `${source.peer} ${source.leaseId} ${source.position}`
      const output = this.#outputs.get(name)
      if (output === undefined) throw new Error(`The output ${name} is gone`)
      this.#outputs.delete(name)
      results.push({ jobId: record.jobId, index, output, provider: source.peer })
    }
    return { kind: 'results', results }
  }

  /** Sends the signed verdict, and the voucher that pays for it. Only after the disk has both. */
  async tell({ peer, leaseId, accepted, rejected }: Verdict): Promise<void> {
    const { crew, record, seed, self, cashier } = this.#options
    const link = crew.link(peer)
    if (link === undefined) return
    const judged = { accepted: [...accepted], rejected: [...rejected] }
    await link.judge({ leaseId, ...judged }, (root) => {
      const words = { jobId: record.jobId, requestor: self, provider: peer, root, ...judged }
      return seal('attestation', attestationSchema, words, seed)
    })
    const { payee } = link.agreement.offer
    if (cashier === undefined || payee === null || accepted.length === 0) return
    await link.send({ type: 'voucher', ...(await cashier.sign(payee)) })
  }
}
