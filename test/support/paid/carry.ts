import { z } from 'zod'
import type { Address, JobId } from '#protocol/ids.ts'
import type { SignedVoucher } from '#protocol/payment/voucher.ts'
import type { PaidNetwork } from './paid-network.ts'

const ORDER_SECONDS = 3_600
/** Chain gas that a relayer is paid for, for each withdrawal that it carries. */
const CARRIED_GAS = 120_000n

const ledgerFileSchema = z.object({
  entries: z.array(
    z.object({
      side: z.string(),
      jobId: z.custom<JobId>(),
      payee: z.custom<Address>(),
      epoch: z.int(),
      promised: z.string().transform(BigInt),
      signature: z.custom<`0x${string}`>(),
    }),
  ),
})

/** Every voucher that the providers hold, out of the ledgers that they save for their people. */
export async function readVouchers({ providers }: PaidNetwork): Promise<readonly SignedVoucher[]> {
  const files = await Promise.all(providers.map(({ peer }) => peer.exportLedger('json')))
  return files.flatMap((file) =>
    ledgerFileSchema
      .parse(JSON.parse(new TextDecoder().decode(file)))
      .entries.map(({ promised, jobId, payee, epoch, signature }) => ({
        ...{ jobId, payee, epoch, signature },
        cumulative: promised,
      })),
  )
}

/**
 * The relayer delivers what the escrow owes: to payees, who have no coin, on their signatures for a
 * fee out of the amount, at a GLM for a coin; to the author for nothing.
 */
export async function carryWithdrawals(network: PaidNetwork, author: Address): Promise<void> {
  const { ledger, providers, relayer } = network
  const fee = CARRIED_GAS * (await ledger.readFeePerGas())
  const expiry = Math.floor(Date.now() / 1_000) + ORDER_SECONDS
  for (const { signer } of providers) {
    const payee = signer.address
    const amount = await ledger.readCredit(payee)
    if (amount === 0n) continue
    const nonce = await ledger.readWithdrawalNonce(payee)
    const order = { payee, to: payee, amount, fee, nonce, expiry }
    await ledger.withdrawBySig(relayer.key, order, await signer.signWithdrawal(order))
  }
  if ((await ledger.readCredit(author)) > 0n) await ledger.withdraw(relayer.key, author)
}
