import { z } from 'zod'
import type { Address, JobId } from '#protocol/ids.ts'
import type { SignedVoucher } from '#protocol/payment/voucher.ts'
import type { PaidNetwork } from './paid-network.ts'

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
