import { z } from 'zod'
import type { Store } from '#peer/ports/store.ts'
import { asideKey, type SavedRecords } from '#peer/saved-records.ts'
import type { JobId } from '#protocol/ids.ts'
import { type Sealed, sealedSchema } from '#protocol/trust/seal.ts'
import {
  addressSchema,
  countSchema,
  encode,
  ethSignatureSchema,
  gasSchema,
  jobIdSchema,
  weiSchema,
} from '#protocol/wire/codec.ts'

/** Verdicts kept as evidence, the newest ones: one takes half a kilobyte as a rule, 40 at most. */
const KEPT_VERDICTS = 4_096

const totalsSchema = z.object({
  /** Verdicts taken; stores of before did not count them. */
  verdicts: countSchema.default(0),
  verified: countSchema,
  rejected: countSchema,
  credit: countSchema,
  gas: gasSchema,
})
/** What a worker key has to show for its life. */
export type ProviderTotals = z.output<typeof totalsSchema>

const heldVoucherSchema = z.object({
  jobId: jobIdSchema,
  payee: addressSchema,
  cumulative: weiSchema,
  signature: ethSignatureSchema,
})
/** A voucher that is money: saved before the work it pays for goes on. */
export type HeldVoucher = z.output<typeof heldVoucherSchema>

/** The totals of a worker key that has done nothing yet. */
export const NOTHING_DONE: ProviderTotals = {
  verdicts: 0,
  verified: 0,
  rejected: 0,
  credit: 0,
  gas: 0n,
}

const TOTALS = ['provider', 'totals']
const voucherKey = (jobId: JobId, payee: string) => ['provider', 'voucher', jobId, payee]

/** What a provider keeps: totals, vouchers and the requestors' verdicts. */
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

  /**
   * Keeps a verdict as portable evidence, in the place of the oldest of `KEPT_VERDICTS`, together
   * with the totals it changed.
   */
  async saveVerdict(attestation: Sealed, totals: ProviderTotals): Promise<void> {
    const place = totals.verdicts % KEPT_VERDICTS
    await this.#store.saveAll([
      [['provider', 'attestation', `${place}`], encode(sealedSchema, attestation)],
      [TOTALS, encode(totalsSchema, totals)],
    ])
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
