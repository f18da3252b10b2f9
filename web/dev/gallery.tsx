import { useEffect, useMemo, useState } from 'react'
import { Link, Router, useSearchParams } from 'wouter'
import { memoryLocation } from 'wouter/memory-location'
import { asAddress } from '#protocol/ids.ts'
import { WEI_PER_GLM } from '#protocol/payment/amount.ts'
import type { ReadyChain } from '#protocol/payment/chains.ts'
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
    void createPeerStore(fakePeer(fake.view, fake.ledger)).then((store) =>
      setStartup({
        kind: 'ready',
        store,
        config: { ...FAKE_CONFIG, chain: fake.ledger === undefined ? null : FAKE_CHAIN },
      }),
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

const address = (pair: string) => asAddress(`0x${pair.repeat(20)}`)
const FAKE_CHAIN: ReadyChain = {
  ...{ chainId: 31_337, name: 'Local chain', rpcUrl: 'http://localhost:1', confirmations: 1 },
  ...{
    blockMs: 0,
    glmPerCoin: WEI_PER_GLM,
    glm: address('5f'),
    hasPermit: true,
    escrow: address('e5'),
  },
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
