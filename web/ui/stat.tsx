import type { ReactNode } from 'react'

/** One number that matters, with its name below. */
export function Stat({
  label,
  note,
  testId,
  children,
}: {
  readonly label: string
  readonly note?: ReactNode
  readonly testId?: string
  readonly children: ReactNode
}) {
  return (
    <div className="flex min-w-0 flex-col">
      <dt className="order-2 text-sm text-quiet">{label}</dt>
      <dd
        data-testid={testId}
        className="order-1 font-display text-xl font-semibold tracking-tight tabular-nums sm:text-3xl"
      >
        {children}
      </dd>
      {note && <dd className="order-3 text-sm text-quiet">{note}</dd>}
    </div>
  )
}
