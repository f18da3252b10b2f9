import {
  type AskedRuns,
  type DoneRun,
  type DoneRuns,
  packRuns,
  transferOf,
} from '#peer/adapters/bridge/compute-messages.ts'
import type { Core, RunResult } from '#peer/ports/compute.ts'
import { splitBytes } from '#protocol/task/joined-bytes.ts'

/** A core whose results cross to the thread that borrows it: those of one turn together. */
export class LentCore {
  readonly core: Core
  readonly #tell: (done: DoneRuns, transfer: ArrayBuffer[]) => void
  #done: DoneRun[] = []

  constructor(core: Core, tell: (done: DoneRuns, transfer: ArrayBuffer[]) => void) {
    this.core = core
    this.#tell = tell
  }

  /** Resolves once every one of them is told of. */
  async run({ ids, inputs, limits }: AskedRuns, signal: AbortSignal): Promise<void> {
    await Promise.all(
      splitBytes(inputs).map(async (input, at) =>
        this.#finish(ids[at] as number, await this.core.run(input, limits, { signal })),
      ),
    )
    this.#flush()
  }

  #finish(id: number, result: RunResult): void {
    if (this.#done.length === 0) queueMicrotask(() => this.#flush())
    this.#done.push({ ...result, id })
  }

  #flush(): void {
    if (this.#done.length === 0) return
    const done = packRuns(this.#done)
    this.#tell(done, transferOf(done))
    this.#done = []
  }
}
