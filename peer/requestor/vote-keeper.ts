import { equals } from 'multiformats/bytes'
import type { Clock } from '#peer/ports/clock.ts'
import { asAddress } from '#protocol/ids.ts'
import type { ScheduleState, Vote } from '#protocol/schedule/state.ts'
import { collectVotes, type Votes } from '#protocol/schedule/votes.ts'
import { type Leaf, Leaves } from '#protocol/trust/leaves.ts'
import { sha256 } from '#protocol/trust/sha256.ts'
import type { Cashier } from './cashier.ts'

/** So long, in ms, votes may be lost to a crash: more where there are many, which costs more. */
const LEAST_MS = 50
const MS_PER_VOTE = 0.1

export interface VoteKeeperOptions {
  readonly schedule: ScheduleState
  readonly clock: Clock
  /** Undefined for a free job. */
  readonly cashier: Cashier | undefined
  /** Whether work still counts. */
  readonly isOpen: () => boolean
}

/**
 * Tells when what was answered and is not settled has to be kept, and what that is: all of it at
 * once, so that what is settled meanwhile falls away by itself. A fast job settles most of its
 * votes before their turn comes.
 */
export class VoteKeeper {
  readonly #options: VoteKeeperOptions
  /** Answers there were when votes were kept last. */
  #executions: number
  #dueAt = Number.NEGATIVE_INFINITY

  constructor(options: VoteKeeperOptions) {
    this.#options = options
    this.#executions = options.schedule.executions
  }

  /**
   * Which votes of earlier runs still stand, to be restored at once: an app that cuts otherwise by
   * now asked them something else. From here on their work costs what it did then.
   */
  recall(votes: readonly Votes[], input: (index: number) => Uint8Array): readonly Votes[] {
    const { schedule, cashier } = this.#options
    const { subtasks, nextLeaseId } = schedule
    votes.forEach(({ peer, party, pricePerGigaGas }, at) => {
      if (pricePerGigaGas !== null)
        cashier?.agree(asAddress(party), { peer, pricePerGigaGas, fromLeaseId: nextLeaseId + at })
    })
    const stands = ({ index, inputHash }: Leaf) =>
      index < subtasks && equals(sha256(input(index)), inputHash)
    return votes.map(({ leaves, ...voter }) => ({
      ...voter,
      leaves: Leaves.of([...leaves].filter(stands)),
    }))
  }

  /** Whether there are answers that no write has told of, and it is time for one. */
  get isDue(): boolean {
    const { schedule, clock, isOpen } = this.#options
    const hasNews = schedule.executions !== this.#executions
    return hasNews && !schedule.judged && isOpen() && clock.now() >= this.#dueAt
  }

  /** What goes into the write that is being made; undefined where what is on disk will do. */
  take(): readonly Votes[] | undefined {
    if (!this.isDue) return undefined
    const { schedule, clock } = this.#options
    const votes = collectVotes(schedule, (vote) => this.#priceOf(vote))
    const count = votes.reduce((sum, { leaves }) => sum + leaves.length, 0)
    this.#executions = schedule.executions
    this.#dueAt = clock.now() + Math.max(LEAST_MS, count * MS_PER_VOTE)
    return votes
  }

  /** Has the next write tell of every answer, however soon it comes: it is the last. */
  hurry(): void {
    this.#dueAt = Number.NEGATIVE_INFINITY
  }

  #priceOf({ peer, party, leaseId }: Vote): bigint | null {
    const { cashier } = this.#options
    // Who works for credit is a party of its own.
    return cashier === undefined || party === peer
      ? null
      : cashier.priceOf(asAddress(party), { peer, leaseId })
  }
}
