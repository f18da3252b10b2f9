import { z } from 'zod'
import type { Store, StoreKey } from '#peer/ports/store.ts'
import { asideKey, type SavedRecords } from '#peer/saved-records.ts'
import type { JobId } from '#protocol/ids.ts'
import { authorShareSchema } from '#protocol/payment/author-share.ts'
import { handedVoucherSchema } from '#protocol/payment/handover.ts'
import { spanSchema } from '#protocol/payment/ledger-entry.ts'
import { fixedRateSchema } from '#protocol/payment/rate.ts'
import { countSchema, encode, gasSchema } from '#protocol/wire/codec.ts'

const totalsSchema = z.object({
  verified: countSchema,
  rejected: countSchema,
  credit: countSchema,
  gas: gasSchema,
})
/** What a worker key has to show for its life. */
export type ProviderTotals = z.output<typeof totalsSchema>

export const heldVoucherSchema = handedVoucherSchema.extend({
  /** What of it is the app's author's, by the agreement that it was taken under. */
  authorShare: authorShareSchema.optional(),
  /** When the first and the last of its job and payee were taken, in Unix milliseconds. */
  taken: spanSchema.optional(),
  /** What GLM and coin were worth to the person when it took its first voucher of the job. */
  rate: fixedRateSchema.optional(),
})
/** A voucher that is money: saved before the work it pays for goes on. */
export type HeldVoucher = z.output<typeof heldVoucherSchema>

/** The totals of a worker key that has done nothing yet. */
export const NOTHING_DONE: ProviderTotals = {
  verified: 0,
  rejected: 0,
  credit: 0,
  gas: 0n,
}

const TOTALS = ['provider', 'totals']
const voucherKey = (jobId: JobId, payee: string) => ['provider', 'voucher', jobId, payee]

/** What a provider keeps: totals and vouchers. */
export class ProviderStore {
  readonly #store: Store
  readonly #saved: SavedRecords

  constructor(store: Store, saved: SavedRecords) {
    this.#store = store
    this.#saved = saved
  }

  /** Totals that cannot be read are put aside, for they are written again soon. */
  async loadTotals(): Promise<ProviderTotals> {
    const bytes = await this.#store.load(TOTALS)
    if (bytes === undefined) return NOTHING_DONE
    const totals = this.#saved.readKept(totalsSchema, bytes, 'totals of your work', 4096)
    if (totals === undefined) await this.#store.save(asideKey(TOTALS), bytes)
    return totals ?? NOTHING_DONE
  }

  /** Saves totals, together with the evidence of what changed them. */
  async saveTotals(
    totals: ProviderTotals,
    evidence: ReadonlyArray<readonly [StoreKey, Uint8Array]>,
  ): Promise<void> {
    await this.#store.saveAll([...evidence, [TOTALS, encode(totalsSchema, totals)]])
  }

  async saveVoucher(voucher: HeldVoucher): Promise<void> {
    await this.#store.save(
      voucherKey(voucher.jobId, voucher.payee),
      encode(heldVoucherSchema, voucher),
    )
  }

  /** Vouchers that cannot be read are put aside, for others may take their places. */
  async loadVouchers(): Promise<readonly HeldVoucher[]> {
    const entries = await this.#store.loadRange(['provider', 'voucher'])
    const vouchers: HeldVoucher[] = []
    for (const [key, bytes] of entries) {
      const voucher = this.#saved.readKept(heldVoucherSchema, bytes, 'vouchers', 4096)
      if (voucher !== undefined) vouchers.push(voucher)
      else await this.#store.save(asideKey(key), bytes)
    }
    return vouchers
  }
}
