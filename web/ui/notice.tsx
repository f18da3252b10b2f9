import clsx from 'clsx'
import { CircleAlert, Info, type LucideIcon, TriangleAlert } from 'lucide-react'
import type { ComponentProps, ReactNode } from 'react'
import type { Tone } from './pill.tsx'

const LOOKS: Readonly<Record<Tone, { box: string; icon: LucideIcon }>> = {
  neutral: { box: 'bg-sunken text-ink', icon: Info },
  good: { box: 'bg-good-soft text-good', icon: Info },
  warn: { box: 'bg-warn-soft text-warn', icon: TriangleAlert },
  bad: { box: 'bg-bad-soft text-bad', icon: CircleAlert },
}

/** Something a person should know here and now. Bad news is read out at once. */
export function Notice({
  tone = 'neutral',
  title,
  className,
  children,
  ...rest
}: {
  readonly tone?: Tone
  readonly title?: string
  readonly children?: ReactNode
} & Omit<ComponentProps<'div'>, 'title'>) {
  const { box, icon: Icon } = LOOKS[tone]
  return (
    <div
      {...rest}
      role={tone === 'bad' ? 'alert' : 'status'}
      className={clsx('flex gap-3 rounded-xl px-4 py-3', box, className)}
    >
      <Icon aria-hidden className="mt-0.5 size-5 shrink-0" />
      <div className="min-w-0">
        {title && <p className="font-semibold">{title}</p>}
        {children && <div className="text-sm text-ink/85">{children}</div>}
      </div>
    </div>
  )
}
