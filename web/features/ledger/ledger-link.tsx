import { BookOpenText } from 'lucide-react'
import { ButtonLink } from '#web/ui/button.tsx'

/** The way to a person's books, from wherever money of theirs is shown. */
export function LedgerLink() {
  return (
    <ButtonLink href="/wallet/ledger" size="small" icon={BookOpenText}>
      Your ledger
    </ButtonLink>
  )
}
