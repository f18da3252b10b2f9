import { LedgerError } from '#peer/ports/errors.ts'
import type { Ledger, SessionKey } from '#peer/ports/ledger.ts'
import type { Address, JobId } from '#protocol/ids.ts'
import { isEscrowRefusal } from '#protocol/payment/escrow-refusal.ts'

/**
 * Raises caps together, or one by one where that is refused: who cannot be paid keeps nobody else
 * from work.
 * @throws {LedgerError} when the chain is away, or refuses a cap that is alone.
 */
export async function reserveCaps(
  job: { readonly ledger: Ledger; readonly sessionKey: SessionKey; readonly jobId: JobId },
  caps: ReadonlyArray<{ readonly payee: Address; readonly cap: bigint }>,
): Promise<void> {
  const { ledger, sessionKey, jobId } = job
  try {
    await ledger.reserve(sessionKey, jobId, caps)
  } catch (error) {
    const isRefused = error instanceof LedgerError && isEscrowRefusal(error.code)
    if (!isRefused || caps.length === 1) throw error
    for (const one of caps)
      await ledger.reserve(sessionKey, jobId, [one]).catch((alone: unknown) => {
        if (!(alone instanceof LedgerError)) throw alone
      })
  }
}
