import clsx from 'clsx'
import type { ComponentProps, ReactNode } from 'react'

/** A raised area about one thing. With a title it is a landmark of that name. */
export function Card({
  title,
  actions,
  className,
  children,
  ...rest
}: {
  readonly title?: string
  readonly actions?: ReactNode
  readonly children: ReactNode
} & Omit<ComponentProps<'section'>, 'title'>) {
  return (
    <section
      {...rest}
      aria-label={title}
      className={clsx(
        'rounded-2xl border border-line bg-surface p-5 shadow-card sm:p-6',
        className,
      )}
    >
      {(title || actions) && (
        <header className="mb-4 flex min-h-8 items-center justify-between gap-3">
          <h2 className="text-lg font-semibold">{title}</h2>
          {actions}
        </header>
      )}
      {children}
    </section>
  )
}
