import { Compass } from 'lucide-react'
import { ButtonLink } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'

export function NotFoundPage() {
  return (
    <EmptyState
      icon={Compass}
      title="Nothing grows here"
      action={<ButtonLink href="/">To the start</ButtonLink>}
    >
      There is no page at this address.
    </EmptyState>
  )
}
