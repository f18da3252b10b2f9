/** Which paths of a directory are handed back: those asked for and all that is in them. */
export class Wanted {
  #isWhole: boolean
  readonly #below = new Map<string, Wanted>()

  constructor(isWhole = false) {
    this.#isWhole = isWhole
  }

  /** All of this is asked for. */
  get isWhole(): boolean {
    return this.#isWhole
  }

  /** What is asked for under a name; nothing where it is undefined. */
  below(name: string): Wanted | undefined {
    return this.#isWhole ? this : this.#below.get(name)
  }

  /** Asks for one more path. @param onPart is told of each new name before it is kept. */
  add(path: string, onPart: (name: string) => void): void {
    let at: Wanted = this
    for (const name of path.split('/')) {
      let next = at.#below.get(name)
      if (next === undefined) {
        onPart(name)
        next = new Wanted()
        at.#below.set(name, next)
      }
      at = next
    }
    at.#isWhole = true
  }
}
