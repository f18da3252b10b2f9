import { RotateCcw, Send } from 'lucide-react'
import { useState } from 'react'
import { Link, useLocation } from 'wouter'
import type { JobTerms, JobView } from '#peer/peer.ts'
import { sayFailure } from '#web/explain-failure.ts'
import { usePeer } from '#web/peer-context.tsx'
import { testIds } from '#web/test-ids.ts'
import { Amount } from '#web/ui/amount.tsx'
import { Button } from '#web/ui/button.tsx'
import { Card } from '#web/ui/card.tsx'
import { useRate } from '../ledger/rate-choice.ts'
import { expectCheck } from './checks.ts'
import { sayDuration } from './eta.ts'
import { quoteJob } from './quote.ts'
import type { Ready } from './use-request.ts'

/** What a job that ended early left undone, and a way to have it computed, on the same terms. */
export function RestCard({
  job,
  next,
}: {
  readonly job: JobView
  readonly next: JobView | undefined
}) {
  const rest = useRest(job)
  const rate = useRate()
  const { money } = job
  if (next !== undefined)
    return (
      <Card title="What is missing">
        <p className="text-quiet">
          It is computed by{' '}
          <Link href={`/jobs/${next.jobId}`} className="font-semibold underline">
            a job of its own
          </Link>
          , together with what was verified here.
        </p>
      </Card>
    )
  const quote = rest.ready && money && quoteRest(rest.ready, money.ceilingPerGigaGas)
  return (
    <Card title="What is missing">
      <p className="text-quiet">
        {job.subtasks - job.verified} of {job.subtasks} tiles. They can be computed as a job of
        their own; the {job.verified} that are verified stay and are not computed again.
        {money && ' This job’s deposit is settled, so that one needs a deposit of its own.'}
      </p>
      {rest.ready && (
        <p className="mt-3">
          {sayDuration(rest.ready.estimatedCoreSeconds * executionsOf(rest.ready))} on one core like
          yours
          {quote && (
            <>
              , expected to cost <Amount wei={quote.expected} />. <Amount wei={quote.budget} /> are
              locked; it can never cost more, and what is not used comes back
            </>
          )}
          .
        </p>
      )}
      {rest.refusal !== undefined && (
        <p role="alert" className="mt-3 text-bad">
          {rest.refusal}
        </p>
      )}
      {rest.ready === undefined ? (
        <Button
          className="mt-4"
          icon={RotateCcw}
          pending={rest.pending}
          data-testid={testIds.jobRest}
          onClick={rest.prepare}
        >
          {rest.pending ? 'Trying a few tiles here…' : 'Run what is missing'}
        </Button>
      ) : (
        <Button
          className="mt-4"
          variant="primary"
          icon={Send}
          pending={rest.pending}
          data-testid={testIds.jobRestPost}
          onClick={() =>
            rest.post(
              quote && money
                ? {
                    kind: 'paid',
                    budget: quote.budget,
                    ceilingPerGigaGas: money.ceilingPerGigaGas,
                    rate,
                  }
                : { kind: 'free' },
            )
          }
        >
          {quote ? 'Lock the budget and run it' : 'Run it for free'}
        </Button>
      )}
    </Card>
  )
}

/** The rest is computed under its job's policy; what is expected of the usual one is said of it. */
const executionsOf = ({ verify, subtasks }: Ready): number =>
  expectCheck(verify, 'quorum2', subtasks).executions

const quoteRest = (ready: Ready, pricePerGigaGas: bigint) =>
  quoteJob(ready.estimatedGas, executionsOf(ready), pricePerGigaGas)

/** Tries the rest of a job here, then posts it; whatever is refused comes back in words. */
function useRest({ jobId }: JobView) {
  const peer = usePeer()
  const [, navigate] = useLocation()
  const [ready, setReady] = useState<Ready>()
  const [refusal, setRefusal] = useState<string>()
  const [pending, setPending] = useState(false)
  const run = (work: () => Promise<void>) => {
    setPending(true)
    setRefusal(undefined)
    work()
      .catch((error: unknown) => setRefusal(sayFailure(error)))
      .finally(() => setPending(false))
  }
  return {
    ready,
    refusal,
    pending,
    prepare: () =>
      run(async () => {
        const prepared = await peer.prepareRest(jobId)
        if (prepared.kind === 'ready') setReady(prepared)
        else setRefusal(`${prepared.message} ${prepared.advice}`)
      }),
    post: (terms: JobTerms) =>
      run(async () => {
        if (ready === undefined) return
        const posted = await peer.post(ready.draftId, terms)
        if (posted.kind === 'posted') navigate(`/jobs/${posted.jobId}`)
        else setRefusal(`${posted.message} ${posted.advice}`)
      }),
  }
}
