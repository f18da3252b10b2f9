import type { PeerId } from '../ids.ts'

/** Somebody whose word stands behind a result. */
export interface Maker {
  readonly peer: PeerId
  readonly party: string
}

/** Whether more than one party is among them. */
export const areTwo = (words: readonly Maker[]): boolean =>
  words.some(({ party }) => party !== words[0]?.party)

/**
 * Whose word stands behind each settled subtask, and a print of what they said: what is looked up
 * when one of them is caught. Eight bytes a subtask; who stood together before shares one entry.
 */
export class Makers {
  readonly #prints: Uint32Array
  readonly #groupOf: Uint32Array
  /** The first is of what nobody is known to stand behind. */
  readonly #groups: Array<readonly Maker[]> = [[]]
  readonly #numbers = new Map<string, number>()

  constructor(subtasks: number) {
    this.#prints = new Uint32Array(subtasks)
    this.#groupOf = new Uint32Array(subtasks)
  }

  note(index: number, print: number, makers: readonly Maker[]): void {
    const name = makers.map(({ peer }) => peer).join(' ')
    let number = this.#numbers.get(name)
    if (number === undefined) {
      number = this.#groups.length
      this.#groups.push(makers)
      this.#numbers.set(name, number)
    }
    this.#groupOf[index] = number
    this.#prints[index] = print
  }

  /** None where an earlier run of the job settled it. */
  of(index: number): readonly Maker[] {
    return this.#groups[this.#groupOf[index] as number] as readonly Maker[]
  }

  printOf(index: number): number {
    return this.#prints[index] as number
  }

  /** All that a peer's word stands behind. Walks over every subtask: for the rare case. */
  indexesOf(peer: PeerId): readonly number[] {
    const isOfPeer = this.#groups.map((group) => group.some((maker) => maker.peer === peer))
    const indexes: number[] = []
    this.#groupOf.forEach((group, index) => {
      if (isOfPeer[group] === true) indexes.push(index)
    })
    return indexes
  }
}
