import type { Carrier } from '#peer/ports/ledger.ts'
import { LoamError } from '#protocol/errors.ts'
import { isEscrowRefusal } from '#protocol/payment/escrow-refusal.ts'
import type { HeldVoucher } from './provider-store.ts'

/**
 * Redeems all in one transaction; each in one of its own, at once, where that is refused or fails on
 * the chain, so that no bad one, nor one that goes bad on its way, keeps the others back.
 *
 * @throws {LoamError} when it could not be sent, or is not known to be mined.
 */
export async function redeemAll(carrier: Carrier, vouchers: readonly HeldVoucher[]): Promise<void> {
  try {
    await carrier.redeemMany(vouchers)
  } catch (error) {
    const isBad =
      error instanceof LoamError && (isEscrowRefusal(error.code) || error.code === 'reverted')
    if (!isBad || vouchers.length === 1) throw error
    await Promise.all(
      vouchers.map((voucher) =>
        carrier.redeemMany([voucher]).catch((alone: unknown) => {
          if (!(alone instanceof LoamError)) throw alone
        }),
      ),
    )
  }
}
