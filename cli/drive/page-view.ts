import type { Page } from 'playwright-core'
import { z } from 'zod'
import { explanationSchema } from '#protocol/explanation.ts'

const seconds = z.number().optional()
/** An amount as the page shows it: decimal digits. */
const wei = z.string().transform(BigInt)

const jobSchema = z.object({
  jobId: z.string(),
  appId: z.string(),
  createdAt: z.number(),
  phase: z.enum([
    'funding',
    'seeking',
    'running',
    'paused',
    'settling',
    'done',
    'cancelled',
    'failed',
  ]),
  explanation: explanationSchema.optional(),
  subtasks: z.int(),
  verified: z.int(),
  executions: z.int(),
  turnedAway: z.array(explanationSchema.extend({ peer: z.string() })),
  leased: z.int(),
  providers: z.array(
    z.object({
      peer: z.string(),
      payee: z.string().optional(),
      state: z.enum(['connecting', 'working', 'idle', 'suspect', 'gone', 'banned']),
      path: z.enum(['direct', 'relayed']).optional(),
      answered: z.int(),
      verified: z.int(),
      rejected: z.int(),
      leased: z.int(),
      earned: wei,
      subtaskMs: z.number().optional(),
    }),
  ),
  money: z.object({ ceilingPerGigaGas: wei, vouchered: wei }).optional(),
  seconds: z.object({ join: seconds, firstResult: seconds, total: seconds }),
})

const viewSchema = z.object({
  self: z.string(),
  mesh: z.object({ relay: z.string(), direct: z.int(), relayed: z.int() }),
  provider: z.object({
    status: z.string(),
    explanation: explanationSchema.optional(),
    payee: z.string().optional(),
    computed: z.int(),
    verifiedTotal: z.int(),
    earnedTotal: wei,
  }),
  jobs: z.array(jobSchema),
})

/** A job as the page that asked for it sees it. */
export type JobSeen = z.output<typeof jobSchema>
/** What a page shows, as plain data. */
export type PageView = z.output<typeof viewSchema>

/** Reads what the page shows, or undefined while its peer is still starting. */
export async function readView(page: Page): Promise<PageView | undefined> {
  const view = await page.evaluate('window.loam?.view()')
  return view === undefined ? undefined : viewSchema.parse(view)
}

/** The newest job of a page, if it has one. */
export async function readNewestJob(page: Page): Promise<JobSeen | undefined> {
  const jobs = (await readView(page))?.jobs ?? []
  return jobs.toSorted((a, b) => b.createdAt - a.createdAt)[0]
}
