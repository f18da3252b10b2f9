import type { Clock } from '#peer/ports/clock.ts'
import { type Explanation, quoteWords } from '#protocol/explanation.ts'
import type { PeerId } from '#protocol/ids.ts'
import { NEVER_AGAIN } from '#protocol/market/judge-offer.ts'
import { BitSet } from '#protocol/schedule/bit-set.ts'
import { voteAt } from '#protocol/schedule/duplicates.ts'
import type { ScheduleEffect, ScheduleEvent } from '#protocol/schedule/events.ts'
import { advance } from '#protocol/schedule/schedule.ts'
import type { ScheduleState } from '#protocol/schedule/state.ts'
import type { Auditor, Ruling } from './auditor.ts'
import type { BatchBook } from './batch-book.ts'
import type { BookEntry, Verdict } from './books.ts'
import { ByteRoom } from './byte-room.ts'
import type { Due, Grant } from './commit-queue.ts'
import type { Crew } from './crew.ts'
import type { Paces } from './paces.ts'
import type { Payees } from './payees.ts'
import type { Standings } from './standings.ts'
import type { LinkEvent, Output } from './work-link.ts'

/** Outputs that may wait to be looked at, in bytes, and what each takes beside its own. */
const MAX_UNSEEN_BYTES = 8 * 2 ** 20
const OVERHEAD_BYTES = 8 * 2 ** 10

/** What a provider says about its work. */
type WorkEvent = Exclude<LinkEvent, { type: 'record' | 'ready' }>

/** Outputs that were taken. */
interface Arrived {
  /** By position. */
  readonly outputs: ReadonlyMap<number, Uint8Array>
  /** Whether this peer looked at them. */
  readonly isSeen: boolean
}

export interface WorkFloorOptions {
  readonly clock: Clock
  readonly schedule: ScheduleState
  readonly crew: Crew
  readonly paces: Paces
  readonly batches: BatchBook
  readonly standings: Standings
  readonly payees: Payees
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
  readonly #unseen = new ByteRoom(MAX_UNSEEN_BYTES)
  /** Those whose next words wait until there is room. */
  readonly #held = new Set<PeerId>()

  /** Subtasks of which what is kept was looked at, in this run of the job. */
  readonly #seen: BitSet

