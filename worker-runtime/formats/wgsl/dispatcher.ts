import { Pace } from '../../pace.ts'
import { LimitCrossed } from '../metered.ts'
import { bufferUsage } from './gpu-flags.ts'
import { LOAM_GROUP, type Pipeline } from './pipelines.ts'
import type { Tuner } from './tuner.ts'

/** Dispatches one submission may hold: slots of the offset uniform. */
const SLOTS = 256
const SLOT_BYTES = 256
/** A dispatch that cannot be cut any further may take so long; drivers reset a device after about 2 s. */
const MAX_DISPATCH_MS = 1_000
/**
 * Steps that one submission of a stranger's passes may take, whatever the clock said of earlier
 * ones: a few workgroups with the usual budget, and many thousands where a program asks for little.
 */
export const MAX_SUBMISSION_STEPS = 2 ** 32
/** Slices of one run of a stranger's program. */
export const MAX_SLICES = 2 ** 16
/** A rest is cut into these, so that a change of pace is not slept through. */
const NAP_MS = 100

const axes = { x: 0, y: 1, z: 2 } as const

/** One pass to run: what to bind, how many workgroups, in which round. */
export interface Work {
  readonly pipeline: Pipeline
  readonly bindGroups: readonly GPUBindGroup[]
  readonly groups: readonly [number, number, number]
  readonly round: number
}

/** Time as the dispatcher measures and passes it. */
export interface Stopwatch {
  now(): number
  sleep(ms: number): Promise<void>
}

const workerTime: Stopwatch = {
  now: () => performance.now(),
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
}

interface Pending {
  readonly work: Work
  readonly first: number
  readonly counts: readonly [number, number, number]
  /** Along the axis that is cut. */
  readonly count: number
}

/**
 * Sends passes to the device in submissions that are short by the tuner's measure: long passes in
 * slices, short ones together. Between submissions it lets the device rest as its pace asks.
 */
export class Dispatcher {
  readonly #device: GPUDevice
  readonly #tuner: Tuner
  readonly #offsets: GPUBuffer
  readonly #loamGroup: GPUBindGroup
  readonly #time: Stopwatch
  readonly #pace: Pace
  #encoder: GPUCommandEncoder
  #pending: Pending[] = []
  #estimatedMs = 0
  #pendingSteps = 0
  #slices = 0

