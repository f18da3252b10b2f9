/** Processor time by what it went to, in milliseconds, over all threads of this process. */
export class Spent {
  readonly #byPart = new Map<string, number>()

  /** Does one thing alone, and notes what it took. */
  async on<T>(part: string, run: () => Promise<T> | T): Promise<T> {
    const before = process.cpuUsage()
    const result = await run()
    const { user, system } = process.cpuUsage(before)
    this.#byPart.set(part, (this.#byPart.get(part) ?? 0) + (user + system) / 1_000)
    return result
  }

  get total(): number {
    return [...this.#byPart.values()].reduce((sum, ms) => sum + ms, 0)
  }

  get parts(): ReadonlyMap<string, number> {
    return this.#byPart
  }
}
