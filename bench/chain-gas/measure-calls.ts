import { generatePrivateKey } from 'viem/accounts'
import type { ChainDesk } from './chain-desk.ts'
import type { Payout } from './measure-job.ts'

/** Wei that each payee is paid, and that are set aside for it. */
const PAY = 10n ** 16n
const CAP = 3n * PAY

/**
 * Chain gas of the escrow's calls as other designs were counted: a job is opened, all
 * channels reserved at once, and every payee paid at once. First its vouchers are relayed, which gives
 * the payees their first credit, and then a second job of theirs is settled.
 */
export async function measureCalls(
  { ledger, open, watch }: ChainDesk,
  payees: number,
): Promise<Readonly<Record<Payout, number>>> {
  const names = Array.from({ length: payees }, () => ledger.addressOf(generatePrivateKey()))
  const totals = names.map((payee) => ({ payee, cumulative: PAY }))
  const measure = async (payout: Payout) => {
    const session = generatePrivateKey()
    const calls = await watch(async () => {
      const jobId = await open(session, BigInt(payees) * CAP)
      const caps = names.map((payee) => ({ payee, cap: CAP }))
      await ledger.reserve(session, jobId, caps)
      if (payout === 'settled') return ledger.settle(session, jobId, totals)
      const vouchers = totals.map(async (total) => {
        const voucher = { jobId, epoch: 0, ...total }
        return { ...voucher, signature: await ledger.signVoucher(session, voucher) }
      })
      return ledger.redeemMany(session, await Promise.all(vouchers))
    })
    return calls.reduce((sum, { gas }) => sum + Number(gas), 0)
  }
  const relayed = await measure('relayed')
  return { relayed, settled: await measure('settled') }
}
