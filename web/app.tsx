import { lazy, Suspense } from 'react'
import { Route, Switch } from 'wouter'
import { Shell } from './layout/shell.tsx'
import { HomePage } from './routes/home-page.tsx'
import { NotFoundPage } from './routes/not-found-page.tsx'
import { Waiting } from './routes/waiting.tsx'
import { StartPeer, WithPeer } from './startup.tsx'

const ProvidePage = lazy(async () => ({
  default: (await import('./features/provide/provide-page.tsx')).ProvidePage,
}))
const GalleryPage = import.meta.env.DEV
  ? lazy(async () => ({ default: (await import('./dev/gallery-page.tsx')).GalleryPage }))
  : undefined

/** The page: its frame at once, its peer as soon as it has joined. */
export function App() {
  return (
    <StartPeer>
      <Shell>
        <Suspense fallback={<Waiting />}>
          <Switch>
            <Route path="/">
              <HomePage />
            </Route>
            {GalleryPage && (
              <Route path="/gallery">
                <GalleryPage />
              </Route>
            )}
            <Route path="/provide">
              <WithPeer otherwise={<Waiting />}>
                <ProvidePage />
              </WithPeer>
            </Route>
            <Route>
              <NotFoundPage />
            </Route>
          </Switch>
        </Suspense>
      </Shell>
    </StartPeer>
  )
}
