import type { Ledger } from '#peer/ports/ledger.ts'
import type { JobEvidence } from '#peer/write-evidence.ts'
import type { JobId } from '#protocol/ids.ts'
import type { EvidenceVoucher } from '#protocol/trust/evidence-file.ts'
import { Accounts } from './accounts.ts'
import type { JobStore, StoredJob } from './job-store.ts'

/** All that a requestor kept of a job, with what it promises each payee; undefined for no job of its own. */
export async function collectEvidence(
  store: JobStore,
  ledger: Ledger | undefined,
  jobId: JobId,
): Promise<JobEvidence | undefined> {
  const stored = await store.load(jobId)
  if (stored === undefined) return undefined
  const kept = await store.loadEvidence(jobId)
  const vouchers = ledger === undefined ? [] : await signVouchers(stored, ledger)
  return { jobId, executions: stored.progress.executions, ...kept, vouchers }
}

/** The session key signs the same totals as it did for the payees, so none had to be kept. */
async function signVouchers(
  { record, progress }: StoredJob,
  ledger: Ledger,
): Promise<readonly EvidenceVoucher[]> {
  const { funding, jobId, gasPerSubtask } = record
  if (funding.kind === 'free') return []
  const { ceilingPerGigaGas, sessionKey } = funding
  const accounts = new Accounts({ ceilingPerGigaGas, gasPerSubtask, owed: progress.owed })
  const payees = accounts.payees.filter((payee) => accounts.total(payee) > 0n).toSorted()
  return Promise.all(
    payees.map(async (payee) => {
      const { epoch } = accounts.channel(payee)
      const promised = { payee, epoch, cumulative: accounts.total(payee) }
      const signature = await ledger.signVoucher(sessionKey, { jobId, ...promised })
      return { ...promised, signature }
    }),
  )
}
