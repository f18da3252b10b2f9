import { type AskedRun, type DoneRun, transferOf } from '#peer/adapters/bridge/compute-messages.ts'
import type { Core, RunResult } from '#peer/ports/compute.ts'

/** A core whose results cross to the thread that borrows it: those of one turn together. */
export class LentCore {
  readonly core: Core
  readonly #tell: (done: readonly DoneRun[], transfer: ArrayBuffer[]) => void
  #done: DoneRun[] = []

  constructor(core: Core, tell: (done: readonly DoneRun[], transfer: ArrayBuffer[]) => void) {
    this.core = core
    this.#tell = tell
  }

  /** Resolves once every one of them is told of. */
  async run(runs: readonly AskedRun[], signal: AbortSignal): Promise<void> {
    await Promise.all(
      runs.map(async ({ id, input, limits }) =>
        this.#finish(id, await this.core.run(input, limits, { signal })),
      ),
    )
    this.#flush()
  }

  #finish(id: number, result: RunResult): void {
    if (this.#done.length === 0) queueMicrotask(() => this.#flush())
    this.#done.push({ id, result })
  }

  #flush(): void {
    if (this.#done.length === 0) return
    this.#tell(this.#done, transferOf(this.#done))
    this.#done = []
  }
}
