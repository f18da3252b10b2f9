import type { Clock } from '#peer/ports/clock.ts'
import { type Explanation, quoteWords } from '#protocol/explanation.ts'
import type { PeerId } from '#protocol/ids.ts'
import { NEVER_AGAIN } from '#protocol/market/judge-offer.ts'
import type { ScheduleEffect, ScheduleEvent } from '#protocol/schedule/events.ts'
import { advance } from '#protocol/schedule/schedule.ts'
import type { ScheduleState } from '#protocol/schedule/state.ts'
import type { Auditor } from './auditor.ts'
import type { Settled, Verdict } from './books.ts'
import type { Due } from './commit-queue.ts'
import type { Crew } from './crew.ts'
import type { Paces } from './paces.ts'
import type { LinkEvent, Output } from './work-link.ts'

/** What a provider says about its work. */
type WorkEvent = Exclude<LinkEvent, { type: 'ready' | 'withdrawal' }>

export interface WorkFloorOptions {
  readonly clock: Clock
  readonly schedule: ScheduleState
  readonly crew: Crew
  readonly paces: Paces
  /** For jobs whose bytes this peer judges itself. */
  readonly auditor: Auditor | undefined
  readonly input: (index: number) => Uint8Array
  /** Whether work still counts: a job that is being settled takes no more. */
  readonly isOpen: () => boolean
  /** What has to be on disk before anybody is told. */
  readonly onDue: (due: Due) => void
  /** The job cannot go on. */
  readonly onBroken: (why: Explanation) => void
  readonly onChange: () => void
}

/** Where the schedule meets the crew: tells it what happened, and performs what it decides. */
export class WorkFloor {
  readonly #options: WorkFloorOptions

  constructor(options: WorkFloorOptions) {
    this.#options = options
  }

  hear(peer: PeerId, event: WorkEvent): void {
    switch (event.type) {
      case 'beat':
        this.apply({ type: 'heard', peer })
        break
      case 'cores':
        this.apply({ type: 'resized', peer, cores: event.cores })
        break
      case 'answer':
        this.#options.paces.answered(peer, event.leaseId, event.leaves)
        this.apply({ ...event, type: 'answered', peer })
        break
      case 'outputs':
        for (const output of event.outputs) {
          if (this.#options.auditor === undefined) this.#take(peer, output)
          else void this.#judge(peer, output, this.#options.auditor)
        }
        break
      case 'failed':
        this.apply({ ...event, type: 'hostFailed', peer })
        break
    }
  }

  #take(peer: PeerId, { leaseId, position, bytes }: Output): void {
    this.apply({ type: 'output', peer, leaseId, position, genuine: bytes !== undefined }, bytes)
  }

  /** Takes an output once nothing speaks against it. Nobody waits for it: work goes on meanwhile. */
  async #judge(peer: PeerId, output: Output, auditor: Auditor): Promise<void> {
    const { leaseId, position, bytes } = output
    const { leases, open } = this.#options.schedule
    const index = leases.get(leaseId)?.indexes[position] ?? -1
    const vote = open
      .get(index)
      ?.votes.find((cast) => cast.leaseId === leaseId && cast.peer === peer)
    const reason = vote && bytes && (await auditor.objection(peer, vote.leaf, bytes))
    if (reason === undefined) this.#take(peer, output)
    else this.apply({ type: 'banned', peer, reason })
  }

  /** @param output the bytes that an `output` event tells of. */
  apply(event: ScheduleEvent, output?: Uint8Array): void {
    const { schedule, clock, isOpen, onChange } = this.#options
    if (!isOpen()) return
    this.#perform(advance(schedule, event, clock.now()), output)
    onChange()
  }

  /** Sends at once what needs no proof; hands on what has to be kept first. */
  #perform(effects: readonly ScheduleEffect[], output: Uint8Array | undefined): void {
    const { crew, input, onDue, onBroken } = this.#options
    const settled: Settled[] = []
    const verdicts: Verdict[] = []
    let finished = false
    for (const effect of effects) {
      switch (effect.type) {
        case 'grant': {
          const subtasks = effect.indexes.map((index) => ({ index, input: input(index) }))
          crew.link(effect.peer)?.lend(effect.leaseId, subtasks)
          break
        }
        case 'cancel':
          crew.link(effect.peer)?.cancel(effect.leaseId)
          break
        case 'want':
          crew.link(effect.peer)?.want(effect.leaseId, effect.positions)
          break
        case 'verified': {
          const { index, leaf, earned } = effect
          // Nothing else settles a subtask than the arrival of its bytes.
          const source = effect.source && output && { provider: effect.source.peer, output }
          settled.push({ index, leaf, earned, source })
          break
        }
        case 'verdict':
          verdicts.push(effect)
          break
        case 'drop':
          crew.drop(effect.peer, effect.reason)
          break
        case 'ban':
          crew.dismiss(effect.peer, { reason: effect.reason, advice: NEVER_AGAIN })
          break
        case 'quarantine':
          onBroken({
            reason: `Subtask ${effect.index} made two providers’ machines fail, the last saying ${quoteWords(effect.reason)}.`,
            advice:
              'The program or its limits are at fault: allow it more, or mend it, and ask again.',
          })
          break
        case 'finished':
          finished = true
          break
      }
    }
    if (settled.length + verdicts.length > 0 || finished) onDue({ settled, verdicts, finished })
  }
}
