import { LedgerError } from '#peer/ports/errors.ts'
import type { TransactionHash } from '#peer/ports/ledger.ts'
import { latestHash, type Outgoing } from './outbox.ts'
import type { Fate } from './transaction-fate.ts'

interface Arrival {
  /** As it was seen last. */
  outgoing: Outgoing
  readonly done: PromiseWithResolvers<TransactionHash>
}

/** Transactions of one key that somebody waits for. */
export class Arrivals {
  readonly #arrivals = new Map<number, Arrival>()

  get isEmpty(): boolean {
    return this.#arrivals.size === 0
  }

  /** What is waited for, as it was seen last. */
  get awaited(): readonly Outgoing[] {
    return Array.from(this.#arrivals.values(), ({ outgoing }) => outgoing)
  }

  /**
   * Resolves once it is mined with success.
   * @throws {LedgerError} `reverted`, or `replaced` where its number was used by another.
   */
  wait(outgoing: Outgoing): Promise<TransactionHash> {
    const { nonce } = outgoing
    const before = this.#arrivals.get(nonce)
    const arrival = before ?? { outgoing, done: Promise.withResolvers() }
    this.#arrivals.set(nonce, arrival)
    return arrival.done.promise
  }

  /** It is known better, such as at another price. */
  note(outgoing: Outgoing): void {
    const arrival = this.#arrivals.get(outgoing.nonce)
    if (arrival !== undefined) arrival.outgoing = outgoing
  }

  /** Nothing can change any more what became of it; undefined where that cannot be told. */
  settle(outgoing: Outgoing, fate: Fate | undefined): void {
    const done = this.#arrivals.get(outgoing.nonce)?.done
    this.#arrivals.delete(outgoing.nonce)
    if (fate?.kind === 'mined' && fate.receipt.status === 'success')
      done?.resolve(fate.receipt.transactionHash)
    else done?.reject(explain(outgoing, fate))
  }
}

function explain(outgoing: Outgoing, fate: Fate | undefined): LedgerError {
  const hash = latestHash(outgoing)
  if (fate?.kind === 'mined')
    return new LedgerError(
      'reverted',
      `Transaction ${fate.receipt.transactionHash} was refused.`,
      'Read the job again.',
    )
  return fate?.kind === 'replaced'
    ? new LedgerError(
        'replaced',
        `Another transaction of this key took the place of ${hash}.`,
        'It is tried again by itself.',
      )
    : new LedgerError(
        'unconfirmed',
        `What became of ${hash} was seen elsewhere.`,
        'It is looked at again.',
      )
}
