import type { Compute, Core, RunResult } from '#peer/ports/compute.ts'
import type { Limits } from '#protocol/task/limits.ts'

export interface OwnCoreOptions {
  readonly compute: Compute
  /** A `kernel` of the app's. */
  readonly module: Uint8Array
  readonly shared: Uint8Array
  readonly limits: Limits
}

/** A core of this peer's own on which it looks at others' results: taken when it is first needed. */
export class OwnCore {
  readonly #options: OwnCoreOptions
  readonly #closed = new AbortController()
  #core: Promise<Core> | undefined
  #turn: Promise<unknown> = Promise.resolve()

  constructor(options: OwnCoreOptions) {
    this.#options = options
  }

  /** Runs the module on one input at a time. Undefined where this host fails. Never rejects. */
  run(input: Uint8Array): Promise<Extract<RunResult, { kind: 'done' }> | undefined> {
    const ran = this.#turn.then(() => this.#run(input)).catch(() => undefined)
    this.#turn = ran
    return ran
  }

  /** Gives the core back; what runs and waits counts as failed. */
  async close(): Promise<void> {
    this.#closed.abort()
    const core = await this.#core?.catch(() => undefined)
    await core?.close()
  }

  async #run(input: Uint8Array): Promise<Extract<RunResult, { kind: 'done' }> | undefined> {
    const { compute, module, shared, limits } = this.#options
    const { signal } = this.#closed
    this.#core ??= compute.open({ format: 'kernel', module, shared }, { signal })
    const core = await this.#core.catch((error: unknown) => {
      // The next one asks anew, or nobody would be judged in this job again.
      this.#core = undefined
      throw error
    })
    const result = await core.run(input, limits, { signal })
    return result.kind === 'done' ? result : undefined
  }
}
