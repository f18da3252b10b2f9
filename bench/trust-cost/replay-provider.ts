import { systemClock } from '#peer/adapters/clock-system.ts'
import { createMemoryStore } from '#peer/adapters/store-memory/memory-store.ts'
import type { Ledger } from '#peer/ports/ledger.ts'
import type { Signatures } from '#peer/ports/signatures.ts'
import { AnswerDesk } from '#peer/provider/answer-desk.ts'
import { CreditLimit } from '#peer/provider/credit-limit.ts'
import { Earnings } from '#peer/provider/earnings.ts'
import { KeptEvidence } from '#peer/provider/kept-evidence.ts'
import type { FinishedSubtask } from '#peer/provider/lease-runner.ts'
import { RequestorBook } from '#peer/provider/requestor-book.ts'
import { SavedRecords } from '#peer/saved-records.ts'
import type { AnsweredResult, RequestorMessage } from '#protocol/wire/messages.ts'
import type { Overheard } from './overhear-job.ts'
import { Spent } from './spent.ts'

type Lease = Extract<RequestorMessage, { type: 'lease' }>

export interface ReplayOptions {
  readonly overheard: Overheard
  readonly signatures: Signatures
  /** Looks at vouchers; its channels hold whatever is asked of them. */
  readonly ledger: Ledger
  readonly subtaskMs: number
}

/** Has a provider sign, check and keep again what it did in the job that was listened to. */
export async function replayProvider(options: ReplayOptions): Promise<Spent> {
  const { overheard, signatures, ledger, subtaskMs } = options
  const { agreement, providerSeed, said } = overheard
  const store = createMemoryStore()
  const saved = new SavedRecords()
  const clock = systemClock
  const earnings = await Earnings.load({ store, ledger, clock, saved })
  const desk = new AnswerDesk({
    self: agreement.offer.provider,
    seed: providerSeed,
    signatures,
    earnings,
    credit: new CreditLimit(agreement, earnings),
    requestors: await RequestorBook.load({ clock, store, saved, earnings, ledger }),
    agreement,
    demand: agreement.demand,
    evidence: await KeptEvidence.load(store, saved),
  })
  const leases = new Map<number, Lease>()
  const spent = new Spent()
  for (const { message } of said)
    switch (message.type) {
      case 'lease':
        leases.set(message.leaseId, message)
        break
      case 'answer': {
        const { leaseId, results } = message
        const finished = finishedOf(leases.get(leaseId), results, subtaskMs)
        await spent.on('batch roots', () => desk.answer(leaseId, finished))
        break
      }
      case 'verdict':
        await spent.on('verdicts', () => desk.judge(message))
        break
      case 'voucher': {
        await spent.on('vouchers', () => earnings.takeVoucher(agreement, message))
        break
      }
      case 'cancel':
        desk.forget(message.leaseId)
        break
    }
  return spent
}

function finishedOf(
  lease: Lease | undefined,
  results: readonly AnsweredResult[],
  tookMs: number,
): readonly FinishedSubtask[] {
  return results.map(({ outcome, gas, output }, position) => {
    const subtask = lease?.subtasks[position]
    if (lease === undefined || subtask === undefined || output === undefined)
      throw new Error('An answer to nothing, or too long to come along')
    const work = { leaseId: lease.leaseId, position, ...subtask }
    return { work, result: { kind: 'done', outcome, gas, output, log: '' }, tookMs }
  })
}
