import { quoteWords } from '#protocol/explanation.ts'
import { MAX_JOBS, type PassedOverView } from '#protocol/market/passed-over.ts'
import { testIds } from '#web/test-ids.ts'
import { Card } from '#web/ui/card.tsx'
import { Pill } from '#web/ui/pill.tsx'

/** Work that was there and is not done here: why, and what its owner could change about it. */
export function PassedOverCard({ passedOver }: { readonly passedOver: readonly PassedOverView[] }) {
  if (passedOver.length === 0) return null
  return (
    <Card title="Passed over in the last ten minutes" data-testid={testIds.providePassedOver}>
      <ul className="flex flex-col divide-y divide-line">
        {passedOver.map((entry) => (
          <li
            key={entry.obstacle}
            className="flex flex-wrap items-start gap-x-4 gap-y-1.5 py-4 first:pt-0 last:pb-0"
          >
            <Pill className="mt-0.5 min-w-16 justify-center tabular-nums">
              {countJobs(entry.jobs)}
            </Pill>
            <div className="min-w-0 flex-1 basis-60 wrap-anywhere">
              <p className="font-medium">{entry.advice}</p>
              <p className="text-sm text-quiet">
                {quoteWords(entry.title)}: {entry.reason}.
              </p>
            </div>
          </li>
        ))}
      </ul>
    </Card>
  )
}

const countJobs = (jobs: number) =>
  jobs === 1 ? '1 job' : `${jobs}${jobs >= MAX_JOBS ? '+' : ''} jobs`
