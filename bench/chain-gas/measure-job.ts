import { setTimeout as sleep } from 'node:timers/promises'
import { Cleanup } from '#cli/process/cleanup.ts'
import { LedgerError } from '#peer/ports/errors.ts'
import type { JobId } from '#protocol/ids.ts'
import { DEFAULT_POLICY } from '#protocol/trust/policy.ts'
import { heightOf, readCalls } from '#test/support/paid/chain-calls.ts'
import { type PaidNetwork, startPaidNetwork } from '#test/support/paid/paid-network.ts'
import { readVouchers } from '#test/support/paid/read-vouchers.ts'
import { jobOf, runPaidJob } from '#test/support/paid/run-paid-job.ts'
import { auditWei, findMissing, readBefore, type WeiAudit } from '#test/support/paid/wei-audit.ts'

const LOOK_EVERY_MS = 200
const LOOKS = 100

/** How payees come to their pay. */
export type Payout =
  /** Their requestor settles when the job ends, and delivers to all. */
  | 'settled'
  /** It is gone when all is computed: somebody sends everybody's vouchers at once. */
  | 'relayed'

/**
 * Runs a paid job from its first prompt until nobody is owed a wei, on a chain of its own.
 *
 * @throws when a single wei is not where it should be, or a payee got nothing.
 */
export async function measureJob(options: {
  readonly payout: Payout
  readonly subtasks: number
  readonly payees: number
  readonly subtaskMs: number
  readonly say: (text: string) => void
}): Promise<WeiAudit> {
  const { payout, subtasks, payees, subtaskMs, say } = options
  const cleanup = new Cleanup()
  try {
    const network = await startPaidNetwork({ providers: payees, subtaskMs, cleanup })
    const before = await readBefore(network)
    const from = await heightOf(network.chain.info)
    const job = { subtasks, say, budgetPercent: 300n }
    const jobId = payout === 'settled' ? await settle(network, job) : await relay(network, job)
    const audit = await auditWei(network, jobId, before, await readCalls(network.chain.info, from))
    for (const [what, wei] of Object.entries(findMissing(audit)))
      if (wei !== 0n) throw new Error(`${what}: ${wei} wei`)
    if (audit.received.includes(0n) || audit.author === 0n) throw new Error('somebody got nothing')
    return audit
  } finally {
    await cleanup.run()
  }
}

type Job = Omit<Parameters<typeof runPaidJob>[1], 'policy' | 'until'>

async function settle(network: PaidNetwork, job: Job): Promise<JobId> {
  const { jobId } = await runPaidJob(network, { ...job, policy: DEFAULT_POLICY, until: 'done' })
  return jobId
}

async function relay(network: PaidNetwork, job: Job): Promise<JobId> {
  const { requestor, ledger, relayer } = network
  const { settle: settleAsAlways } = requestor.ledger
  requestor.ledger.settle = async (...asked) => {
    if ((await jobOf(requestor.peer, asked[1])).phase === 'settling')
      throw new LedgerError('unreachable', 'The requestor is cut off.', 'Wait.')
    return settleAsAlways.apply(requestor.ledger, asked)
  }
  // Nothing is held back where one word is taken: the last vouchers are all that is earned.
  const policy = { kind: 'none' } as const
  const { jobId } = await runPaidJob(network, { ...job, policy, until: 'settling' })
  const vouchers = await untilAllPromised(network, jobId)
  requestor.vanish()
  await requestor.peer.stop()
  await ledger.redeemMany(relayer, vouchers)
  const again = await requestor.reload()
  for (let looks = 0; (await jobOf(again, jobId)).phase !== 'done'; looks += 1) {
    if (looks >= LOOKS) throw new Error('the requestor that came back does not end its job')
    await sleep(LOOK_EVERY_MS)
  }
  return jobId
}

/** Vouchers are sent once a second. */
async function untilAllPromised(network: PaidNetwork, jobId: JobId) {
  for (let looks = 0; looks < LOOKS; looks += 1) {
    const vouchers = await readVouchers(network)
    const promised = vouchers.reduce((sum, { cumulative }) => sum + cumulative, 0n)
    const { money } = await jobOf(network.requestor.peer, jobId)
    if (promised === money?.vouchered && vouchers.length === network.providers.length)
      return vouchers
    await sleep(LOOK_EVERY_MS)
  }
  throw new Error('not everybody was promised what it earned')
}
