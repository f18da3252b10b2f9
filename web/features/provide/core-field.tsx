import clsx from 'clsx'

const SHOWN_AT_MOST = 64

/** Every core of the machine as a plot: lent, at work, or its owner's. */
export function CoreField({
  total,
  granted,
  running,
  isOn,
}: {
  readonly total: number
  readonly granted: number
  readonly running: number
  readonly isOn: boolean
}) {
  const plots = Array.from({ length: Math.min(total, SHOWN_AT_MOST) }, (_, core) =>
    core < Math.min(running, granted) ? 'busy' : core < granted ? 'lent' : 'kept',
  )
  return (
    <div
      role="img"
      aria-label={`${running} of ${granted} lent cores are at work, of ${total} in all`}
      className="grid min-h-14 grow lg:min-h-64 auto-rows-[minmax(2.75rem,1fr)] grid-cols-[repeat(auto-fit,minmax(3.5rem,1fr))] gap-2"
    >
      {plots.map((plot, core) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: a core is nothing but its number
          key={core}
          className={clsx(
            'rounded-xl border transition-colors duration-500',
            plot === 'busy' && 'animate-breathe border-accent bg-accent',
            plot === 'lent' && (isOn ? 'border-accent/70 bg-accent/25' : 'border-accent/40'),
            plot === 'kept' && 'border-soil-ink/10 bg-soil-ink/5',
          )}
        />
      ))}
    </div>
  )
}
