import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

/** Nothing here yet: why, and what would change that. */
export function EmptyState({
  icon: Icon,
  title,
  action,
  children,
}: {
  readonly icon: LucideIcon
  readonly title: string
  readonly action?: ReactNode
  readonly children?: ReactNode
}) {
  return (
    <div className="flex flex-col items-center gap-3 px-4 py-10 text-center">
      <span className="grid size-14 place-items-center rounded-2xl bg-sunken text-quiet">
        <Icon aria-hidden className="size-6" />
      </span>
      <h3 className="text-lg font-semibold">{title}</h3>
      {children && <div className="max-w-md text-quiet">{children}</div>}
      {action && <div className="mt-2">{action}</div>}
    </div>
  )
}
