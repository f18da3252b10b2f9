import { setTimeout as sleep } from 'node:timers/promises'
import type { JobView, Peer } from '#peer/peer.ts'
import type { JobId } from '#protocol/ids.ts'
import { MAX_PROVIDERS } from '#protocol/market/pool.ts'
import type { Policy } from '#protocol/trust/policy.ts'
import { authoredToyApp } from '#test/support/toy-app.ts'
import type { PaidNetwork, PaidProvider } from './paid-network.ts'

const LOOK_EVERY_MS = 200
const TIMEOUT_MS = 600_000
/** Small, so that fifty providers take it at once. */
const SHARED_BYTES = 1_000
const CEILING_PER_GIGA_GAS = 10n ** 18n
const GAS_PER_SUBTASK = 1_000_128n
const GIGA_GAS = 10n ** 9n

/**
 * Posts a job and has every provider of the network work for it: whoever has done its part, when there
 * are others who found no place yet, goes home for them, as visitors of a page do. Parts are small
 * enough that the last find something left, though who goes home ends what it has begun.
 *
 * @param options.budgetPercent of what computing every subtask once costs.
 * @param options.until what of the job is waited for.
 * @returns the job as it stands then.
 * @throws when it takes ten minutes, or fails.
 */
export async function runPaidJob(
  network: PaidNetwork,
  options: {
    readonly subtasks: number
    readonly policy: Policy
    readonly budgetPercent: bigint
    readonly until: JobView['phase']
    readonly say?: (text: string) => void
  },
): Promise<JobView> {
  const { providers, requestor } = network
  const { subtasks, until, say = () => {} } = options
  const jobId = await post(requestor.peer, options)
  const part = Math.ceil(subtasks / (providers.length + 2 * MAX_PROVIDERS))
  const leaving = new Set<PaidProvider>()
  const endsAt = performance.now() + TIMEOUT_MS
  let told = 0
  for (;;) {
    const job = await jobOf(requestor.peer, jobId)
    if (job.phase === until) return job
    if (job.phase === 'failed' || performance.now() > endsAt)
      throw new Error(`${job.phase}: ${job.explanation?.reason ?? `${job.verified} verified`}`)
    if (job.verified >= told + subtasks / 10) {
      told = job.verified
      say(`${told} of ${subtasks} subtasks verified, ${leaving.size} providers have left`)
    }
    const done = new Map(job.providers.map(({ peer, verified }) => [peer, verified]))
    const waiting = providers.filter(({ self }) => !done.has(self)).length
    const home = providers
      .filter((one) => !leaving.has(one) && (done.get(one.self) ?? 0) >= part)
      .slice(0, waiting)
    for (const provider of home) {
      leaving.add(provider)
      void provider.peer.stopProviding('finish')
    }
    await sleep(LOOK_EVERY_MS)
  }
}

/** A job as its requestor sees it now. */
export async function jobOf(requestor: Peer, jobId: JobId): Promise<JobView> {
  const job = (await requestor.view()).jobs.find((one) => one.jobId === jobId)
  if (job === undefined) throw new Error(`There is no job ${jobId}`)
  return job
}

async function post(
  requestor: Peer,
  {
    subtasks,
    policy,
    budgetPercent,
  }: { readonly subtasks: number; readonly policy: Policy; readonly budgetPercent: bigint },
): Promise<JobId> {
  const params = { subtasks, noiseBytes: SHARED_BYTES }
  const draft = await requestor.prepare(authoredToyApp.manifest.id, params, {})
  if (draft.kind !== 'ready') throw new Error(draft.message)
  const once = (GAS_PER_SUBTASK * BigInt(subtasks) * CEILING_PER_GIGA_GAS) / GIGA_GAS
  const posted = await requestor.post(draft.draftId, {
    ...{ kind: 'paid', policy, ceilingPerGigaGas: CEILING_PER_GIGA_GAS },
    budget: (once * budgetPercent) / 100n,
  })
  if (posted.kind !== 'posted') throw new Error(posted.message)
  return posted.jobId
}
