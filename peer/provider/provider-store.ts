import { z } from 'zod'
import type { Store } from '#peer/ports/store.ts'
import type { JobId } from '#protocol/ids.ts'
import { type Sealed, sealedSchema } from '#protocol/trust/seal.ts'
import {
  addressSchema,
  countSchema,
  decode,
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

  constructor(store: Store) {
    this.#store = store
  }

  async loadTotals(): Promise<ProviderTotals> {
    const bytes = await this.#store.load(TOTALS)
    return bytes === undefined ? NOTHING_DONE : decode(totalsSchema, bytes, 'saved totals', 4096)
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

  async loadVouchers(): Promise<readonly HeldVoucher[]> {
    const entries = await this.#store.loadRange(['provider', 'voucher'])
    return entries.map(([, bytes]) => decode(heldVoucherSchema, bytes, 'saved voucher', 4096))
  }
}
