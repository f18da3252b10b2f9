import type { MachineView } from '#peer/provider-view.ts'
import { Card } from '#web/ui/card.tsx'
import { machineInWords } from './machine-words.ts'

/** What demands are held against: measured here, or told by the browser. */
export function MachineCard({ machine }: { readonly machine: MachineView }) {
  const rows = machineInWords(machine)
  const half = Math.ceil(rows.length / 2)
  return (
    <Card title="What this machine can do">
      <div className="grid gap-x-10 gap-y-3 sm:grid-cols-2">
        {[rows.slice(0, half), rows.slice(half)].map((column) => (
          <dl key={column[0]?.[0]} className="flex flex-col gap-y-3">
            {column.map(([name, words]) => (
              <div key={name} className="flex flex-wrap justify-between gap-x-4">
                <dt className="text-quiet">{name}</dt>
                <dd className="ml-auto text-right font-medium tabular-nums">{words}</dd>
              </div>
            ))}
          </dl>
        ))}
      </div>
      <p className="mt-5 text-sm text-quiet">
        Jobs that need more are passed over. Speeds are measured within seconds after Start, your
        network by what is fetched.
      </p>
    </Card>
  )
}
