import type { Allowance, Compute, Core, GraphicsDevice, Program } from '#peer/ports/compute.ts'
import type { Cid } from '#protocol/ids.ts'
import { admit } from './admit.ts'
import { SandboxCore } from './core.ts'
import type { StartSandbox } from './sandbox.ts'
import type { Ticker } from './ticker.ts'
import { WarmSandboxes } from './warm-sandboxes.ts'

const EVERYTHING: Allowance = {
  dutyCycle: 1,
  memoryBytes: Number.POSITIVE_INFINITY,
  shaders: 'own',
}

/** Sandboxes that may live at once: one a core, its successor, and the spare one. */
export const placesFor = (cores: number): number => 2 * cores + 1

/** Grants `cores` sandboxes, each to one program at a time, in the order asked. */
export class SandboxPool implements Compute {
  readonly capacity: Compute['capacity']
  readonly #ticker: Ticker
  readonly #sandboxes: WarmSandboxes
  readonly #waiting: Array<() => void> = []
  readonly #open = new Set<Core>()
  readonly #stopped = new AbortController()
  readonly #ownShaders: ReadonlySet<Cid> | undefined
  #free: number
  #isKeptWarm = false

  /**
   * @param ownShaders for a host with a graphics device (see `admit`).
   * @param graphics what is known of that device.
   */
  constructor(
    cores: number,
    start: StartSandbox,
    ticker: Ticker,
    ownShaders?: ReadonlySet<Cid>,
    graphics?: GraphicsDevice,
  ) {
    const formats = ['kernel', 'wasi'] as const
    this.capacity = { cores, formats: ownShaders ? [...formats, 'wgsl'] : formats, graphics }
    this.#ownShaders = ownShaders
    this.#free = cores
    this.#ticker = ticker
    this.#sandboxes = new WarmSandboxes(start, ticker, placesFor(cores))
  }

  #take(signal: AbortSignal): Promise<void> {
    if (this.#free > 0) {
      this.#free -= 1
      return Promise.resolve()
    }
    return new Promise((resolve, reject) => {
      const grant = () => {
        signal.removeEventListener('abort', abort)
        resolve()
      }
      const abort = () => {
        this.#waiting.splice(this.#waiting.indexOf(grant), 1)
        reject(signal.reason)
      }
      signal.addEventListener('abort', abort, { once: true })
      this.#waiting.push(grant)
    })
  }

  #giveBack(): void {
    const next = this.#waiting.shift()
    if (next) next()
    else this.#free += 1
    this.#settle()
  }

  /** What is ready for the next program while none runs. */
  #settle(): void {
    if (this.#free < this.capacity.cores) return
    if (this.#isKeptWarm) this.#sandboxes.refill()
    else void this.#sandboxes.drain()
  }

  async open(
    program: Program,
    options: {
      readonly signal: AbortSignal
      readonly allowance?: Allowance
      readonly plain?: boolean
    },
  ): Promise<Core> {
    const signal = AbortSignal.any([options.signal, this.#stopped.signal])
    signal.throwIfAborted()
    const allowance = options.allowance ?? EVERYTHING
    const choice = this.#ownShaders ? (allowance.shaders ?? 'own') : 'none'
    const isOwn = admit(program, choice, this.#ownShaders ?? new Set())
    const core = new SandboxCore({
      program,
      allowance,
      plain: isOwn || (options.plain ?? false),
      ticker: this.#ticker,
      takeSandbox: () => this.#sandboxes.take(),
      onLoaded: () => this.#sandboxes.refill(),
      onClosed: () => {
        this.#open.delete(core)
        this.#giveBack()
      },
    })
    await this.#take(signal)
    this.#open.add(core)
    await core.open(signal)
    return core
  }

  keepWarm(isWanted: boolean): void {
    this.#isKeptWarm = isWanted && !this.#stopped.signal.aborted
    this.#settle()
  }

  async stop(): Promise<void> {
    this.#isKeptWarm = false
    this.#stopped.abort(new DOMException('The sandboxes are stopped', 'AbortError'))
    await Promise.all([...this.#open].map((core) => core.close()))
    await this.#sandboxes.drain()
  }
}
