import { type ReactNode, useEffect, useRef } from 'react'
import { Link, useLocation } from 'wouter'
import { DeadlineNotice } from '../features/collect/deadline-notice.tsx'
import { WalletButton } from '../features/wallet/wallet-button.tsx'
import { WithPeer } from '../startup.tsx'
import { Wordmark } from '../ui/wordmark.tsx'
import { BottomNavigation, TopNavigation } from './navigation.tsx'
import { NetworkPill } from './network-pill.tsx'
import { ThemeToggle } from './theme-toggle.tsx'

/** What stays on every page: header, navigation, footer. */
export function Shell({ children }: { children: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col pb-16 md:pb-0">
      <a
        href="#main"
        className="sr-only z-20 rounded-lg bg-accent px-4 py-2 font-semibold text-on-accent focus:not-sr-only focus:fixed focus:top-3 focus:left-3"
      >
        Skip to the page
      </a>
      <header className="sticky top-0 z-10 border-b border-line bg-paper/90 backdrop-blur-md">
        <div className="mx-auto flex h-16 max-w-6xl items-center gap-3 px-4 sm:px-6">
          <Link href="/" aria-label="Loam, home" className="mr-2 inline-flex rounded-lg">
            <Wordmark />
          </Link>
          <TopNavigation />
          <div className="ml-auto flex items-center gap-2">
            <NetworkPill />
            <ThemeToggle />
            <span className="hidden sm:contents">
              <WalletButton />
            </span>
          </div>
        </div>
      </header>
      <Main>
        <WithPeer otherwise={null}>
          <DeadlineNotice />
        </WithPeer>
        {children}
      </Main>
      <footer className="mx-auto w-full max-w-6xl px-4 pt-10 pb-8 text-sm text-quiet sm:px-6">
        <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 border-t border-line pt-6">
          <p>
            Loam: computing grown in browser tabs. Free software, MIT licence;{' '}
            <a href="/licences.txt" className="underline">
              what it is built with
            </a>
            .
          </p>
          <p>Strangers’ programs run in a sandbox that reaches nothing of yours.</p>
        </div>
      </footer>
      <BottomNavigation />
    </div>
  )
}

/** Takes the focus on every move, so that the new page is read out and tabbed from its top. */
function Main({ children }: { children: ReactNode }) {
  const [path] = useLocation()
  const main = useRef<HTMLElement>(null)
  const shown = useRef(path)
  useEffect(() => {
    if (shown.current === path) return
    shown.current = path
    window.scrollTo(0, 0)
    main.current?.focus({ preventScroll: true })
  }, [path])
  return (
    <main
      ref={main}
      id="main"
      tabIndex={-1}
      className="mx-auto w-full max-w-6xl grow px-4 pt-8 outline-none sm:px-6 sm:pt-12"
    >
      {children}
    </main>
  )
}
