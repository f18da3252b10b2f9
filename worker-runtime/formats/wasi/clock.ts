/** 2001-09-09T01:46:40Z: where every program's wall clock starts. */
export const EPOCH_NS = 1_000_000_000n * 1_000_000_000n
/** How far time goes on with each look at it; also its resolution. */
export const TICK_NS = 1_000_000n

export const clockIds = { realtime: 0, monotonic: 1, processCpuTime: 2, threadCpuTime: 3 } as const

/** Time that depends on nothing but what the program does: it steps when looked at or waited on. */
export class VirtualClock {
  #nowNs = EPOCH_NS

  /** Wall-clock time, without a step. */
  get nowNs(): bigint {
    return this.#nowNs
  }

  /** The named clock's time without a step; all but the wall clock start at 0. */
  read(id: number): bigint {
    return id === clockIds.realtime ? this.#nowNs : this.#nowNs - EPOCH_NS
  }

  tick(): void {
    this.#nowNs += TICK_NS
  }

  /** Goes on to a time, if it lies ahead. */
  advanceTo(nowNs: bigint): void {
    if (nowNs > this.#nowNs) this.#nowNs = nowNs
  }
}
