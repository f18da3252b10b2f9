import type { PeerId } from '../ids.ts'
import type { BitSet } from './bit-set.ts'

/** Somebody whose word stands behind a result. */
export interface Maker {
  readonly peer: PeerId
  readonly party: string
}

/** Whether more than one party is among them. */
export const areTwo = (words: readonly Maker[]): boolean =>
  words.some(({ party }) => party !== words[0]?.party)

/** Subtasks of one page: a change to it is written to disk as a whole. */
const PAGE_SUBTASKS = 512
const LINE_BYTES = 6
/** Bytes of a whole page's lines. */
export const MAKERS_PAGE_BYTES = PAGE_SUBTASKS * LINE_BYTES

/** Who stands behind the settled subtasks of one page. */
export interface MakersPage {
  /** Those who stand together behind a subtask, each group once, by their numbers. */
  readonly groups: ReadonlyArray<readonly number[]>
  /** Of each subtask which of the groups, from 1 on, in two bytes (0: nobody is known), and its print in four. */
  readonly lines: Uint8Array
}

/** What has to be saved of who stands behind what: a maker once, with its number, and pages each time. */
export interface MakersNews {
  readonly makers: ReadonlyArray<readonly [number: number, Maker]>
  readonly pages: ReadonlyArray<readonly [page: number, MakersPage]>
}

/**
 * Whose word stands behind each settled subtask, and a print of what they said: what is looked up
 * when one of them is caught. Eight bytes a subtask; who stood together before shares one entry. It
 * is kept in pages, so that what changed can be written without the rest.
 */
export class Makers {
  readonly #prints: Uint32Array
  readonly #groupOf: Uint32Array
  /** The first is of what nobody is known to stand behind. */
  readonly #groups: Array<readonly Maker[]> = [[]]
  readonly #groupNumbers = new Map<string, number>()
  /** By number; undefined where it was saved and cannot be read. */
  readonly #makers: Array<Maker | undefined> = []
  readonly #numbers = new Map<string, number>()
  /** Makers, and pages that are otherwise, since they were taken to be saved. */
  #unsaved: number[] = []
  readonly #changed = new Set<number>()

  constructor(subtasks: number) {
    this.#prints = new Uint32Array(subtasks)
    this.#groupOf = new Uint32Array(subtasks)
  }

  /** How many pages there are. */
  get pages(): number {
    return Math.ceil(this.#groupOf.length / PAGE_SUBTASKS)
  }

  note(index: number, print: number, makers: readonly Maker[]): void {
    this.#groupOf[index] = this.#groupNumberOf(makers)
    this.#prints[index] = print
    this.#changed.add(Math.floor(index / PAGE_SUBTASKS))
  }

  /** None where it was settled before that was kept. */
  of(index: number): readonly Maker[] {
    return this.#groups[this.#groupOf[index] as number] as readonly Maker[]
  }

  printOf(index: number): number {
    return this.#prints[index] as number
  }

  /** All that such a group stands behind. Walks over every subtask: for the rare case. */
  indexesOf(isSuch: (group: readonly Maker[]) => boolean): readonly number[] {
    const areSuch = this.#groups.map(isSuch)
    const indexes: number[] = []
    this.#groupOf.forEach((group, index) => {
      if (areSuch[group] === true) indexes.push(index)
    })
    return indexes
  }

  /** Each group, and behind how many of these subtasks it stands. Walks over every subtask. */
  *count(subtasks: BitSet): Generator<readonly [group: readonly Maker[], count: number]> {
    const counts = new Uint32Array(this.#groups.length)
    this.#groupOf.forEach((group, index) => {
      if (group > 0 && subtasks.has(index)) counts[group] = (counts[group] ?? 0) + 1
    })
    for (const [at, group] of this.#groups.entries()) yield [group, counts[at] ?? 0]
  }

  /** What is new since this was asked last. Pages are copies. */
  takeNews(): MakersNews {
    const pages = Array.from(this.#changed, (page) => [page, this.#readPage(page)] as const)
    // Reading a page numbers its makers.
    const makers = this.#unsaved.map((number) => [number, this.#makers[number] as Maker] as const)
    this.#changed.clear()
    this.#unsaved = []
    return { makers, pages }
  }

  /** Takes over a maker under its number; undefined where it cannot be read, and the number is nobody's. */
  writeMaker(number: number, maker: Maker | undefined): void {
    this.#makers[number] = maker
    if (maker !== undefined) this.#numbers.set(nameOf(maker), number)
  }

  /**
   * Takes one page over as it was taken to be saved, in place of what it held; its makers must have been.
   * @throws {RangeError} when it is not such a page of so many subtasks; nothing of it is taken then.
   */
  writePage(page: number, { groups, lines }: MakersPage): void {
    const [from, to] = this.#boundsOf(page)
    const view = new DataView(lines.buffer, lines.byteOffset, lines.byteLength)
    const isWhole = to > from && lines.byteLength === (to - from) * LINE_BYTES
    const placeAt = (index: number) => view.getUint16((index - from) * LINE_BYTES)
    let highest = 0
    if (isWhole)
      for (let index = from; index < to; index += 1) highest = Math.max(highest, placeAt(index))
    if (!isWhole || highest > groups.length)
      throw new RangeError(`Page ${page} is not of ${this.#groupOf.length} subtasks`)
    const known = (group: readonly number[]) =>
      group.flatMap((number) => this.#makers[number] ?? [])
    const numbers = [0, ...groups.map((group) => this.#groupNumberOf(known(group)))]
    for (let index = from; index < to; index += 1) {
      this.#groupOf[index] = numbers[placeAt(index)] as number
      this.#prints[index] = view.getUint32((index - from) * LINE_BYTES + 2)
    }
  }

  #readPage(page: number): MakersPage {
    const [from, to] = this.#boundsOf(page)
    const groups: Array<readonly number[]> = []
    const places = new Map([[0, 0]])
    const view = new DataView(new ArrayBuffer((to - from) * LINE_BYTES))
    for (let index = from; index < to; index += 1) {
      const number = this.#groupOf[index] as number
      let place = places.get(number)
      if (place === undefined) {
        const group = this.#groups[number] as readonly Maker[]
        place = groups.push(group.map((maker) => this.#numberOf(maker)))
        places.set(number, place)
      }
      view.setUint16((index - from) * LINE_BYTES, place)
      view.setUint32((index - from) * LINE_BYTES + 2, this.#prints[index] as number)
    }
    return { groups, lines: new Uint8Array(view.buffer) }
  }

  #boundsOf(page: number): readonly [from: number, to: number] {
    const from = page * PAGE_SUBTASKS
    return [from, Math.min(from + PAGE_SUBTASKS, this.#groupOf.length)]
  }

  #groupNumberOf(group: readonly Maker[]): number {
    const name = group.map(nameOf).join(' ')
    if (name === '') return 0
    let number = this.#groupNumbers.get(name)
    if (number === undefined) {
      number = this.#groups.push(group) - 1
      this.#groupNumbers.set(name, number)
    }
    return number
  }

  #numberOf(maker: Maker): number {
    const name = nameOf(maker)
    let number = this.#numbers.get(name)
    if (number === undefined) {
      number = this.#makers.push(maker) - 1
      this.#numbers.set(name, number)
      this.#unsaved.push(number)
    }
    return number
  }
}

const nameOf = ({ peer, party }: Maker) => `${peer} ${party}`
