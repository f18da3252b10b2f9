import type { Address } from '#protocol/ids.ts'
import { authorPart } from '#protocol/payment/author-share.ts'
import type { DepositEntry, LedgerEntry, PromisedEntry } from '#protocol/payment/ledger-entry.ts'
import { shareOut } from '#protocol/payment/share-out.ts'
import type { JobView } from './peer.ts'
import type { Ledger } from './ports/ledger.ts'
import type { Places } from './provider/claims.ts'
import type { HeldVoucher } from './provider/provider-store.ts'
import type { Redeemer } from './provider/redeemer.ts'

type Spent = Pick<Ledger, 'readSpent'>
type OwnJob = Pick<JobView, 'jobId' | 'title' | 'createdAt' | 'money'>

/**
 * What this browser holds and owes: every deposit of its jobs, then every voucher its tabs were given,
 * each the newest first. A job that never locked anything is not among them.
 */
export async function collectLedger(
  spent: Spent,
  promises: Pick<Redeemer, 'vouchers' | 'placesOf'>,
  jobs: readonly OwnJob[],
): Promise<readonly LedgerEntry[]> {
  const deposits = await Promise.all(jobs.map((job) => describeDeposit(spent, job)))
  const promised = await Promise.all(
    Array.from(promises.vouchers, (voucher) =>
      describePromise(spent, voucher, promises.placesOf(voucher)),
    ),
  )
  const carried = await addSending(spent, promised)
  return [
    ...deposits.flat().sort((a, b) => b.openedAt - a.openedAt),
    ...carried.sort((a, b) => lastTaken(b) - lastTaken(a)),
  ]
}

/** What nobody noted the time of is older than the rest. */
const lastTaken = ({ taken }: PromisedEntry) => taken?.last ?? 0

async function describeDeposit(spent: Spent, job: OwnJob): Promise<readonly DepositEntry[]> {
  const { jobId, title, createdAt, money } = job
  if (money === undefined) return []
  const { vouchered, ceilingPerGigaGas: _, session, ...rest } = money
  if (money.standing === 'absent' && vouchered === 0n) return []
  const byWallet = await spent.readSpent(['job', jobId])
  const chainGas = byWallet + (await spent.readSpent(['key', session]))
  const named = { jobId, title, openedAt: createdAt }
  return [{ side: 'requestor', ...named, promised: vouchered, chainGas, ...rest }]
}

async function describePromise(
  spent: Spent,
  voucher: HeldVoucher,
  places: Places,
): Promise<PromisedEntry> {
  const { cumulative, authorShare, rate, taken, ...shown } = voucher
  const whole = places.paid + places.reserved + places.lost + places.unknown
  const toAuthor = authorPart(whole, authorShare)
  const chainGas = await spent.readSpent(['voucher', voucher.jobId, voucher.payee])
  const said = { taken, promised: cumulative, toAuthor, rate, chainGas }
  return { side: 'provider', ...shown, ...places, ...said }
}

/** What the escrow owes a payee is sent for all jobs together: each bears its part, by what it paid. */
async function addSending(
  spent: Spent,
  promised: readonly PromisedEntry[],
): Promise<PromisedEntry[]> {
  const entries: PromisedEntry[] = []
  for (const [payee, own] of groupByPayee(promised)) {
    const sending = await spent.readSpent(['credit', payee])
    const shares = shareOut(
      sending,
      own.map(({ paid }) => paid),
    )
    for (const [at, entry] of own.entries())
      entries.push({ ...entry, chainGas: entry.chainGas + (shares[at] ?? 0n) })
  }
  return entries
}

function groupByPayee(
  promised: readonly PromisedEntry[],
): ReadonlyMap<Address, readonly PromisedEntry[]> {
  const groups = new Map<Address, PromisedEntry[]>()
  for (const entry of promised) groups.set(entry.payee, [...(groups.get(entry.payee) ?? []), entry])
  return groups
}