  constructor(options: WorkFloorOptions) {
    this.#options = options
    this.#seen = new BitSet(options.schedule.subtasks)
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
        this.#hold(peer, event)
        this.apply({ ...event, type: 'answered', peer })
        break
      case 'outputs':
        this.#takeAll(peer, event.leaseId, event.outputs)
        break
      case 'failed':
        this.apply({ ...event, type: 'hostFailed', peer })
        break
    }
  }

  /** Settles once what a provider sends next can be taken. Meanwhile it is silent by our doing. */
  async roomFor(peer: PeerId): Promise<void> {
    for (let wait = this.#unseen.wait; wait !== undefined; wait = this.#unseen.wait) {
      this.#held.add(peer)
      await wait
    }
    this.#held.delete(peer)
  }

  /** Sends leases, but for those that were called off meanwhile. */
  lend(grants: readonly Grant[]): void {
    const { crew, schedule, input, isOpen } = this.#options
    if (!isOpen()) return
    for (const { peer, leaseId, indexes } of grants)
      if (schedule.leases.has(leaseId))
        crew.link(peer)?.lend(
          leaseId,
          indexes.map((index) => ({ index, input: input(index) })),
        )
  }

  /** Lets time pass. */
  tick(): void {
    for (const peer of this.#held) this.apply({ type: 'held', peer })
    this.apply({ type: 'tick' })
  }

  /** Holds what was signed until it is judged to the last. */
  #hold(provider: PeerId, answer: Extract<WorkEvent, { type: 'answer' }>): void {
    const { crew, batches } = this.#options
    const link = crew.link(provider)
    if (link !== undefined)
      batches.answered({ ...answer, provider, agreementId: link.agreement.agreementId })
  }

  /** Takes outputs of one lease: at once or, where this peer judges bytes, when it has. */
  #takeAll(peer: PeerId, leaseId: number, outputs: readonly Output[]): void {
    const { auditor } = this.#options
    if (auditor === undefined) this.#take(peer, leaseId, outputs, false)
    else {
      this.apply({
        type: 'here',
        peer,
        leaseId,
        positions: outputs.map(({ position }) => position),
      })
      for (const output of outputs) void this.#look(peer, leaseId, output, auditor)
    }
  }

  #take(peer: PeerId, leaseId: number, outputs: readonly Output[], isSeen: boolean): void {
    const genuine = new Map<number, Uint8Array>()
    const others: number[] = []
    for (const { position, bytes } of outputs)
      if (bytes === undefined) others.push(position)
      else genuine.set(position, bytes)
    const arrived = { type: 'output', peer, leaseId } as const
    if (genuine.size > 0)
      this.apply(
        { ...arrived, positions: [...genuine.keys()], genuine: true },
        { outputs: genuine, isSeen },
      )
    if (others.length > 0) this.apply({ ...arrived, positions: others, genuine: false })
  }

  async #look(peer: PeerId, leaseId: number, output: Output, auditor: Auditor): Promise<void> {
    const bytes = (output.bytes?.byteLength ?? 0) + OVERHEAD_BYTES
    this.#unseen.take(bytes)
    await this.#judge(peer, leaseId, output, auditor)
    this.#unseen.give(bytes)
  }

  /**
   * Takes an output once nothing speaks against it. Nobody waits for it: work goes on meanwhile. One
   * that could not be judged counts as kept back, and somebody else computes the subtask in time.
   */
  async #judge(peer: PeerId, leaseId: number, output: Output, auditor: Auditor): Promise<void> {
    const { position, bytes } = output
    const { schedule } = this.#options
    const { records, workers } = schedule
    const vote = voteAt(schedule, { peer, leaseId }, position)
    const claim = vote?.leaves.at(vote.line)
    // Its answers that are not settled yet say nothing for it.
    const waiting = workers.get(peer)?.unsettled ?? 0
    const given = Math.max(0, (records.get(peer)?.given ?? 0) - waiting)
    const ruling: Ruling =
      claim && bytes
        ? await auditor.judge({ peer, claim, output: bytes, given })
        : { kind: 'taken', isSeen: false }
    if (ruling.kind === 'taken') this.#take(peer, leaseId, [output], ruling.isSeen)
    else if (ruling.kind === 'objection')
      this.apply({ type: 'banned', peer, reason: ruling.reason })
    else this.apply({ type: 'unseen', peer, leaseId, position })
  }

  #countSeen(index: number): void {
    this.#seen.add(index)
    this.#options.schedule.tally.checked += 1
  }

  /** What is void was not looked at: what takes its place may not be. */
  #discountSeen(indexes: readonly number[]): void {
    for (const index of indexes) {
      if (!this.#seen.has(index)) continue
      this.#seen.delete(index)
      this.#options.schedule.tally.checked -= 1
    }
  }

  /** @param arrived what an `output` event tells of. */
  apply(event: ScheduleEvent, arrived?: Arrived): void {
    const { schedule, clock, isOpen, onChange } = this.#options
    if (!isOpen()) return
    this.#perform(advance(schedule, event, clock.now()), arrived)
    onChange()
  }

  /** Sends at once what needs no proof; hands on what has to be kept first. */
  #perform(effects: readonly ScheduleEffect[], arrived: Arrived | undefined): void {
    const { crew, schedule, standings, payees, onDue, onBroken } = this.#options
    const settled: BookEntry[] = []
    const grants: Grant[] = []
    // Told of each of its wrong results, it was caught once.
    const banned = new Set<PeerId>()
    const verdicts: Verdict[] = []
    const came: Array<readonly [peer: PeerId, leaseId: number, outputs: readonly Output[]]> = []
    let finished = false
    for (const effect of effects) {
      switch (effect.type) {
        case 'grant':
          grants.push(effect)
          break
        case 'cancel':
          crew.link(effect.peer)?.cancel(effect.leaseId)
          break
        case 'want': {
          const { peer, leaseId, positions } = effect
          const here = crew.link(peer)?.want(leaseId, positions) ?? []
          if (here.length > 0) came.push([peer, leaseId, here])
          break
        }
        case 'verified': {
          const { index, outcome, earned } = effect
          // Nothing else settles a subtask than the arrival of its bytes.
          const output = effect.source && arrived?.outputs.get(effect.source.position)
          const source = effect.source && output && { provider: effect.source.peer, output }
          // A look at what comes second says nothing of what is kept.
          if (source !== undefined && arrived?.isSeen === true) this.#countSeen(index)
          settled.push({ type: 'verified', index, outcome, earned, source })
          break
        }
        case 'reopened':
          this.#discountSeen(effect.indexes)
          settled.push(effect)
          break
        case 'verdict':
          verdicts.push(effect)
          break
        case 'drop':
          crew.drop(effect.peer, effect.reason)
          break
        case 'ban':
          if (!banned.has(effect.peer)) {
            if (!effect.byHeads) {
              standings.caught(effect.peer)
              payees.learnt(schedule.records.get(effect.peer)?.party ?? effect.peer)
            }
            settled.push(effect)
          }
          banned.add(effect.peer)
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
    // Where nobody is held to a share of the job, a lease needs no proof.
    const unproven = schedule.shares === undefined ? [] : grants
    if (settled.length + verdicts.length + unproven.length > 0 || finished)
      onDue({ settled, verdicts, grants: unproven, finished })
    if (schedule.shares === undefined) this.lend(grants)
    for (const each of came) this.#takeAll(...each)
  }
}
