import clsx from 'clsx'
import type { Explanation } from '#protocol/explanation.ts'

/** Why something is as it is, and on a line of its own what would change it. */
export function Why({
  of: { reason, advice },
  className,
}: {
  readonly of: Explanation
  readonly className?: string
}) {
  return (
    <p className={clsx('wrap-anywhere', className)}>
      {reason} <strong className="block font-medium text-ink">{advice}</strong>
    </p>
  )
}
