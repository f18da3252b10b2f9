import { z } from 'zod'
import type { Clock } from '#peer/ports/clock.ts'
import type { Compute, Core, Program, RunResult } from '#peer/ports/compute.ts'
import type { Store } from '#peer/ports/store.ts'
import type { SavedRecords } from '#peer/saved-records.ts'
import { LoamError } from '#protocol/errors.ts'
import type { Format } from '#protocol/task/app.ts'
import type { Limits } from '#protocol/task/limits.ts'
import { GAS_PER_UNIT, type Unit } from '#protocol/task/unit.ts'
import { encode, gasSchema } from '#protocol/wire/codec.ts'
import { yardstickInput } from './yardstick.ts'

/** A figure older than this is measured anew: browsers get faster, machines are shared. */
const FRESH_MS = 24 * 3_600_000
/** What the measured run should take, and from when on a run counts as one. */
const MEASURED_MS = 250
const ENOUGH_MS = 150
/** Shorter runs say more about the clock than about the device. */
const LEAST_MS = 10
/** How much longer than the last a run may be: a device that is not warm yet tells little. */
const MOST_GROWTH = 8

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

/** What to measure by, and what the figures hold for. */
export interface SelfMeasure {
  /** A kernel, as `yardstick`. */
  readonly module: Uint8Array
  /** Machine and engine, such as a browser's user agent with its cores. */
  readonly machine: string
  /** For machines with a graphics device; without it none is measured. */
  readonly graphics?: GraphicsMeasure | undefined
}

/** Shaders that come with Loam, whose unit is a light path. */
export interface GraphicsMeasure {
  /** Makes the program; called where there is a device to measure. */
  program(): Promise<Program>
  /** Input that takes about so many paths. */
  input(paths: number): Uint8Array
}

/** What computes: programs of WASI are metered as kernels are and take the same figure. */
type Device = 'cores' | 'graphics'
const DEVICES: readonly Device[] = ['cores', 'graphics']
const deviceOf = (format: Format): Device => (format === 'wgsl' ? 'graphics' : 'cores')

/** A program to measure a device by. */
interface Course {
  readonly program: () => Promise<Program>
  readonly input: (turns: number) => Uint8Array
  /** What its results count. */
  readonly unit: Unit
  readonly limits: Limits
  /** Turns to warm up and to guess by, and the most of one run. */
  readonly turns: { readonly least: number; readonly most: number }
}

/** Of one run, on a machine that is busy or far too weak. */
const MOST_MS = 2_000
const USUAL_LIMITS = { gas: 2n ** 40n, logBytes: 0, wallMs: MOST_MS }

function courseOf({ module, graphics }: SelfMeasure, device: Device): Course | undefined {
  if (device === 'cores')
    return {
      program: async () => ({ format: 'kernel', module, shared: new Uint8Array() }),
      input: yardstickInput,
      unit: 'gas',
      limits: { ...USUAL_LIMITS, memoryBytes: 131_072, outputBytes: 64 },
      turns: { least: 1_000_000, most: 20_000_000 },
    }
  return (
    graphics && {
      program: () => graphics.program(),
      input: (paths) => graphics.input(paths),
      unit: 'path',
      limits: { ...USUAL_LIMITS, memoryBytes: 2 ** 26, outputBytes: 2 ** 20 },
      turns: { least: 2 ** 12, most: 2 ** 30 },
    }
  )
}

const KEYS = { cores: ['provider', 'speed'], graphics: ['provider', 'graphics-speed'] } as const

/** How fast a core and the graphics device are here, measured in the real sandbox, kept for a day. */
export class Speeds {
  readonly #deps: SpeedsDeps
  readonly #figures = new Map<Device, Figure>()

  private constructor(deps: SpeedsDeps) {
    this.#deps = deps
  }

