import type { Carrier } from '#peer/ports/ledger.ts'
import { LoamError } from '#protocol/errors.ts'
import type { Address } from '#protocol/ids.ts'
import type { HeldVoucher } from './provider-store.ts'

/**
 * Redeems all in one transaction, and pays out whom it is told to. A forged one is all that the escrow
 * refuses, and with it the others: each then goes in a transaction of its own, at once.
 *
 * @throws {LoamError} when it could not be sent, or is not known to be mined.
 */
export async function redeemAll(
  carrier: Carrier,
  vouchers: readonly HeldVoucher[],
  payOut: readonly Address[],
): Promise<void> {
  try {
    await carrier.redeemMany(vouchers, payOut)
  } catch (error) {
    const isForged = error instanceof LoamError && error.code === 'InvalidSignature'
    if (!isForged || vouchers.length === 1) throw error
    await Promise.all(
      vouchers.map((voucher) =>
        carrier.redeemMany([voucher]).catch((alone: unknown) => {
          if (!(alone instanceof LoamError)) throw alone
        }),
      ),
    )
  }
}
