import type { Channel } from '#peer/ports/mesh.ts'
import { MalformedError } from '#protocol/errors.ts'
import type { Explanation } from '#protocol/explanation.ts'
import type { Agreement } from '#protocol/market/demand.ts'
import type { ProviderMessage, RequestorMessage } from '#protocol/wire/messages.ts'
import type { AnswerDesk } from './answer-desk.ts'
import type { CreditLimit } from './credit-limit.ts'
import type { Earnings } from './earnings.ts'
import { CLOSES, OVERFULL } from './engagement-words.ts'
import type { FinishedSubtask, LeaseRunner } from './lease-runner.ts'
import type { OwnRecord } from './own-record.ts'
import type { Redeemer } from './redeemer.ts'

export interface OrdersDeps {
  readonly agreement: Agreement
  readonly earnings: Earnings
  readonly record: OwnRecord
  /** Undefined where no chain is configured. */
  readonly redeemer: Redeemer | undefined
  readonly credit: CreditLimit
  readonly answers: AnswerDesk
  readonly runner: LeaseRunner
  /** Where what belongs together goes. */
  readonly channel: () => Channel
  readonly send: (message: ProviderMessage, channel?: Channel) => Promise<void>
  /** Whether nothing is waited for but a last word. */
  readonly isLeaving: () => boolean
  /** Leaves the requestor, of our own accord. */
  readonly leave: (why: Explanation) => Promise<void>
  /** Hears that the requestor says goodbye. */
  readonly onBye: (reason: string) => void
  readonly onChange: () => void
}

/** What a requestor says under one agreement, and what is done about it. */
export class Orders {
  readonly #deps: OrdersDeps

  constructor(deps: OrdersDeps) {
    this.#deps = deps
  }

  /** @throws {MalformedError} when the requestor broke the protocol. */
  async obey(message: RequestorMessage): Promise<void> {
    const { agreement, earnings, record, answers, runner, onBye, onChange } = this.#deps
    switch (message.type) {
      case 'lease':
        return this.#lease(message)
      case 'cancel':
        runner.drop(message.leaseId)
        answers.forget(message.leaseId)
        return onChange()
      case 'want':
        return this.#deliver(message.leaseId, message.positions)
      case 'verdict':
        await answers.judge(message)
        return onChange()
      case 'testimonial':
        await record.take(agreement.demand.requestor, message.testimonial)
        return onChange()
      case 'voucher':
        return earnings.takeVoucher(agreement, message)
      case 'bye':
        return onBye(message.reason)
      case 'beat':
        return
      case 'hello':
        throw new MalformedError('second hello')
    }
  }

  /** Answers for a complete batch, in its lease's order. */
  async answer(leaseId: number, finished: readonly FinishedSubtask[]): Promise<void> {
    const { answers, leave, send } = this.#deps
    const answer = await answers.answer(leaseId, finished)
    if (answer === 'overfull') return leave(OVERFULL)
    if (answer !== undefined) await send(answer)
  }

  async #lease(message: Extract<RequestorMessage, { type: 'lease' }>): Promise<void> {
    const { credit, answers, runner, isLeaving, leave } = this.#deps
    const { leaseId, subtasks } = message
    if (isLeaving()) return
    const open = answers.unconfirmed + runner.waiting
    const objection = credit.objection(open + subtasks.length)
    if (objection !== undefined) return leave(objection)
    if (await this.#isNoticed()) return leave(CLOSES)
    if (runner.lease(leaseId, subtasks) === 'known') throw new MalformedError('lease id used twice')
  }

  /** No voucher adds to what a channel under notice pays. */
  async #isNoticed(): Promise<boolean> {
    const { agreement, redeemer } = this.#deps
    const { payee } = agreement.offer
    if (payee === null || redeemer === undefined) return false
    return redeemer.isNoticed(agreement.demand.jobId, payee)
  }

  async #deliver(leaseId: number, positions: readonly number[]): Promise<void> {
    const { answers, channel, send } = this.#deps
    // Pieces are read in order, so all go the same way.
    const way = channel()
    for (const pieces of answers.cut(leaseId, positions))
      await send({ type: 'output', leaseId, pieces }, way)
  }
}
