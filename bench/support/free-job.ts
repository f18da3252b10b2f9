import type { JobView, Peer } from '#peer/peer.ts'
import type { JobId } from '#protocol/ids.ts'
import { FIRST_POLICY } from '#protocol/trust/policy.ts'

/** Prepares a free job and puts it on the market. */
export async function postFreeJob(
  requestor: Peer,
  appId: string,
  params: unknown,
  files: Readonly<Record<string, Uint8Array>> = {},
): Promise<JobId> {
  const draft = await requestor.prepare(appId, params, files)
  if (draft.kind === 'invalid') throw new Error(`${draft.message} ${draft.advice}`)
  const posted = await requestor.post(draft.draftId, {
    kind: 'free',
    policy: FIRST_POLICY,
  })
  if (posted.kind === 'refused') throw new Error(posted.message)
  return posted.jobId
}

/** Looks at a job again and again until it is as wished. */
export async function watchJob(
  requestor: Peer,
  jobId: JobId,
  options: {
    readonly until: (job: JobView) => boolean
    readonly everyMs: number
    readonly timeoutMs: number
  },
): Promise<JobView> {
  const deadline = performance.now() + options.timeoutMs
  for (;;) {
    const job = (await requestor.view()).jobs.find((each) => each.jobId === jobId)
    if (job !== undefined && options.until(job)) return job
    if (performance.now() > deadline)
      throw new Error(
        `Not in time: ${job?.phase}, ${job?.executions} executions. ${job?.explanation?.reason ?? ''}`,
      )
    await new Promise((resolve) => setTimeout(resolve, options.everyMs))
  }
}

/** Ends a job, whether or not it is done, and forgets it. */
export async function endJob(requestor: Peer, jobId: JobId): Promise<void> {
  await requestor.cancel(jobId)
  await requestor.forget(jobId)
}
