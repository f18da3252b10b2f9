import type { JobMoneyView, JobProviderView, JobView } from '#peer/peer.ts'
import { type Address, isAddress } from '#protocol/ids.ts'
import type { ScheduleState } from '#protocol/schedule/state.ts'
import type { Crew } from './crew.ts'
import type { JobProgress, JobRecord } from './job-store.ts'

/** A running job in the page's words. */
export function viewJob(job: {
  readonly record: JobRecord
  readonly progress: JobProgress
  readonly schedule: ScheduleState
  readonly crew: Crew
  readonly money: JobMoneyView | undefined
  readonly earned: (payee: Address) => bigint
}): JobView {
  const { record, progress, schedule } = job
  const { join, firstResult, total } = progress.seconds
  let leased = 0
  for (const lease of schedule.leases.values()) if (!lease.answered) leased += lease.indexes.length
  return {
    jobId: record.jobId,
    appId: record.appId,
    title: record.title,
    params: JSON.parse(record.paramsJson),
    createdAt: record.createdAt,
    phase: progress.phase,
    message: progress.message ?? undefined,
    subtasks: record.subtasks,
    verified: schedule.verified.count,
    executions: schedule.executions,
    leased,
    providers: viewProviders(job),
    turnedAway: [...job.crew.turnedAway].map(([peer, reason]) => ({ peer, reason })),
    money: job.money,
    seconds: {
      join: join ?? undefined,
      firstResult: firstResult ?? undefined,
      total: total ?? undefined,
    },
  }
}

/** Who worked for a wallet, in a job that pays, is known by it. */
const payeeOf = (party: string | undefined, isPaid: boolean): Address | undefined =>
  isPaid && party !== undefined && isAddress(party) ? party : undefined

function viewProviders(job: Parameters<typeof viewJob>[0]): JobProviderView[] {
  const peers = new Set([...job.crew.members.keys(), ...job.schedule.records.keys()])
  return [...peers].map((peer) => {
    const member = job.crew.members.get(peer)
    const worker = job.schedule.workers.get(peer)
    const record = job.schedule.records.get(peer)
    const payee = member?.offer.payee ?? payeeOf(record?.party, job.money !== undefined)
    let leased = 0
    for (const leaseId of worker?.leases ?? [])
      leased += job.schedule.leases.get(leaseId)?.indexes.length ?? 0
    return {
      peer,
      payee,
      state: job.schedule.banned.has(peer)
        ? 'banned'
        : member === undefined
          ? 'gone'
          : member.state === 'connecting'
            ? member.start.isSilent
              ? 'suspect'
              : 'connecting'
            : worker?.suspect === true
              ? 'suspect'
              : leased > 0
                ? 'working'
                : 'idle',
      path: member?.link?.channel.path,
      cores: worker?.cores ?? member?.offer.cores ?? 0,
      answered: record?.answered ?? 0,
      verified: record?.verified ?? 0,
      rejected: record?.rejected ?? 0,
      leased,
      earned: payee === undefined || job.money === undefined ? 0n : job.earned(payee),
      subtaskMs: worker?.subtaskMs,
    }
  })
}
