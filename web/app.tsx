import { lazy } from 'react'
import { Route, Switch } from 'wouter'
import { Shell } from './layout/shell.tsx'
import { PageRoutes } from './routes/page-routes.tsx'
import { StartPeer } from './startup.tsx'

const Gallery = import.meta.env.DEV
  ? lazy(async () => ({ default: (await import('./dev/gallery.tsx')).Gallery }))
  : undefined

/** The page: its frame at once, its peer as soon as it has joined. */
export function App() {
  return (
    <Switch>
      {Gallery && (
        <Route path="/gallery">
          <Gallery />
        </Route>
      )}
      <Route>
        <StartPeer>
          <Shell>
            <PageRoutes />
          </Shell>
        </StartPeer>
      </Route>
    </Switch>
  )
}
