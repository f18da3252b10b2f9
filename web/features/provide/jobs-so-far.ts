import type { PastJobView, ProviderJobView } from '#peer/provider-view.ts'

/** A job that was agreed on, with what is known of it at this moment. */
export interface JobSoFar extends PastJobView {
  readonly isRunning: boolean
}

/**
 * The jobs of the past with what the agreements under way add to them: by themselves they count only
 * those that have ended.
 */
export const jobsSoFar = (
  past: readonly PastJobView[],
  running: readonly ProviderJobView[],
): readonly JobSoFar[] =>
  past.map((job) => {
    const now = running.find(({ jobId }) => jobId === job.jobId)
    if (now === undefined) return { ...job, isRunning: false }
    return {
      ...job,
      isRunning: true,
      earned: job.earned === undefined || job.earned > now.vouchered ? job.earned : now.vouchered,
      verified: job.verified + now.verified,
      rejected: job.rejected + now.rejected,
    }
  })
