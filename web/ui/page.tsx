import clsx from 'clsx'
import { type ReactNode, useEffect } from 'react'

/** A route's frame: its heading, a line below, and its name in the window's title. */
export function Page({
  title,
  lead,
  actions,
  narrow = false,
  children,
}: {
  readonly title: string
  readonly lead?: ReactNode
  readonly actions?: ReactNode
  readonly narrow?: boolean
  readonly children: ReactNode
}) {
  useEffect(() => {
    document.title = `${title} · Loam`
  }, [title])
  return (
    <div className={clsx('mx-auto w-full animate-rise', narrow && 'max-w-2xl')}>
      <header className="mb-6 flex flex-wrap items-end justify-between gap-x-6 gap-y-3 sm:mb-8">
        <div className="max-w-2xl">
          <h1 className="text-3xl font-bold sm:text-4xl">{title}</h1>
          {lead && <p className="mt-2 text-quiet sm:text-lg">{lead}</p>}
        </div>
        {actions}
      </header>
      <div className="flex flex-col gap-5 sm:gap-6">{children}</div>
    </div>
  )
}
