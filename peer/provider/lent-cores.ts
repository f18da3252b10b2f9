import type { Core } from '#peer/ports/compute.ts'

/** How many cores are lent, and for how much of the time each. */
export interface Loan {
  readonly cores: number
  /** Above 0 and up to 1. */
  readonly dutyCycle: number
}

/** A core and what is asked of it. */
export interface LentCore {
  readonly core: Core
  asked: number
  finishedAt: number
}

/** The cores that work under one agreement: as many as are lent at the moment. */
export class LentCores {
  readonly #signal: AbortSignal
  readonly #onOpened: () => void
  readonly #cores: LentCore[] = []
  /** No longer lent, and still busy with what was asked before. */
  readonly #retired = new Set<LentCore>()
  #open: ((dutyCycle: number) => Promise<Core>) | undefined
  #opening: Promise<void> | undefined
  #loan: Loan = { cores: 0, dutyCycle: 1 }

  /**
   * @param signal after its abort nothing is opened any more.
   * @param onOpened hears of each core that has come.
   */
  constructor(signal: AbortSignal, onOpened: () => void) {
    this.#signal = signal
    this.#onOpened = onOpened
  }

  /** Cores that are here. */
  get count(): number {
    return this.#cores.length
  }

  /**
   * Takes cores as they become free; resolves once there are as many as are lent.
   *
   * @param open takes one for the agreement's program, held to a duty cycle.
   * @throws whatever `open` throws.
   */
  async openWith(open: (dutyCycle: number) => Promise<Core>, loan: Loan): Promise<void> {
    this.#open = open
    await this.lend(loan)
  }

  /**
   * Lends so much from now on. A core too many is asked for nothing more, and given back once it
   * has done what it was asked. Before `openWith` this does nothing.
   *
   * @throws whatever opening a core throws.
   */
  async lend(loan: Loan): Promise<void> {
    if (this.#open === undefined) return
    if (loan.dutyCycle !== this.#loan.dutyCycle)
      for (const { core } of [...this.#cores, ...this.#retired]) core.pace(loan.dutyCycle)
    this.#loan = loan
    for (const lent of this.#cores.splice(loan.cores)) {
      this.#retired.add(lent)
      this.#giveBackIdle(lent)
    }
    this.#opening ??= this.#openMissing(this.#open).finally(() => {
      this.#opening = undefined
    })
    await this.#opening
  }

  /** The core of which the least is asked, if it is less than `most`. */
  leastAsked(most: number): LentCore | undefined {
    let free: LentCore | undefined
    for (const lent of this.#cores) if (lent.asked < (free?.asked ?? most)) free = lent
    return free
  }

  /** Cores that are asked for something. */
  get busy(): number {
    return [...this.#cores, ...this.#retired].filter(({ asked }) => asked > 0).length
  }

  /** Notes that a core has done so much of what it was asked. */
  finish(lent: LentCore, count: number): void {
    lent.asked -= count
    this.#giveBackIdle(lent)
  }

  /** Tears every core down. */
  async close(): Promise<void> {
    await Promise.all([...this.#cores, ...this.#retired].map(({ core }) => core.close()))
  }

  async #openMissing(open: (dutyCycle: number) => Promise<Core>): Promise<void> {
    while (this.#cores.length < this.#loan.cores && !this.#signal.aborted) {
      const { dutyCycle } = this.#loan
      const core = await open(dutyCycle)
      // Opened too late: `close` has been and gone, or fewer are lent by now.
      if (this.#signal.aborted || this.#cores.length >= this.#loan.cores) {
        await core.close()
        // As many as before may be lent again.
        continue
      }
      if (this.#loan.dutyCycle !== dutyCycle) core.pace(this.#loan.dutyCycle)
      this.#cores.push({ core, asked: 0, finishedAt: 0 })
      this.#onOpened()
    }
  }

  #giveBackIdle(lent: LentCore): void {
    if (lent.asked > 0 || !this.#retired.delete(lent)) return
    // `close` never fails, and who lends it has no more to do with it.
    void lent.core.close()
  }
}