  /** The speeds as the store remembers them of this machine. */
  static async load(deps: SpeedsDeps): Promise<Speeds> {
    const speeds = new Speeds(deps)
    for (const device of DEVICES) {
      const saved = await deps.store.load(KEYS[device])
      const figure = saved && deps.saved.read(figureSchema, saved, 'measured speeds', 4096)
      if (figure && figure.machine === speeds.#nameOf(device)) speeds.#figures.set(device, figure)
    }
    return speeds
  }

  /** What a core, or the graphics device, does of a unit in a second; 0 where nobody knows. */
  of(format: Format, unit: Unit): bigint {
    return (this.#figures.get(deviceOf(format))?.gasPerSecond ?? 0n) / GAS_PER_UNIT[unit]
  }

  /** Whether one of the devices that run these formats should be measured. */
  isDue(formats: readonly Format[]): boolean {
    return this.#due(formats).length > 0
  }

  /**
   * Measures a core and the graphics device, as far as these formats need them and it is due, each
   * for about a second, and keeps the figures. Never rejects: what cannot be measured, or is
   * broken off by `signal`, leaves what was known.
   */
  async measure(formats: readonly Format[], signal: AbortSignal): Promise<void> {
    const { store } = this.#deps
    for (const { device, course, machine } of this.#due(formats))
      try {
        const gasPerSecond = await this.#time(course, signal)
        if (gasPerSecond === undefined) continue
        const figure = { machine, at: this.#deps.clock.now(), gasPerSecond }
        this.#figures.set(device, figure)
        await store.save(KEYS[device], encode(figureSchema, figure))
      } catch (error) {
        if (!signal.aborted && !(error instanceof LoamError)) throw error
      }
  }

  #due(formats: readonly Format[]) {
    const { clock, measure } = this.#deps
    return DEVICES.flatMap((device) => {
      const course = measure && courseOf(measure, device)
      const machine = this.#nameOf(device)
      const isLent = formats.some((format) => deviceOf(format) === device)
      const age = clock.now() - (this.#figures.get(device)?.at ?? Number.NEGATIVE_INFINITY)
      const isDue = isLent && age > FRESH_MS && course !== undefined && machine !== undefined
      return isDue ? [{ device, course, machine }] : []
    })
  }

  /** What a figure holds for; another graphics card is another machine. */
  #nameOf(device: Device): string | undefined {
    const { measure, compute } = this.#deps
    if (device === 'cores' || measure === undefined) return measure?.machine
    const { graphics } = compute.capacity
    return graphics && `${graphics.name}, ${measure.machine}`.slice(0, 512)
  }

  /** Runs a course for longer and longer until a run says something; undefined where none does. */
  async #time(
    { program, input, unit, limits, turns: { least, most } }: Course,
    signal: AbortSignal,
  ): Promise<bigint | undefined> {
    const { compute } = this.#deps
    const core = await compute.open(await program(), { signal })
    try {
      let turns = least
      for (let isWarm = false; ; isWarm = true) {
        const { result, tookMs } = await this.#run(core, input(turns), limits, signal)
        if (signal.aborted || result.kind !== 'done' || result.outcome.kind !== 'success')
          return undefined
        const isLast = isWarm && (tookMs >= ENOUGH_MS || turns === most)
        if (isLast && tookMs < LEAST_MS) return undefined
        if (isLast) return (result.gas * GAS_PER_UNIT[unit] * 1_000n) / BigInt(Math.round(tookMs))
        const growth = Math.min(MOST_GROWTH, MEASURED_MS / Math.max(1, tookMs))
        turns = Math.min(most, Math.max(1, Math.round(turns * growth)))
      }
    } finally {
      await core.close()
    }
  }

  async #run(
    core: Core,
    input: Uint8Array,
    limits: Limits,
    signal: AbortSignal,
  ): Promise<{ readonly result: RunResult; readonly tookMs: number }> {
    const { clock } = this.#deps
    const begun = clock.now()
    const result = await core.run(input, limits, { signal })
    return { result, tookMs: clock.now() - begun }
  }
}
