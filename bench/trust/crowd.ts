import { createRandom, type Random } from '../simulation/random.ts'

/** Who computes, and how they cheat. */
export interface CrowdModel {
  readonly seed: number
  /** At work at any time, unless they are banned. */
  readonly providers: number
  /** Of the logarithm of speeds; the median is 1. */
  readonly sigma: number
  /** Share of providers that are cheats. All cheats give the same wrong answer to a subtask. */
  readonly cheats: number
  /** Share of subtasks that a cheat answers wrongly. */
  readonly cheatRate: number
  /**
   * Where cheats answer wrongly: with a shared coin on the same subtasks, so that two of them always
   * agree; with coins of their own each on others.
   */
  readonly coin: 'shared' | 'own'
  /**
   * Given, providers are visitors: each computes between so many subtasks and leaves, and another
   * takes its place. They are of so many sites, or each of its own.
   */
  readonly visits?: {
    readonly sites: number | undefined
    readonly least: number
    readonly most: number
  }
}

export interface Provider {
  readonly id: number
  /** The payee: a site is one for all of its visitors. */
  readonly party: string
  readonly speed: number
  readonly isCheat: boolean
  /** Subtasks it computes before it leaves. */
  readonly stay: number
}

/** A modelled crowd. The same model gives the same providers and the same answers. */
export class Crowd {
  readonly model: CrowdModel
  readonly #random: Random
  #met = 0

  constructor(model: CrowdModel) {
    this.model = model
    this.#random = createRandom(model.seed)
  }

  /** The next who comes. Of any number who came, so large a share as the model says are cheats. */
  arrive(): Provider {
    const { sigma, cheats, visits } = this.model
    const id = this.#met
    this.#met += 1
    const isCheat = Math.floor((id + 1) * cheats + 1e-9) > Math.floor(id * cheats + 1e-9)
    const speed = this.#random.lognormal(sigma)
    const party = visits?.sites === undefined ? `payee-${id}` : `site-${this.below(visits.sites)}`
    const stay =
      visits === undefined
        ? Number.POSITIVE_INFINITY
        : visits.least + this.below(visits.most - visits.least + 1)
    return { id, party, speed, isCheat, stay }
  }

  /** Whether this provider's answer to a subtask is wrong: the same each time it is asked. */
  isWrong({ id, isCheat }: Provider, index: number): boolean {
    if (!isCheat) return false
    const { seed, coin, cheatRate } = this.model
    return fraction(seed, index, coin === 'shared' ? 0 : id + 1) < cheatRate
  }

  /** From 0 up to but not including 1, from the crowd's own randomness. */
  uniform(): number {
    return this.#random.uniform()
  }

  /** A whole number from 0 up to but not including `count`. */
  below(count: number): number {
    return Math.floor(this.#random.uniform() * count)
  }
}

/** From 0 up to but not including 1, evenly, and always the same of the same three numbers. */
function fraction(one: number, two: number, three: number): number {
  let bits = 0
  for (const number of [one, two, three]) {
    bits = Math.imul(bits ^ number, 0x9e3779b1)
    bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b)
    bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35)
    bits ^= bits >>> 16
  }
  return (bits >>> 0) / 2 ** 32
}
