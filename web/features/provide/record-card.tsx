import type { Reputation } from '#protocol/trust/reputation.ts'
import { testIds } from '#web/test-ids.ts'
import { Card } from '#web/ui/card.tsx'
import { Stat } from '#web/ui/stat.tsx'
import { sayEndings } from './reputation-words.ts'

const day = new Intl.DateTimeFormat('en', { dateStyle: 'medium' })

/** What this tab's key has to show requestors that never met it. */
export function RecordCard({ record }: { readonly record: Reputation }) {
  const { signed, right, wrong, requestors, since } = record
  const count = (value: number) => value.toLocaleString('en')
  return (
    <Card title="Your record" data-testid={testIds.provideRecord}>
      {signed > 0 && (
        <dl className="mb-4 grid grid-cols-[repeat(auto-fit,minmax(8.5rem,1fr))] gap-x-6 gap-y-5">
          <Stat label="Agreements">{count(signed)}</Stat>
          <Stat label="Pieces confirmed">{count(right)}</Stat>
          <Stat label="Pieces wrong">
            <span className={wrong > 0 ? 'text-bad' : undefined}>{count(wrong)}</span>
          </Stat>
          <Stat label="Requestors who said so">{count(requestors)}</Stat>
        </dl>
      )}
      <p className="max-w-prose text-sm text-quiet">
        {signed === 0
          ? 'Nothing yet. '
          : `Of your agreements, ${sayEndings(record)}${since === null ? '' : `; the oldest word is of ${day.format(since)}`}. `}
        Requestors sign what they made of your work, and this tab shows it to the next: your results
        are then checked less. Your agreements are numbered, so that none can be left out, and paid
        work counts more than free. Beside it they see your key, your wallet and, where you are
        connected directly, your network address.
      </p>
    </Card>
  )
}
