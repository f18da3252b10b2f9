import clsx from 'clsx'

/** How much of something is done. Without a `value` it only says that something happens. */
export function Progress({
  label,
  value,
  max = 1,
  testId,
}: {
  readonly label: string
  readonly value?: number
  readonly max?: number
  readonly testId?: string
}) {
  const share = value === undefined || max <= 0 ? undefined : Math.min(1, Math.max(0, value / max))
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={max}
      aria-valuenow={value}
      data-testid={testId}
      className="h-2.5 overflow-hidden rounded-full bg-sunken"
    >
      <div
        className={clsx(
          'h-full rounded-full bg-accent transition-[width] duration-300',
          share === undefined && 'w-1/3 animate-breathe',
        )}
        style={share === undefined ? undefined : { width: `${share * 100}%` }}
      />
    </div>
  )
}
