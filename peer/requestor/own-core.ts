import type { Compute, Core, Program, RunResult } from '#peer/ports/compute.ts'
import type { Limits } from '#protocol/task/limits.ts'

/** A program of the app's, and what one run of it may take. */
export interface OwnProgram extends Pick<Program, 'format' | 'module'> {
  readonly limits: Limits
}

export interface OwnCoreOptions {
  readonly compute: Compute
  readonly shared: Uint8Array
}

type Done = Extract<RunResult, { kind: 'done' }>
/** Runs one program on an input here; undefined where this host fails. */
export type OwnRun = (input: Uint8Array) => Promise<Done | undefined>

/**
 * A core of this peer's own on which it looks at others' results: taken when it is first needed, and
 * one however many programs it is for, since this host may have no more.
 */
export class OwnCore {
  readonly #options: OwnCoreOptions
  readonly #closed = new AbortController()
  #opened: { readonly program: OwnProgram; readonly core: Core } | undefined
  #turn: Promise<unknown> = Promise.resolve()
  #hasFailed = false

  constructor(options: OwnCoreOptions) {
    this.#options = options
  }

  /** Whether this host failed when it was last asked. */
  get hasFailed(): boolean {
    return this.#hasFailed
  }

  /** Runs a program on one input at a time. Undefined where this host fails. Never rejects. */
  run(program: OwnProgram, input: Uint8Array): Promise<Done | undefined> {
    const ran = this.#turn.then(() => this.#run(program, input)).catch(() => undefined)
    this.#turn = ran.then((result) => {
      this.#hasFailed = result === undefined
    })
    return ran
  }

  /** Gives the core back; what runs and waits counts as failed. */
  async close(): Promise<void> {
    this.#closed.abort()
    await this.#turn
    await this.#opened?.core.close()
  }

  async #run(program: OwnProgram, input: Uint8Array): Promise<Done | undefined> {
    const { signal } = this.#closed
    signal.throwIfAborted()
    const core = await this.#open(program)
    const result = await core.run(input, program.limits, { signal })
    return result.kind === 'done' ? result : undefined
  }

  /** One that fails to open is asked for anew, or nobody would be judged in this job again. */
  async #open(program: OwnProgram): Promise<Core> {
    const { compute, shared } = this.#options
    if (this.#opened?.program === program) return this.#opened.core
    const { format, module } = program
    await this.#opened?.core.close()
    this.#opened = undefined
    const core = await compute.open({ format, module, shared }, { signal: this.#closed.signal })
    this.#opened = { program, core }
    return core
  }
}
