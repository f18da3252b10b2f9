import type { TrapCause } from '#peer/ports/compute.ts'
import type { Outcome } from '#protocol/task/outcome.ts'
import { INSTANTIATION_GAS, meterExports } from '../gate/gate.ts'
import { MAX_DEPTH_WORDS } from '../gate/meter.ts'

/** The limits that bind inside the sandbox; wall clock is the host's. */
export interface ProgramLimits {
  readonly gas: bigint
  readonly memoryBytes: number
  readonly outputBytes: number
  readonly logBytes: number
}

/** What one instance came to. `failed` is the host's fault or limit, never the program's result. */
export type Ended =
  | {
      readonly kind: 'done'
      readonly outcome: Outcome
      readonly output: Uint8Array<ArrayBuffer>
      readonly gas: bigint
      readonly log: string
      /** What a trap most likely comes from, where the meter saw it coming. */
      readonly because?: TrapCause
    }
  | {
      readonly kind: 'failed'
      readonly reason: 'memory' | 'output' | 'crashed' | 'refused'
      readonly message: string
    }

/** The program broke its ABI: the same on every host, so it ends like a trap. */
export class ProgramFault extends Error {}

/** The program crossed a limit of the host that is no outcome. */
export class LimitCrossed extends Error {
  readonly reason: 'output' | 'refused'
  constructor(reason: 'output' | 'refused', message: string) {
    super(message)
    this.reason = reason
  }
}

/** An instance, with the host's handles on its meter. */
export interface MeteredInstance {
  readonly exports: WebAssembly.Exports
  readonly memory: WebAssembly.Memory
  readonly gas: WebAssembly.Global
  readonly share: MemoryShare
}

/** The linear memory's part of `memoryBytes`, for those who share the limit with it. */
export interface MemoryShare {
  /** What it holds now; a plain module's counts for nothing. */
  readonly bytes: () => number
  /** Lets it grow to so many bytes at the most, where its own maximum does. */
  readonly cap: (bytes: number) => void
}

interface Meter {
  /** Nothing counts: the globals are stand-ins. */
  readonly isPlain: boolean
  readonly gas: WebAssembly.Global
  readonly depth: WebAssembly.Global
  readonly maxPages: WebAssembly.Global
  readonly growFailed: WebAssembly.Global
}

function shareOf({ isPlain, maxPages }: Meter, memory: WebAssembly.Memory): MemoryShare {
  const ownMaximum = maxPages.value
  return {
    bytes: () => (isPlain ? 0 : memory.buffer.byteLength),
    cap: (bytes) => {
      maxPages.value = Math.min(ownMaximum, Math.floor(bytes / PAGE_BYTES))
    },
  }
}

function meterOf({ exports }: WebAssembly.Instance): Meter {
  const isPlain = !(meterExports.gas in exports)
  const globalOf = (name: string, value: 'i32' | 'i64') => {
    const found = isPlain ? new WebAssembly.Global({ value, mutable: true }) : exports[name]
    if (!(found instanceof WebAssembly.Global)) throw new TypeError(`${name} is not exported`)
    return found
  }
  return {
    isPlain,
    gas: globalOf(meterExports.gas, 'i64'),
    depth: globalOf(meterExports.depth, 'i32'),
    maxPages: globalOf(meterExports.maxPages, 'i32'),
    growFailed: globalOf(meterExports.growFailed, 'i32'),
  }
}

/** Asked of every run, so that it is read from a module once. */
const costs = new WeakMap<WebAssembly.Module, bigint>()

function readInstantiationGas(module: WebAssembly.Module): bigint {
  const known = costs.get(module)
  if (known !== undefined) return known
  const isPlain = WebAssembly.Module.exports(module).every(({ name }) => name !== meterExports.gas)
  const [digits] = WebAssembly.Module.customSections(module, INSTANTIATION_GAS)
  // A plain module's section of that name is its own, and may say anything.
  const cost = isPlain || !digits ? 0n : BigInt(new TextDecoder().decode(digits))
  costs.set(module, cost)
  return cost
}

export function functionOf(
  exports: WebAssembly.Exports,
  name: string,
): (...values: number[]) => unknown {
  const found = exports[name]
  if (typeof found !== 'function') throw new TypeError(`${name} is not exported`)
  return found as (...values: number[]) => unknown
}

