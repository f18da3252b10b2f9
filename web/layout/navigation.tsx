import clsx from 'clsx'
import { Cpu, Film, ListVideo, type LucideIcon, Scale, Wallet } from 'lucide-react'
import { Link, useRoute } from 'wouter'

interface Destination {
  readonly href: string
  readonly pattern: string
  readonly label: string
  readonly short: string
  readonly icon: LucideIcon
}

const DESTINATIONS: readonly Destination[] = [
  { href: '/provide', pattern: '/provide', label: 'Give computing', short: 'Give', icon: Cpu },
  { href: '/request', pattern: '/request', label: 'Ask for a render', short: 'Ask', icon: Film },
  { href: '/jobs', pattern: '/jobs/*?', label: 'Jobs', short: 'Jobs', icon: ListVideo },
  { href: '/market', pattern: '/market', label: 'Market', short: 'Market', icon: Scale },
  { href: '/wallet', pattern: '/wallet/*?', label: 'Wallet', short: 'Wallet', icon: Wallet },
]

/** The way around, in the header where there is room. */
export function TopNavigation() {
  return (
    <nav aria-label="Main" className="hidden items-center gap-1 md:flex">
      {DESTINATIONS.map((destination) => (
        <TopLink key={destination.href} {...destination} />
      ))}
    </nav>
  )
}

function TopLink({ href, pattern, label }: Destination) {
  const [here] = useRoute(pattern)
  return (
    <Link
      href={href}
      aria-current={here ? 'page' : undefined}
      className={clsx(
        'rounded-lg px-3 py-2 text-sm font-semibold whitespace-nowrap transition-colors',
        here ? 'bg-sunken text-ink' : 'text-quiet hover:text-ink',
      )}
    >
      {label}
    </Link>
  )
}

/** The same within a thumb's reach, on a phone. */
export function BottomNavigation() {
  return (
    <nav
      aria-label="Main"
      className="fixed inset-x-0 bottom-0 z-10 grid grid-cols-5 border-t border-line bg-surface/95 pb-[env(safe-area-inset-bottom)] backdrop-blur-md md:hidden"
    >
      {DESTINATIONS.map((destination) => (
        <BottomLink key={destination.href} {...destination} />
      ))}
    </nav>
  )
}

function BottomLink({ href, pattern, label, short, icon: Icon }: Destination) {
  const [here] = useRoute(pattern)
  return (
    <Link
      href={href}
      aria-label={label}
      aria-current={here ? 'page' : undefined}
      className={clsx(
        'flex h-16 flex-col items-center justify-center gap-1 text-xs font-semibold',
        here ? 'text-ink' : 'text-quiet',
      )}
    >
      <span className={clsx('rounded-full px-3 py-0.5', here && 'bg-accent text-on-accent')}>
        <Icon aria-hidden className="size-5" />
      </span>
      {short}
    </Link>
  )
}
