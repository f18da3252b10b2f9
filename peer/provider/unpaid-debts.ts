import { z } from 'zod'
import type { Clock } from '#peer/ports/clock.ts'
import { LedgerError } from '#peer/ports/errors.ts'
import type { Ledger } from '#peer/ports/ledger.ts'
import type { Store } from '#peer/ports/store.ts'
import type { SavedRecords } from '#peer/saved-records.ts'
import type { Demand } from '#protocol/market/demand.ts'
import type { Parting } from '#protocol/market/open-account.ts'
import {
  addressSchema,
  encode,
  jobIdSchema,
  peerIdSchema,
  weiSchema,
} from '#protocol/wire/codec.ts'
import type { Earnings } from './earnings.ts'

/** Debts that are remembered; beyond them the oldest are forgotten. */
const MAX_DEBTS = 256
/** A debt weighs half after two weeks, as all that is held against a requestor. */
const HALF_LIFE_MS = 14 * 24 * 3_600_000
const MAX_SAVED_BYTES = 1_024
const ROOM = ['provider', 'debt']

const debtSchema = z.object({
  jobId: jobIdSchema,
  payee: addressSchema,
  /** The key that asked for the work, and the wallet that its escrow was opened by. */
  requestor: peerIdSchema,
  payer: addressSchema,
  /** Wei earned under agreements that ended, and what vouchers had promised before them. */
  owed: weiSchema,
  promised: weiSchema,
  notedAt: z.int().positive(),
})
type Debt = z.output<typeof debtSchema>

export interface UnpaidDebtsDeps {
  readonly store: Store
  readonly saved: SavedRecords
  readonly clock: Clock
  readonly earnings: Earnings
  readonly ledger: Ledger | undefined
}

/**
 * What requestors left unpaid, by the key that asked and by the wallet that locked the money: a new key
 * costs nothing, and a new job little. Vouchers and payments that come later clear it.
 */
export class UnpaidDebts {
  readonly #deps: UnpaidDebtsDeps
  /** The oldest first. */
  readonly #debts = new Map<string, Debt>()

  constructor(deps: UnpaidDebtsDeps) {
    this.#deps = deps
  }

  /** Recalls what was saved; what cannot be read is held against nobody. */
  async recall(): Promise<void> {
    const { store, saved } = this.#deps
    const debts = (await store.loadRange(ROOM)).flatMap(([, bytes]) => {
      const debt = saved.read(debtSchema, bytes, 'what requestors left unpaid', MAX_SAVED_BYTES)
      return debt === undefined ? [] : [debt]
    })
    debts.sort((a, b) => a.notedAt - b.notedAt)
    for (const debt of debts) this.#debts.set(keyOf(debt), debt)
  }

  /** Wei that a demand's key, or the wallet that pays for it, owes from before. Nothing while the chain is away. */
  async owedBefore({ jobId, requestor }: Pick<Demand, 'jobId' | 'requestor'>): Promise<bigint> {
    try {
      const job = await this.#deps.ledger?.readJob(jobId)
      const theirs = [...this.#debts.values()].filter(
        (debt) => debt.requestor === requestor || debt.payer === job?.requestor,
      )
      const left = await Promise.all(theirs.map((debt) => this.#left(debt)))
      return left.reduce((sum, wei) => sum + wei, 0n)
    } catch (error) {
      if (!(error instanceof LedgerError)) throw error
      return 0n
    }
  }

  /** An agreement ended with so much earned and promised. Who cannot be named owes nothing. Never throws. */
  async note(
    { jobId, requestor }: Pick<Demand, 'jobId' | 'requestor'>,
    { payee, earned, promisedBefore, promised }: NonNullable<Parting['money']>,
  ): Promise<void> {
    try {
      const before = this.#debts.get(keyOf({ jobId, payee }))
      if (before === undefined && earned <= promised - promisedBefore) return
      const job = await this.#deps.ledger?.readJob(jobId)
      if (job === undefined) return
      const debt = {
        ...{ jobId, payee, requestor, payer: job.requestor, notedAt: this.#deps.clock.now() },
        owed: earned + (before?.owed ?? 0n),
        promised: before?.promised ?? promisedBefore,
      }
      await this.#keep(debt)
    } catch {
      // What a chain or a disk does not do accuses nobody.
    }
  }

  /** What is left of a debt; it is forgotten once that is nothing. */
  async #left(debt: Debt): Promise<bigint> {
    const { ledger, earnings, clock, store } = this.#deps
    const { jobId, payee, owed, promised, notedAt } = debt
    const paid = (await ledger?.readChannel(jobId, payee))?.paid ?? 0n
    const vouchered = earnings.vouchered(jobId, payee)
    const left = owed - ((paid > vouchered ? paid : vouchered) - promised)
    const halvings = Math.floor((clock.now() - notedAt) / HALF_LIFE_MS)
    const weight = left > 0n ? left >> BigInt(Math.max(0, halvings)) : 0n
    if (weight > 0n) return weight
    if (this.#debts.get(keyOf(debt)) === debt) {
      this.#debts.delete(keyOf(debt))
      await store.remove([...ROOM, jobId, payee]).catch(() => {})
    }
    return 0n
  }

  async #keep(debt: Debt): Promise<void> {
    const { store } = this.#deps
    this.#debts.delete(keyOf(debt))
    this.#debts.set(keyOf(debt), debt)
    const [oldest] = this.#debts.values()
    if (this.#debts.size > MAX_DEBTS && oldest !== undefined) {
      this.#debts.delete(keyOf(oldest))
      await store.remove([...ROOM, oldest.jobId, oldest.payee])
    }
    await store.save([...ROOM, debt.jobId, debt.payee], encode(debtSchema, debt))
  }
}

const keyOf = ({ jobId, payee }: Pick<Debt, 'jobId' | 'payee'>) => `${jobId} ${payee}`
