import { type JoinedBytes, joinBytes } from '#protocol/task/joined-bytes.ts'

/** Neighbours that share memory: one that stays must not hold on to all of its batch. */
const PAGE = 16

interface Page extends JoinedBytes {
  /** Positions not taken yet, lowest bit first. */
  left: number
}

/**
 * The outputs that came with an answer, until they are taken: tens of thousands wait for a second
 * opinion at once, and as arrays of their own each would take ten times its length.
 */
export class ShortOutputs {
  readonly #pages: Array<Page | undefined> = []

  /** @param outputs by position; undefined where an output has to be asked for. */
  constructor(outputs: ReadonlyArray<Uint8Array | undefined>) {
    for (let from = 0; from < outputs.length; from += PAGE) {
      const some = outputs.slice(from, from + PAGE)
      const left = some.reduce((bits, output, at) => (output ? bits | (1 << at) : bits), 0)
      const joined = joinBytes(some.map((output) => output ?? NOTHING))
      this.#pages.push(left === 0 ? undefined : { ...joined, left })
    }
  }

  /** Gives an output away: it can be had once. */
  take(position: number): Uint8Array | undefined {
    const number = Math.floor(position / PAGE)
    const page = this.#pages[number]
    const at = position % PAGE
    if (page === undefined || (page.left & (1 << at)) === 0) return undefined
    page.left &= ~(1 << at)
    if (page.left === 0) this.#pages[number] = undefined
    return page.bytes.slice(page.ends[at - 1] ?? 0, page.ends[at])
  }
}

const NOTHING = new Uint8Array(0)