const PAGE_BYTES = 65_536
const nothing = () => new Uint8Array(0)
const ENGINE_REFUSED_GROWTH = 1
const CAP_FORBADE_GROWTH = 2

/**
 * Runs a metered module once, in an instance of its own, and tells results from host failures;
 * one whose instantiation costs more than the limit is out of gas without. A plain module runs too;
 * then gas is what the host's own functions cost, and no more.
 *
 * `body` drives the program by its format's ABI and answers with an exit code and output. Only a
 * WASM trap or a `ProgramFault` is the program's; whatever else is thrown (the engine's own stack
 * limit, refused memory) is the host's. `log` says what the program printed so far.
 */
export function runMetered(
  module: WebAssembly.Module,
  options: {
    /** Makes it; a `RangeError` says that the engine has no room. */
    readonly instantiate: () => WebAssembly.Instance
    readonly limits: ProgramLimits
    /** What the host holds of `memoryBytes` for the program before it begins. */
    readonly heldBytes?: number
    readonly log: () => string
    readonly body: (instance: MeteredInstance) => {
      readonly exitCode: number
      readonly output: Uint8Array<ArrayBuffer>
    }
  },
): Ended {
  const { instantiate, limits, heldBytes = 0, log, body } = options
  const gasToBegin = limits.gas - readInstantiationGas(module)
  let meter: Meter | undefined
  const outOfGas = (): Ended => ({
    kind: 'done',
    outcome: { kind: 'outOfGas' },
    output: nothing(),
    gas: limits.gas,
    log: log(),
  })
  const end = (outcome: Outcome, output: Uint8Array<ArrayBuffer>): Ended => {
    const left = meter ? BigInt(meter.gas.value) : gasToBegin
    if (left < 0n) return outOfGas()
    return { kind: 'done', outcome, output, gas: limits.gas - left, log: log() }
  }
  if (gasToBegin < 0n) return outOfGas()
  try {
    const instance = instantiate()
    meter = meterOf(instance)
    const memory = instance.exports.memory
    if (!(memory instanceof WebAssembly.Memory)) throw new TypeError('memory is not exported')
    if (memory.buffer.byteLength + heldBytes > limits.memoryBytes) {
      const files = heldBytes > 0 ? ` and ${heldBytes} of files` : ''
      return {
        kind: 'failed',
        reason: 'memory',
        message: `The program starts with ${memory.buffer.byteLength} bytes of memory${files}, over the limit of ${limits.memoryBytes}`,
      }
    }
    const { gas } = meter
    const share = shareOf(meter, memory)
    share.cap(limits.memoryBytes - heldBytes)
    gas.value = gasToBegin
    const start = instance.exports[meterExports.start]
    if (typeof start === 'function') start()
    const { exitCode, output } = body({ exports: instance.exports, memory, gas, share })
    return end(exitCode === 0 ? { kind: 'success' } : { kind: 'exit', code: exitCode }, output)
  } catch (error) {
    if (error instanceof LimitCrossed) {
      return { kind: 'failed', reason: error.reason, message: error.message }
    }
    if (meter?.growFailed.value === ENGINE_REFUSED_GROWTH) {
      return { kind: 'failed', reason: 'memory', message: 'The engine has no more memory' }
    }
    if (error instanceof WebAssembly.RuntimeError || error instanceof ProgramFault) {
      const ended = end({ kind: 'trap' }, nothing())
      if (ended.kind !== 'done' || ended.outcome.kind !== 'trap' || !meter) return ended
      if (meter.depth.value > MAX_DEPTH_WORDS) {
        const log = `${ended.log}Loam: calls are nested too deeply\n`
        return { ...ended, log, because: 'depth' }
      }
      const isShortOfMemory = meter.growFailed.value === CAP_FORBADE_GROWTH
      return isShortOfMemory ? { ...ended, because: 'memory' } : ended
    }
    // Nothing else keeps a plain program from the engine's own limit.
    if (meter?.isPlain && error instanceof RangeError) {
      return {
        kind: 'done',
        outcome: { kind: 'trap' },
        output: nothing(),
        gas: 0n,
        log: log(),
        because: 'depth',
      }
    }
    const message = error instanceof Error ? error.message : String(error)
    const instantiating = meter === undefined && error instanceof RangeError
    return { kind: 'failed', reason: instantiating ? 'memory' : 'crashed', message }
  }
}
