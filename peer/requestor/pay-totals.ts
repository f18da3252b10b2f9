import { LedgerError } from '#peer/ports/errors.ts'
import type { Ledger, SessionKey } from '#peer/ports/ledger.ts'
import type { Address, JobId } from '#protocol/ids.ts'
import type { Accounts } from './accounts.ts'

/**
 * Pays payees their totals, and sees in the escrow that they were: a receipt is the word of whoever
 * serves the chain, and its block may be gone again. Nothing that closes a channel may come before.
 *
 * @throws {LedgerError} when the escrow does not show it; safe to repeat.
 */
export async function payTotals(
  {
    ledger,
    sessionKey,
    jobId,
    accounts,
  }: {
    readonly ledger: Ledger
    readonly sessionKey: SessionKey
    readonly jobId: JobId
    readonly accounts: Accounts
  },
  totals: ReadonlyArray<{ readonly payee: Address; readonly cumulative: bigint }>,
): Promise<void> {
  await ledger.settle(sessionKey, jobId, totals)
  const channels = await Promise.all(totals.map(({ payee }) => ledger.readChannel(jobId, payee)))
  for (const [at, { payee, cumulative }] of totals.entries()) {
    const channel = channels[at]
    if (channel === undefined || channel.paid < cumulative)
      throw new LedgerError(
        'unpaid',
        'The chain said that payees were paid, and the escrow does not show it.',
        'It is asked again by itself: nothing is paid twice.',
      )
    accounts.match(payee, channel)
  }
}
