import { lazy, Suspense } from 'react'
import { Route, Switch } from 'wouter'
import { WithPeer } from '../startup.tsx'
import { HomePage } from './home/home-page.tsx'
import { NotFoundPage } from './not-found-page.tsx'
import { Waiting } from './waiting.tsx'

const ProvidePage = lazy(async () => ({
  default: (await import('../features/provide/provide-page.tsx')).ProvidePage,
}))
const RequestPage = lazy(async () => ({
  default: (await import('../features/request/request-page.tsx')).RequestPage,
}))
const JobsPage = lazy(async () => ({
  default: (await import('../features/request/jobs-page.tsx')).JobsPage,
}))
const JobPage = lazy(async () => ({
  default: (await import('../features/request/job-page.tsx')).JobPage,
}))
const MarketPage = lazy(async () => ({
  default: (await import('../features/market/market-page.tsx')).MarketPage,
}))
const WalletRoute = lazy(async () => ({
  default: (await import('./wallet-route.tsx')).WalletRoute,
}))

const LedgerPage = lazy(async () => ({
  default: (await import('../features/ledger/ledger-page.tsx')).LedgerPage,
}))

/** Which page stands at which address. All but the first need the tab's peer. */
export function PageRoutes() {
  return (
    <Suspense fallback={<Waiting />}>
      <Switch>
        <Route path="/">
          <HomePage />
        </Route>
        <Route path="/provide">
          <WithPeer otherwise={<Waiting />}>
            <ProvidePage />
          </WithPeer>
        </Route>
        <Route path="/request">
          <WithPeer otherwise={<Waiting />}>
            <RequestPage />
          </WithPeer>
        </Route>
        <Route path="/jobs">
          <WithPeer otherwise={<Waiting />}>
            <JobsPage />
          </WithPeer>
        </Route>
        <Route path="/jobs/:jobId">
          {({ jobId }) => (
            <WithPeer otherwise={<Waiting />}>
              <JobPage jobId={jobId} />
            </WithPeer>
          )}
        </Route>
        <Route path="/market">
          <WithPeer otherwise={<Waiting />}>
            <MarketPage />
          </WithPeer>
        </Route>
        <Route path="/wallet">
          <WithPeer otherwise={<Waiting />}>
            <WalletRoute />
          </WithPeer>
        </Route>
        <Route path="/wallet/ledger">
          <WithPeer otherwise={<Waiting />}>
            <LedgerPage />
          </WithPeer>
        </Route>
        <Route>
          <NotFoundPage />
        </Route>
      </Switch>
    </Suspense>
  )
}
