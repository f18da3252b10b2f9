import { useEffect, useMemo, useState } from 'react'
import { Link, Router, useSearchParams } from 'wouter'
import { memoryLocation } from 'wouter/memory-location'
import { Shell } from '../layout/shell.tsx'
import { createPeerStore } from '../peer-context.tsx'
import { MissingPage } from '../routes/missing-page.tsx'
import { PageRoutes } from '../routes/page-routes.tsx'
import { type Startup, StartupProvider } from '../startup.tsx'
import { fakePeer } from './fake-peer.ts'
import { FAKE_VIEWS } from './fake-views.ts'

const FAILED: Startup = { kind: 'failed', message: 'The server answered 502 for /loam.json.' }
const STARTS: Readonly<Record<string, Startup>> = {
  starting: { kind: 'starting' },
  failed: FAILED,
}

/** Every state of the page, chosen by `/gallery?show=…`. Development builds only. */
export function Gallery() {
  const [search] = useSearchParams()
  const show = search.get('show') ?? 'home'
  return (
    <>
      {show === 'missing' ? (
        <MissingPage missing={[{ name: 'A secure connection', why: 'Why.', fix: 'Fix.' }]} />
      ) : (
        <Shown key={show} show={show} />
      )}
      <nav aria-label="Gallery" className="flex flex-wrap gap-3 p-4 pb-24 text-sm">
        {[...Object.keys(FAKE_VIEWS), ...Object.keys(STARTS), 'missing'].map((name) => (
          <Link key={name} href={`/gallery?show=${encodeURIComponent(name)}`} className="underline">
            {name}
          </Link>
        ))}
      </nav>
    </>
  )
}

function Shown({ show }: { readonly show: string }) {
  const fake = FAKE_VIEWS[show]
  const [startup, setStartup] = useState<Startup>(STARTS[show] ?? { kind: 'starting' })
  const { hook } = useMemo(() => memoryLocation({ path: fake?.path ?? '/provide' }), [fake])
  useEffect(() => {
    if (fake === undefined) return
    void createPeerStore(fakePeer(fake.view)).then((store) =>
      setStartup({ kind: 'ready', store, config: FAKE_CONFIG }),
    )
  }, [fake])
  return (
    <Router hook={hook}>
      <StartupProvider value={startup}>
        <Shell>
          <PageRoutes />
        </Shell>
      </StartupProvider>
    </Router>
  )
}

const FAKE_CONFIG = {
  relays: [],
  iceServers: [],
  chain: null,
  disabledChain: null,
  sandboxOrigins: 'http://s{slot}.localhost',
  faucet: false,
  allowPrivateAddresses: true,
}
