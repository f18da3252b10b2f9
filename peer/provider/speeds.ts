import { z } from 'zod'
import type { Clock } from '#peer/ports/clock.ts'
import type { Compute, Core, RunResult } from '#peer/ports/compute.ts'
import type { Store } from '#peer/ports/store.ts'
import type { SavedRecords } from '#peer/saved-records.ts'
import { LoamError } from '#protocol/errors.ts'
import type { Format } from '#protocol/task/app.ts'
import type { Limits } from '#protocol/task/limits.ts'
import { GAS_PER_UNIT, type Unit } from '#protocol/task/unit.ts'
import { encode, gasSchema } from '#protocol/wire/codec.ts'
import { yardstickInput } from './yardstick.ts'

const KEY = ['provider', 'speed']
/** A figure older than this is measured anew: browsers get faster, machines are shared. */
const FRESH_MS = 24 * 3_600_000
/** Turns to warm the engine up and to guess by. */
const WARM_TURNS = 1_000_000
/** What the measured run should take. */
const MEASURED_MS = 250
const MAX_TURNS = 20_000_000
/** Shorter runs say more about the clock than about the core. */
const LEAST_MS = 10

const LIMITS: Limits = {
  gas: 2n ** 40n,
  memoryBytes: 131_072,
  outputBytes: 64,
  logBytes: 0,
  wallMs: 450,
}

const figureSchema = z.object({
  machine: z.string().max(512),
  at: z.int().nonnegative(),
  gasPerSecond: gasSchema,
})
type Figure = z.output<typeof figureSchema>

export interface SpeedsDeps {
  readonly compute: Compute
  readonly clock: Clock
  readonly store: Store
  readonly saved: SavedRecords
  /** What is measured, and on what; without it nothing is, and no speed is known. */
  readonly measure: SelfMeasure | undefined
}

/** A kernel to measure by, and what the figure holds for. */
export interface SelfMeasure {
  readonly module: Uint8Array
  /** Machine and engine, such as a browser's user agent with its cores. */
  readonly machine: string
}

/** How fast a core here is, by a measure in the real sandbox that is kept for a day. */
export class Speeds {
  readonly #deps: SpeedsDeps
  #figure: Figure | undefined

  private constructor(deps: SpeedsDeps, figure: Figure | undefined) {
    this.#deps = deps
    this.#figure = figure
  }

  /** The speeds as the store remembers them of this machine. */
  static async load(deps: SpeedsDeps): Promise<Speeds> {
    const saved = await deps.store.load(KEY)
    const figure = saved && deps.saved.read(figureSchema, saved, 'measured speeds', 4096)
    const isOurs = figure !== undefined && figure.machine === deps.measure?.machine
    return new Speeds(deps, isOurs ? figure : undefined)
  }

  /**
   * What a core does of a unit in a second; 0 where nobody knows. Programs of WASI are metered as
   * kernels are and take the same figure; graphics devices are not measured.
   */
  of(format: Format, unit: Unit): bigint {
    if (format === 'wgsl' || this.#figure === undefined) return 0n
    return this.#figure.gasPerSecond / GAS_PER_UNIT[unit]
  }

  /** Whether a measure is due. */
  get isDue(): boolean {
    const { clock, measure } = this.#deps
    if (measure === undefined) return false
    return this.#figure === undefined || clock.now() - this.#figure.at > FRESH_MS
  }

  /**
   * Measures one core, for less than a second, and keeps the figure. Never rejects: what cannot be
   * measured, or is broken off by `signal`, leaves what was known.
   */
  async measure(signal: AbortSignal): Promise<void> {
    const { measure, compute, clock, store } = this.#deps
    if (measure === undefined) return
    let core: Core | undefined
    try {
      const program = {
        format: 'kernel',
        module: measure.module,
        shared: new Uint8Array(),
      } as const
      core = await compute.open(program, { signal })
      const warm = await this.#time(core, WARM_TURNS, signal)
      const turns = Math.round((WARM_TURNS * MEASURED_MS) / Math.max(1, warm.tookMs))
      const { result, tookMs } = await this.#time(core, Math.min(turns, MAX_TURNS), signal)
      if (result.kind !== 'done' || tookMs < LEAST_MS || signal.aborted) return
      const gasPerSecond = (result.gas * 1_000n) / BigInt(Math.round(tookMs))
      this.#figure = { machine: measure.machine, at: clock.now(), gasPerSecond }
      await store.save(KEY, encode(figureSchema, this.#figure))
    } catch (error) {
      if (!signal.aborted && !(error instanceof LoamError)) throw error
    } finally {
      await core?.close()
    }
  }

  async #time(
    core: Core,
    turns: number,
    signal: AbortSignal,
  ): Promise<{ readonly result: RunResult; readonly tookMs: number }> {
    const { clock } = this.#deps
    const begun = clock.now()
    const result = await core.run(yardstickInput(turns), LIMITS, { signal })
    return { result, tookMs: clock.now() - begun }
  }
}
