import type { MissingCapability } from '../capabilities.ts'
import { Card } from '../ui/card.tsx'
import { Wordmark } from '../ui/wordmark.tsx'

/** Shown in place of everything when this browser or address lacks what Loam needs. */
export function MissingPage({ missing }: { readonly missing: readonly MissingCapability[] }) {
  return (
    <main className="mx-auto flex min-h-dvh max-w-2xl flex-col justify-center gap-6 px-4 py-12">
      <Wordmark />
      <h1 className="text-3xl font-bold sm:text-4xl">Loam cannot run here yet.</h1>
      <p className="text-lg text-quiet">
        {missing.length === 1 ? 'One thing is missing.' : `${missing.length} things are missing.`}{' '}
        Nothing has been started.
      </p>
      {missing.map(({ name, why, fix }) => (
        <Card key={name} title={name}>
          <p className="text-quiet">{why}</p>
          <p className="mt-3 rounded-xl bg-good-soft px-4 py-3 text-good">{fix}</p>
        </Card>
      ))}
    </main>
  )
}
