import { calm, type FakeViews } from './fake-calm.ts'
import { JOB_VIEWS } from './fake-job-views.ts'
import { FAKE_LEDGERS } from './fake-ledger.ts'
import { offers, rates } from './fake-market.ts'
import { PROVIDER_VIEWS } from './fake-provider-views.ts'

/** States that are hard to reach by hand, each with the address of the page that shows it. */
export const FAKE_VIEWS: FakeViews = {
  ...PROVIDER_VIEWS,
  ...JOB_VIEWS,
  request: { path: '/request', view: calm },
  market: { path: '/market', view: { ...calm, market: { rates, offers } } },
  'market, silent': { path: '/market', view: { ...calm, market: { rates: [], offers: [] } } },
  'no jobs': { path: '/jobs', view: calm },
  wallet: { path: '/wallet', view: calm },
  'ledger, empty': { path: '/wallet/ledger', view: calm, ledger: FAKE_LEDGERS.empty },
  'ledger, one job': { path: '/wallet/ledger', view: calm, ledger: FAKE_LEDGERS.one },
  'ledger, ten jobs': { path: '/wallet/ledger', view: calm, ledger: FAKE_LEDGERS.ten },
  'ledger, differs': { path: '/wallet/ledger', view: calm, ledger: FAKE_LEDGERS.mismatch },
}
