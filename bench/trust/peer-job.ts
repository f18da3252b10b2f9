import { Crowd, type CrowdModel, type Provider } from './crowd.ts'
import type { Tally } from './tally.ts'

/** Replicated and validated so often before anything is taken on one word. */
const TRUSTED_FROM = 10

/** How a peer of Loam's settles a subtask. */
export interface PeerPolicy {
  /** Executions at first, where it replicates. */
  readonly issued: number
  /** Equal answers that settle a subtask; another execution while there are fewer. */
  readonly agreeing: number
  /** Whether one word settles what a provider answers whom enough replicas have confirmed. */
  readonly adaptive: boolean
}

/** BOINC's adaptive replication (`sched/sched_send.cpp`, `validator.cpp`), of one app version. */
export const BOINC: PeerPolicy = { issued: 2, agreeing: 2, adaptive: true }
export const TWO_ALIKE: PeerPolicy = { issued: 2, agreeing: 2, adaptive: false }
/** BOINC's quorum of three: a majority of it is enough. */
export const TWO_OF_THREE: PeerPolicy = { issued: 3, agreeing: 2, adaptive: false }
export const THREE_ALIKE: PeerPolicy = { issued: 3, agreeing: 3, adaptive: false }

/**
 * BOINC's count of a host: valid results in a row of replicated jobs. Below ten it is not trusted;
 * from there on with probability `1 − 1/count`.
 */
export class ConsecutiveValid {
  #count = 0

  /** @param chance from 0 up to but not including 1. */
  trusts(chance: number): boolean {
    return this.#count >= TRUSTED_FROM && chance >= 1 / this.#count
  }

  /** A replicated job of its was judged; what was taken on its word changes nothing. */
  judge(isValid: boolean): void {
    this.#count = isValid ? this.#count + 1 : 0
  }
}

interface Host {
  readonly provider: Provider
  readonly consecutiveValid: ConsecutiveValid
  executions: number
}

/**
 * Runs a job under a peer's policy, one subtask after another: a verdict is known before the next
 * subtask is given out, which is the best that can happen to a peer. The faster a host the more it
 * is given. Nobody is banned, because these peers ban nobody. Whose word is taken is paid, as if they
 * paid; who is outvoted is not.
 */
export function runPeer(model: CrowdModel, subtasks: number, policy: PeerPolicy): Tally {
  return new PeerJob(new Crowd(model), policy).run(subtasks)
}

class PeerJob {
  readonly #crowd: Crowd
  readonly #policy: PeerPolicy
  readonly #hosts: Host[]
  #fastest = 0
  #executions = 0
  #paid = 0

  constructor(crowd: Crowd, policy: PeerPolicy) {
    this.#crowd = crowd
    this.#policy = policy
    this.#hosts = Array.from({ length: crowd.model.providers }, () => this.#arrive())
  }

  run(subtasks: number): Tally {
    let wrong = 0
    for (let index = 0; index < subtasks; index += 1) if (this.#settle(index)) wrong += 1
    return {
      subtasks,
      wrong,
      executions: this.#executions,
      paid: this.#paid,
      bannedCheats: 0,
      bannedHonest: 0,
    }
  }

  #arrive(): Host {
    const provider = this.#crowd.arrive()
    this.#fastest = Math.max(this.#fastest, provider.speed)
    return { provider, consecutiveValid: new ConsecutiveValid(), executions: 0 }
  }

  /** @returns whether the subtask was settled with a wrong result. */
  #settle(index: number): boolean {
    const { issued, agreeing, adaptive } = this.#policy
    const first = this.#pick([])
    const isFirstWrong = this.#compute(first, index)
    if (adaptive && first.consecutiveValid.trusts(this.#crowd.uniform())) {
      this.#paid += 1
      return isFirstWrong
    }
    const right: Host[] = []
    const wrong: Host[] = []
    const hear = (host: Host, isWrong: boolean) => (isWrong ? wrong : right).push(host)
    hear(first, isFirstWrong)
    const heard = () => right.length + wrong.length
    while (heard() < issued || Math.max(right.length, wrong.length) < agreeing) {
      const host = this.#pick([...right, ...wrong])
      hear(host, this.#compute(host, index))
    }
    const isWrong = wrong.length >= agreeing
    this.#paid += isWrong ? wrong.length : right.length
    for (const host of right) host.consecutiveValid.judge(!isWrong)
    for (const host of wrong) host.consecutiveValid.judge(isWrong)
    return isWrong
  }

  /** Draws a host by its speed, of no party that has a hand in the subtask. */
  #pick(taken: readonly Host[]): Host {
    for (;;) {
      const host = this.#hosts[this.#crowd.below(this.#hosts.length)] as Host
      if (this.#crowd.uniform() * this.#fastest >= host.provider.speed) continue
      if (!taken.some(({ provider }) => provider.party === host.provider.party)) return host
    }
  }

  /** @returns whether the answer is wrong. */
  #compute(host: Host, index: number): boolean {
    this.#executions += 1
    host.executions += 1
    const isWrong = this.#crowd.isWrong(host.provider, index)
    if (host.executions >= host.provider.stay)
      this.#hosts[this.#hosts.indexOf(host)] = this.#arrive()
    return isWrong
  }
}