  constructor(options: {
    readonly device: GPUDevice
    readonly tuner: Tuner
    readonly loamLayout: GPUBindGroupLayout
    /** The flag that a budget ran out, where the shaders have one. */
    readonly spent: GPUBuffer | undefined
    /** The worker's own unless given. */
    readonly time?: Stopwatch
  }) {
    const { device, tuner, loamLayout, spent, time = workerTime } = options
    this.#device = device
    this.#tuner = tuner
    this.#time = time
    this.#pace = new Pace(1, time.now())
    this.#offsets = device.createBuffer({
      size: SLOTS * SLOT_BYTES,
      usage: bufferUsage.uniform | bufferUsage.copyTarget,
    })
    this.#loamGroup = device.createBindGroup({
      layout: loamLayout,
      entries: [
        { binding: 0, resource: { buffer: this.#offsets, size: 16 } },
        ...(spent ? [{ binding: 1, resource: { buffer: spent } }] : []),
      ],
    })
    this.#encoder = device.createCommandEncoder()
  }

  /** Sets the share of the time that the device works, all of it to begin with. Applies at once. */
  pace(dutyCycle: number): void {
    this.#pace.change(dutyCycle, this.#time.now())
  }

  /** Starts a run, whatever became of the last one; what it is given to encode comes first. */
  begin(encode: (encoder: GPUCommandEncoder) => void): void {
    this.#pending = []
    this.#estimatedMs = 0
    this.#pendingSteps = 0
    this.#slices = 0
    this.#encoder = this.#device.createCommandEncoder()
    encode(this.#encoder)
  }

  /**
   * Sends a pass; resolves before it has run, but never with more than one submission waiting.
   * @throws {LimitCrossed} when its least slice is too large, or a run has too many of them.
   */
  async dispatch(work: Work): Promise<void> {
    const { pass, id } = work.pipeline
    if (work.groups.includes(0)) return
    const axis = axes[pass.slice ?? 'x']
    this.#checkGroups(work, pass.slice === undefined ? -1 : axis)
    const total = work.groups[axis]
    const rowSteps = stepsOfRow(work)
    const fitting = rowSteps === 0 ? total : Math.floor(MAX_SUBMISSION_STEPS / rowSteps)
    if (fitting < (pass.slice ? 1 : total)) throw tooLarge(work, pass.slice ? 1 : total)
    const { maxComputeWorkgroupsPerDimension } = this.#device.limits
    const largest = Math.min(fitting, maxComputeWorkgroupsPerDimension)
    for (let first = 0; first < total; ) {
      const tuned = pass.slice ? this.#tuner.next(id, total - first) : total
      const count = Math.min(tuned, largest)
      const steps = rowSteps * count
      if (this.#pendingSteps + steps > MAX_SUBMISSION_STEPS) await this.flush()
      if (rowSteps > 0) this.#countSlice()
      const counts: [number, number, number] = [...work.groups]
      counts[axis] = count
      this.#pending.push({ work, first, counts, count })
      this.#estimatedMs += this.#tuner.estimateMs(id, count)
      this.#pendingSteps += steps
      first += count
      if (this.#pending.length === SLOTS || !this.#tuner.hasRoom(this.#estimatedMs))
        await this.flush()
    }
  }

  /** Submits what waits, and `encode` behind it, and waits until the device has done it. */
  async flush(encode?: (encoder: GPUCommandEncoder) => void): Promise<void> {
    await this.#rest()
    const { queue } = this.#device
    const pending = this.#pending
    this.#encodePending()
    encode?.(this.#encoder)
    const startedAt = this.#time.now()
    queue.submit([this.#encoder.finish()])
    this.#encoder = this.#device.createCommandEncoder()
    await queue.onSubmittedWorkDone()
    const doneAt = this.#time.now()
    const elapsedMs = doneAt - startedAt
    this.#pace.spend(elapsedMs, doneAt)
    if (pending.length === 0) return
    const slices = pending.map(({ work, count }) => ({ pass: work.pipeline.id, count }))
    this.#tuner.learn(slices, elapsedMs)
    const [only, ...others] = pending
    const isWhole = only && (only.count === 1 || only.work.pipeline.pass.slice === undefined)
    if (isWhole && others.length === 0 && elapsedMs > MAX_DISPATCH_MS) {
      const { entry } = only.work.pipeline.pass
      const message = `One dispatch of “${entry}” took ${Math.round(elapsedMs)} ms and cannot be cut; ${MAX_DISPATCH_MS} are allowed`
      throw new LimitCrossed('refused', message)
    }
  }

  async #rest(): Promise<void> {
    for (;;) {
      const restMs = this.#pace.restMs(this.#time.now())
      if (restMs === 0) return
      await this.#time.sleep(Math.min(Math.ceil(restMs), NAP_MS))
    }
  }

  #encodePending(): void {
    if (this.#pending.length === 0) return
    const offsets = new Uint32Array((this.#pending.length * SLOT_BYTES) / 4)
    const encoding = this.#encoder.beginComputePass()
    for (const [slot, { work, first, counts }] of this.#pending.entries()) {
      const { pass, pipeline } = work.pipeline
      const at = (slot * SLOT_BYTES) / 4
      offsets[at + axes[pass.slice ?? 'x']] = first
      offsets[at + 3] = work.round
      encoding.setPipeline(pipeline)
      for (const [index, group] of work.bindGroups.entries()) encoding.setBindGroup(index, group)
      encoding.setBindGroup(LOAM_GROUP, this.#loamGroup, [slot * SLOT_BYTES])
      encoding.dispatchWorkgroups(...counts)
    }
    encoding.end()
    this.#device.queue.writeBuffer(this.#offsets, 0, offsets)
    this.#pending = []
    this.#estimatedMs = 0
    this.#pendingSteps = 0
  }

  #countSlice(): void {
    this.#slices += 1
    if (this.#slices <= MAX_SLICES) return
    throw new LimitCrossed('refused', `The run takes more than ${MAX_SLICES} dispatches`)
  }

  #checkGroups({ groups, pipeline }: Work, cutAxis: number): void {
    const largest = this.#device.limits.maxComputeWorkgroupsPerDimension
    for (const [axis, count] of groups.entries()) {
      if (axis === cutAxis || count <= largest) continue
      const message = `“${pipeline.pass.entry}” has ${count} workgroups along one axis; this device allows ${largest}`
      throw new LimitCrossed('refused', message)
    }
  }
}

/** Steps of the workgroups that no cut parts; 0 for Loam's own, which are not counted. */
function stepsOfRow({ groups, pipeline }: Work): number {
  const axis = axes[pipeline.pass.slice ?? 'x']
  const inRow = groups.reduce((all, count, each) => (each === axis ? all : all * count), 1)
  return inRow * (pipeline.groupSteps ?? 0)
}

function tooLarge(work: Work, count: number): LimitCrossed {
  const steps = stepsOfRow(work) * count
  const message = `A dispatch of “${work.pipeline.pass.entry}” may take ${steps} steps; ${MAX_SUBMISSION_STEPS} are allowed: cut it, or ask for a smaller budget`
  return new LimitCrossed('refused', message)
}
