import { MalformedError } from '#protocol/errors.ts'
import { type AmountSource, evaluateAmount } from '#protocol/task/amount.ts'
import { type BufferPlan, planBuffers } from '#protocol/task/wgsl-buffers.ts'
import type { WgslPass, WgslProgram } from '#protocol/task/wgsl-program.ts'
import type { AcceptedShaders } from '../../gate/wgsl.ts'
import { type Ended, LimitCrossed, type ProgramLimits } from '../metered.ts'
import { BufferSet } from './buffers.ts'
import { declaredSteps, type PlannedRounds, planRounds } from './declared-steps.ts'
import type { Gpu } from './device.ts'
import { Dispatcher } from './dispatcher.ts'
import { bufferUsage, MAP_READ } from './gpu-flags.ts'
import { createPipelines, type Pipelines } from './pipelines.ts'
import { Tuner } from './tuner.ts'

/** Passes of one run, all rounds counted. */
const MAX_PASSES = 2 ** 16
const FLAG_BYTES = 4

type Failure = Extract<Ended, { kind: 'failed' }>
const fail = (reason: Failure['reason'], message: string): Failure => ({
  kind: 'failed',
  reason,
  message,
})
const nothing = () => new Uint8Array(0)

/**
 * A shader program on a device, ready to run one subtask after another. Nothing but the job's
 * shared bytes and the learned speed passes from one run to the next.
 *
 * @example
 * const runner = await ShaderRunner.open(accepted, shared, gpu)
 * const ended = await runner.run(input, limits)
 */
export class ShaderRunner {
  readonly #gpu: Gpu
  readonly #accepted: AcceptedShaders
  readonly #program: WgslProgram
  readonly #pipelines: Pipelines
  readonly #shared: Uint8Array
  readonly #buffers: BufferSet
  readonly #dispatcher: Dispatcher
  readonly #spent: GPUBuffer | undefined
  #loss: Failure | undefined
  /** Ends the run under way, for the device is lost. */
  #endRun: (failure: Failure) => void = () => undefined

