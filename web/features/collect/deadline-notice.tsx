import { Link, useLocation } from 'wouter'
import { useView } from '#web/peer-context.tsx'
import { Amount } from '#web/ui/amount.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { sayMoment } from '#web/ui/say-moment.ts'
import { useNow } from '#web/ui/use-now.ts'
import { duesByHand } from './due.ts'

const EVERY_MS = 10_000
/** Pages that show the money itself. */
const COLLECTING_PAGES: ReadonlySet<string> = new Set(['/provide', '/wallet'])

/** On every other page: money that somebody has to collect soon. */
export function DeadlineNotice() {
  const { provider } = useView()
  const [path] = useLocation()
  const now = useNow(EVERY_MS)
  const alarms = duesByHand(provider.tills, now).flatMap(({ alarm }) => alarm ?? [])
  const [first] = alarms.sort((a, b) => a.until - b.until)
  if (first === undefined || COLLECTING_PAGES.has(path)) return null
  return (
    <Notice
      tone="warn"
      title={`Money to be collected by ${sayMoment(first.until)}`}
      className="mb-6"
    >
      <Amount wei={first.wei} /> that you earned may be gone after that.{' '}
      <Link href="/wallet" className="font-semibold underline">
        Collect it
      </Link>
    </Notice>
  )
}
