import type { JobMoneyView, JobProviderView, JobView } from '#peer/peer.ts'
import { type Address, isAddress, type PeerId } from '#protocol/ids.ts'
import type { ScheduleState, Worker } from '#protocol/schedule/state.ts'
import type { VerifyKind } from '#protocol/task/verify-rule.ts'
import type { Reputation } from '#protocol/trust/reputation.ts'
import type { Cashier } from './cashier.ts'
import type { Crew, CrewMember } from './crew.ts'
import type { JobProgress, JobRecord } from './job-record.ts'

/** A running job in the page's words. */
export function viewJob(job: {
  readonly record: JobRecord
  readonly progress: JobProgress
  readonly verify: VerifyKind
  /** Results on disk. */
  readonly kept: number
  readonly schedule: ScheduleState
  readonly crew: Crew
  readonly money: ReturnType<Cashier['view']> | undefined
  readonly earned: (payee: Address) => bigint
  readonly reputation: (peer: PeerId) => Reputation | undefined
}): JobView {
  const { record, progress, schedule } = job
  const { join, firstResult, total } = progress.seconds
  let leased = 0
  for (const worker of schedule.workers.values()) leased += worker.leased
  return {
    jobId: record.jobId,
    appId: record.appId,
    title: record.title,
    params: JSON.parse(record.paramsJson),
    createdAt: record.createdAt,
    deadline: progress.deadline,
    priority: progress.priority,
    maxShare: schedule.shares?.isLifted === false ? record.prefers.maxShare : undefined,
    phase: progress.phase,
    explanation: progress.explanation ?? undefined,
    subtasks: record.subtasks,
    verified: job.kept,
    continues: record.continues,
    inherited: record.inherited,
    executions: schedule.executions,
    checks: progress.checks && {
      ...schedule.tally,
      policy: schedule.policy,
      verify: job.verify,
      caught: schedule.banned.size,
    },
    leased,
    providers: viewProviders(job),
    turnedAway: [...job.crew.turnedAway].map(([peer, why]) => ({ peer, ...why })).reverse(),
    money: viewMoney(record.funding, job.money),
    seconds: {
      join: join ?? undefined,
      firstResult: firstResult ?? undefined,
      total: total ?? undefined,
    },
  }
}

function viewMoney(
  funding: JobRecord['funding'],
  money: ReturnType<Cashier['view']> | undefined,
): JobMoneyView | undefined {
  if (funding.kind === 'free' || money === undefined) return undefined
  const { budget, rate } = funding
  return { ...money, budget, rate }
}

/** Who worked for a wallet, in a job that pays, is known by it. */
const payeeOf = (party: string | undefined, isPaid: boolean): Address | undefined =>
  isPaid && party !== undefined && isAddress(party) ? party : undefined

function viewProviders(job: Parameters<typeof viewJob>[0]): JobProviderView[] {
  const { crew, schedule, money, earned, reputation } = job
  const peers = new Set([...crew.members.keys(), ...schedule.records.keys()])
  return [...peers].map((peer) => {
    const member = crew.members.get(peer)
    const worker = schedule.workers.get(peer)
    const record = schedule.records.get(peer)
    const payee = member?.offer.payee ?? payeeOf(record?.party, money !== undefined)
    const leased = worker?.leased ?? 0
    return {
      peer,
      payee,
      state: schedule.banned.has(peer) ? 'banned' : stateOf(member, worker, leased),
      path: member?.link?.channel.path,
      cores: worker?.cores ?? member?.offer.cores ?? 0,
      answered: record?.answered ?? 0,
      verified: record?.verified ?? 0,
      rejected: record?.rejected ?? 0,
      leased,
      pricePerGigaGas: member?.offer.pricePerGigaGas,
      earned: payee === undefined || money === undefined ? 0n : earned(payee),
      subtaskMs: worker?.subtaskMs,
      reputation: reputation(peer),
    }
  })
}

function stateOf(
  member: CrewMember | undefined,
  worker: Worker | undefined,
  leased: number,
): JobProviderView['state'] {
  if (member === undefined) return 'gone'
  if (member.state === 'connecting') return member.start.isSilent ? 'suspect' : 'connecting'
  if (worker?.suspect === true) return 'suspect'
  return leased > 0 ? 'working' : 'idle'
}