  private constructor(
    accepted: AcceptedShaders,
    shared: Uint8Array,
    gpu: Gpu,
    pipelines: Pipelines,
  ) {
    const { device } = gpu
    const { storage, copyTarget, copySource } = bufferUsage
    this.#gpu = gpu
    this.#accepted = accepted
    this.#program = accepted.program
    this.#shared = shared
    this.#pipelines = pipelines
    this.#buffers = new BufferSet(device, accepted.program)
    this.#spent = accepted.budgeted
      ? device.createBuffer({ size: FLAG_BYTES, usage: storage | copyTarget | copySource })
      : undefined
    this.#dispatcher = new Dispatcher({
      device,
      tuner: new Tuner(),
      loamLayout: pipelines.loamLayout,
      spent: this.#spent,
    })
    void gpu.lost.then((why) => {
      this.#loss = fail('crashed', `The graphics device is lost: ${why}`)
      this.#endRun(this.#loss)
    })
  }

  /** @throws {ShaderRefusal} when the device's compiler or limits refuse a shader. */
  static async open(
    accepted: AcceptedShaders,
    shared: Uint8Array,
    gpu: Gpu,
  ): Promise<ShaderRunner> {
    return new ShaderRunner(accepted, shared, gpu, await createPipelines(gpu.device, accepted))
  }

  /** Sets the share of the time that the device works for it, from the next dispatch on. */
  pace(dutyCycle: number): void {
    this.#dispatcher.pace(dutyCycle)
  }

  /**
   * Runs one subtask. Never rejects. `gas` of the result is known before anything is run: the
   * program's own units for Loam's, the steps its dispatches may take for a stranger's. Who has not
   * so many left is out of gas without a run.
   */
  async run(input: Uint8Array, limits: ProgramLimits): Promise<Ended> {
    if (this.#loss) return this.#loss
    const { promise: lost, resolve } = Promise.withResolvers<Failure>()
    this.#endRun = resolve
    return Promise.race([lost, this.#runSafely({ input, shared: this.#shared }, limits)])
  }

  async #runSafely(source: AmountSource, limits: ProgramLimits): Promise<Ended> {
    const { device } = this.#gpu
    try {
      const rounds = planRounds(this.#program, source)
      const units = this.#unitsOf(rounds, source)
      if (units > limits.gas)
        return done({ outcome: { kind: 'outOfGas' }, output: nothing(), gas: limits.gas })
      const plan = planBuffers(this.#program, source)
      checkPlan(plan, limits)
      checkRounds(rounds)
      device.pushErrorScope('validation')
      device.pushErrorScope('out-of-memory')
      device.pushErrorScope('internal')
      const ran = await this.#runPlan(plan, rounds, source).catch((error: unknown) => ({ error }))
      const internal = await device.popErrorScope()
      const memory = await device.popErrorScope()
      const invalid = await device.popErrorScope()
      if (memory) return fail('memory', memory.message || 'The graphics device has no more memory')
      if (invalid) return fail('refused', invalid.message)
      if (internal) return fail('crashed', internal.message)
      if ('error' in ran) throw ran.error
      const { output, outOfSteps } = ran
      return outOfSteps
        ? done({ outcome: { kind: 'outOfGas' }, output: nothing(), gas: units })
        : done({ outcome: { kind: 'success' }, output, gas: units })
    } catch (error) {
      if (error instanceof LimitCrossed) return fail(error.reason, error.message)
      // What the program declares does not fit this input: the same on every host.
      if (error instanceof MalformedError)
        return done({ outcome: { kind: 'trap' }, output: nothing(), gas: 0n })
      return fail('crashed', error instanceof Error ? error.message : String(error))
    }
  }

  #unitsOf(rounds: readonly PlannedRounds[], source: AmountSource): bigint {
    const { program, budgeted, groupSteps } = this.#accepted
    return budgeted
      ? declaredSteps(rounds, groupSteps)
      : BigInt(evaluateAmount(program.units, source))
  }

  async #runPlan(plan: BufferPlan, planned: readonly PlannedRounds[], source: AmountSource) {
    const dispatcher = this.#dispatcher
    const spent = this.#spent
    let buffers = new Map<string, GPUBuffer>()
    dispatcher.begin((encoder) => {
      buffers = this.#buffers.open(plan, source, encoder)
      if (spent) encoder.clearBuffer(spent)
    })
    const bind = this.#binder()
    for (const { rounds, passes, swap } of planned) {
      for (let round = 0; round < rounds; round++) {
        for (const { pass, groups } of passes) {
          const pipeline = this.#pipelines.byPass.get(pass)
          if (!pipeline) throw new TypeError('A pass has no pipeline')
          await dispatcher.dispatch({ pipeline, bindGroups: bind(pass, buffers), groups, round })
        }
        for (const pair of swap) exchange(buffers, pair)
      }
    }
    return this.#readBack(plan, buffers)
  }

  /** Makes each pass's bind groups once per set of buffers: ping-pong has but two. */
  #binder() {
    const made = new Map<string, GPUBindGroup[]>()
    const ids = new Map<GPUBuffer, number>()
    const idOf = (buffer: GPUBuffer) => {
      const id = ids.get(buffer) ?? ids.size
      ids.set(buffer, id)
      return id
    }
    return (pass: WgslPass, buffers: ReadonlyMap<string, GPUBuffer>): GPUBindGroup[] => {
      const pipeline = this.#pipelines.byPass.get(pass)
      const bound = pass.bindings.map((binding) => ({
        ...binding,
        buffer: buffers.get(binding.buffer) as GPUBuffer,
      }))
      const key = [pipeline?.id, ...bound.map(({ buffer }) => idOf(buffer))].join()
      const known = made.get(key)
      if (known) return known
      const groups = (pipeline?.layouts ?? []).map((layout, group) =>
        this.#gpu.device.createBindGroup({
          layout,
          entries: bound
            .filter((each) => each.group === group)
            .map(({ binding, buffer }) => ({ binding, resource: { buffer } })),
        }),
      )
      made.set(key, groups)
      return groups
    }
  }

  async #readBack(plan: BufferPlan, buffers: ReadonlyMap<string, GPUBuffer>) {
    const { device } = this.#gpu
    const output = buffers.get(plan.outputName) as GPUBuffer
    const staging = device.createBuffer({
      size: output.size + FLAG_BYTES,
      usage: bufferUsage.copyTarget | bufferUsage.mapRead,
    })
    try {
      const spent = this.#spent
      await this.#dispatcher.flush((encoder) => {
        encoder.copyBufferToBuffer(output, 0, staging, 0, output.size)
        if (spent) encoder.copyBufferToBuffer(spent, 0, staging, output.size, FLAG_BYTES)
      })
      await staging.mapAsync(MAP_READ)
      const mapped = staging.getMappedRange()
      const flag = new Uint32Array(mapped, output.size, 1)[0]
      return {
        output: new Uint8Array(mapped.slice(0, plan.outputBytes)),
        outOfSteps: flag !== 0,
      }
    } finally {
      staging.destroy()
    }
  }
}

function done(result: Pick<Extract<Ended, { kind: 'done' }>, 'outcome' | 'output' | 'gas'>): Ended {
  return { kind: 'done', log: '', ...result }
}

function checkPlan({ totalBytes, outputBytes }: BufferPlan, limits: ProgramLimits): void {
  if (totalBytes > limits.memoryBytes) {
    const message = `The buffers need ${totalBytes} bytes, over the limit of ${limits.memoryBytes}`
    throw new LimitCrossed('refused', message)
  }
  if (outputBytes > limits.outputBytes) {
    const message = `The output has ${outputBytes} bytes, over the limit of ${limits.outputBytes}`
    throw new LimitCrossed('output', message)
  }
}

function checkRounds(planned: readonly PlannedRounds[]): void {
  const passes = planned.reduce((sum, each) => sum + each.rounds * each.passes.length, 0)
  if (passes > MAX_PASSES) throw new MalformedError(`program of more than ${MAX_PASSES} passes`)
}

function exchange(buffers: Map<string, GPUBuffer>, [a, b]: readonly [string, string]): void {
  const [first, second] = [buffers.get(a), buffers.get(b)]
  if (!first || !second) return
  buffers.set(a, second)
  buffers.set(b, first)
}
