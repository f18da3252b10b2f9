import type { PeerView } from '#peer/peer.ts'
import type { LedgerEntry } from '#protocol/payment/ledger-entry.ts'
import { SELF } from './fake-job.ts'
import { rates } from './fake-market.ts'
import { off } from './fake-provider.ts'

/** A state of the page, and the address that shows it. */
export type FakeViews = Readonly<
  Record<
    string,
    {
      readonly path: string
      readonly view: PeerView
      /** Where there is a chain: what its ledger says. */
      readonly ledger?: readonly LedgerEntry[]
    }
  >
>

/** A peer that is reached and does nothing. */
export const calm: PeerView = {
  self: SELF,
  mesh: { relay: 'reserved', direct: 2, relayed: 3, carriesWork: true },
  provider: off,
  market: { rates, offers: [] },
  jobs: [],
  jobsRun: 'here',
  unreadJobs: 0,
  unread: [],
}
