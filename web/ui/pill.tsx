import clsx from 'clsx'
import type { LucideIcon } from 'lucide-react'
import type { ComponentProps, ReactNode } from 'react'

export type Tone = 'neutral' | 'good' | 'warn' | 'bad'

const TONES: Readonly<Record<Tone, string>> = {
  neutral: 'bg-sunken text-quiet',
  good: 'bg-good-soft text-good',
  warn: 'bg-warn-soft text-warn',
  bad: 'bg-bad-soft text-bad',
}

/** A state in one or two words. A dot that breathes says that it is going on now. */
export function Pill({
  tone = 'neutral',
  icon: Icon,
  dot,
  className,
  children,
  ...rest
}: {
  readonly tone?: Tone
  readonly icon?: LucideIcon
  readonly dot?: 'still' | 'breathing'
  readonly children: ReactNode
} & ComponentProps<'span'>) {
  return (
    <span
      {...rest}
      className={clsx(
        'inline-flex items-center gap-1.5 rounded-full px-2.5 py-0.5 text-sm font-medium whitespace-nowrap',
        TONES[tone],
        className,
      )}
    >
      {dot && (
        <span
          aria-hidden
          className={clsx(
            'size-2 rounded-full bg-current',
            dot === 'breathing' && 'animate-breathe',
          )}
        />
      )}
      {Icon && <Icon aria-hidden className="size-3.5 shrink-0" />}
      {children}
    </span>
  )
}
