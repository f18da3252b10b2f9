import type { Compute, Core, Program } from '#peer/ports/compute.ts'
import { SandboxCore } from './core.ts'
import type { StartSandbox } from './sandbox.ts'

/** Grants `cores` sandboxes, each slot to one program at a time, in the order asked. */
export class SandboxPool implements Compute {
  readonly capacity: Compute['capacity']
  readonly #start: StartSandbox
  readonly #free: number[]
  readonly #waiting: Array<(slot: number) => void> = []
  readonly #open = new Set<Core>()
  readonly #stopped = new AbortController()

  constructor(cores: number, start: StartSandbox) {
    this.capacity = { cores, formats: ['kernel', 'wasi'] }
    this.#start = start
    this.#free = Array.from({ length: cores }, (_, slot) => slot)
  }

  #take(signal: AbortSignal): Promise<number> {
    const slot = this.#free.shift()
    if (slot !== undefined) return Promise.resolve(slot)
    return new Promise((resolve, reject) => {
      const grant = (granted: number) => {
        signal.removeEventListener('abort', abort)
        resolve(granted)
      }
      const abort = () => {
        this.#waiting.splice(this.#waiting.indexOf(grant), 1)
        reject(signal.reason)
      }
      signal.addEventListener('abort', abort, { once: true })
      this.#waiting.push(grant)
    })
  }

  #giveBack(slot: number): void {
    const next = this.#waiting.shift()
    if (next) next(slot)
    else this.#free.push(slot)
  }

  async open(program: Program, options: { signal: AbortSignal }): Promise<Core> {
    const signal = AbortSignal.any([options.signal, this.#stopped.signal])
    signal.throwIfAborted()
    const slot = await this.#take(signal)
    let core: Core | undefined
    core = await SandboxCore.open(() => this.#start(slot), program, {
      signal,
      release: () => {
        if (core) this.#open.delete(core)
        this.#giveBack(slot)
      },
    })
    this.#open.add(core)
    return core
  }

  async stop(): Promise<void> {
    this.#stopped.abort(new DOMException('The sandboxes are stopped', 'AbortError'))
    await Promise.all([...this.#open].map((core) => core.close()))
  }
}
