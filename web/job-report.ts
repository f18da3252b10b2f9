import { z } from 'zod'
import type { JobView } from '#peer/peer.ts'

const seconds = z.number().nullable()

/**
 * A job as the page tells programs that drive it; a person reads the same on the screen.
 */
export const jobReportSchema = z.object({
  job: z.string(),
  app: z.string(),
  phase: z.enum(['funding', 'seeking', 'running', 'settling', 'done', 'cancelled', 'failed']),
  message: z.string().nullable(),
  subtasks: z.int(),
  verified: z.int(),
  executions: z.int(),
  providers: z.array(
    z.object({
      peer: z.string(),
      payee: z.string().nullable(),
      path: z.enum(['direct', 'relayed']).nullable(),
      verified: z.int(),
    }),
  ),
  seconds: z.object({ join: seconds, firstResult: seconds, total: seconds }),
})

export type JobReport = z.output<typeof jobReportSchema>

/** The text of the page's `job-report` element. */
export function toJobReport(view: JobView): string {
  const report: JobReport = {
    job: view.jobId,
    app: view.appId,
    phase: view.phase,
    message: view.message ?? null,
    subtasks: view.subtasks,
    verified: view.verified,
    executions: view.executions,
    providers: view.providers.map(({ peer, payee, path, verified }) => ({
      peer,
      payee: payee ?? null,
      path: path ?? null,
      verified,
    })),
    seconds: {
      join: view.seconds.join ?? null,
      firstResult: view.seconds.firstResult ?? null,
      total: view.seconds.total ?? null,
    },
  }
  return JSON.stringify(report)
}
