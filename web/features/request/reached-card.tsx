import type { JobChecksView, JobView } from '#peer/peer.ts'
import { testIds } from '#web/test-ids.ts'
import { Amount } from '#web/ui/amount.tsx'
import { Card } from '#web/ui/card.tsx'
import { Stat } from '#web/ui/stat.tsx'
import { priceOfOnce, resultsOf, sayChecked, sayExpected, sayReached } from './reached-words.ts'

/** What a job's checks came to: how much was computed twice, what that found, and what is left open. */
export function ReachedCard({ job }: { readonly job: JobView }) {
  const { checks } = job
  const results = resultsOf(job)
  return (
    <Card title="How sure the result is" data-testid={testIds.jobReached}>
      {checks === undefined ? (
        <p className="max-w-prose text-quiet">
          This job began with an older Loam, which did not count its checks. Its evidence shows who
          computed what.
        </p>
      ) : results === 0 ? (
        <p className="max-w-prose text-quiet">
          No tile was verified, so there is nothing to be sure of.
        </p>
      ) : (
        <>
          <Figures job={job} checks={checks} results={results} />
          <Reached checks={checks} results={results} expected={job.subtasks - job.inherited} />
        </>
      )}
    </Card>
  )
}

function Reached({
  checks,
  results,
  expected,
}: {
  readonly checks: JobChecksView
  readonly results: number
  /** How many results there were to be. */
  readonly expected: number
}) {
  const { says, bounds } = sayReached(checks, results)
  const before = sayExpected(checks, expected)
  return (
    <div className="mt-5 max-w-prose text-quiet">
      <p>{says}</p>
      {bounds.length > 0 && (
        <ul className="mt-2 list-disc pl-5">
          {bounds.map((bound) => (
            <li key={bound}>{bound}</li>
          ))}
        </ul>
      )}
      {before && <p className="mt-2">{before}</p>}
    </div>
  )
}

function Figures({
  job,
  checks,
  results,
}: {
  readonly job: JobView
  readonly checks: JobChecksView
  readonly results: number
}) {
  const { checked, differed, caught, recomputed } = checks
  const count = (value: number) => value.toLocaleString('en')
  return (
    <dl className="grid grid-cols-[repeat(auto-fit,minmax(8rem,1fr))] gap-x-4 gap-y-5">
      <Stat label="times each was computed">{(job.executions / results).toFixed(2)}</Stat>
      <Stat label={`of ${count(results)} ${sayChecked(checks)}`}>
        {count(Math.min(checked, results))}
      </Stat>
      <Stat label={differed === 1 ? 'check did not agree' : 'checks did not agree'}>
        {count(differed)}
      </Stat>
      <Stat label={caught === 1 ? 'provider caught' : 'providers caught'}>
        <span className={caught > 0 ? 'text-bad' : undefined}>{count(caught)}</span>
      </Stat>
      <Stat label="computed again for it">{count(recomputed)}</Stat>
      {job.money && (
        <Stat
          label="paid"
          note={
            <>
              computed once: about <Amount wei={priceOfOnce(job.money.paid, checks, results)} />
            </>
          }
        >
          <Amount wei={job.money.paid} />
        </Stat>
      )}
    </dl>
  )
}
