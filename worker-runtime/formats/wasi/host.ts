import { blake3 } from '@noble/hashes/blake3.js'
import { ProgramFault } from '../metered.ts'
import type { HostContext, HostFunction } from './context.ts'
import type { DescriptorTable } from './descriptors.ts'
import { directoryCalls } from './directory-calls.ts'
import { errno, WasiError } from './errno.ts'
import { fileCalls } from './file-calls.ts'
import { GuestMemory } from './guest-memory.ts'
import type { Volume } from './nodes.ts'
import { pathCalls } from './path-calls.ts'
import { processCalls } from './process-calls.ts'

/** Gas for crossing into the host, for a step over names there, and bytes moved for one more. */
const GAS_PER_CALL = 64n
const GAS_PER_STEP = 8n
const BYTES_PER_GAS_LOG2 = 3n
/** For a byte that is hashed, or drawn from the hash: far dearer than one that is moved. */
const GAS_PER_HASHED_BYTE = 8

type ImportedFunction = (...values: (number | bigint)[]) => number

/**
 * The functions of WASI preview 1 for one run of one program: all of them, bounded and
 * repeatable. They touch nothing but the volume and the program's memory, and cost gas.
 *
 * Nothing a program passes makes them throw but what ends it: `ProgramExit`, `ProgramFault`, and
 * `LimitCrossed`.
 */
export class WasiHost {
  readonly imports: Readonly<Record<string, ImportedFunction>>
  readonly #memory = new GuestMemory()
  readonly #setUpSteps: number
  #gas: WebAssembly.Global | undefined

  constructor(options: {
    readonly args: readonly string[]
    readonly env: readonly string[]
    readonly descriptors: DescriptorTable
    readonly volume: Volume
    readonly seed: Uint8Array
    /** What it took to set all this up, charged before the program begins. */
    readonly setUpSteps: number
  }) {
    const { args, env, descriptors, volume, seed } = options
    this.#setUpSteps = options.setUpSteps
    let stream: { xof(bytes: number): Uint8Array } | undefined
    const random = (bytes: number) => {
      if (stream === undefined) {
        this.#charge(BigInt(seed.byteLength * GAS_PER_HASHED_BYTE))
        stream = blake3.create().update(seed)
      }
      this.#charge(BigInt(bytes * GAS_PER_HASHED_BYTE))
      return stream.xof(bytes)
    }
    const context: HostContext = {
      memory: this.#memory,
      descriptors,
      volume,
      chargeBytes: (bytes) => this.#charge(BigInt(bytes) >> BYTES_PER_GAS_LOG2),
      chargeStep: (steps = 1) => this.#charge(BigInt(steps) * GAS_PER_STEP),
    }
    const functions: Record<string, HostFunction> = {
      ...processCalls(context, { args, env, random }),
      ...fileCalls(context),
      ...directoryCalls(context),
      ...pathCalls(context),
    }
    this.imports = Object.fromEntries(
      Object.entries(functions).map(([name, run]) => [name, this.#guard(run)]),
    )
  }

  /** Names the instance that the functions serve from here on. @throws {ProgramFault} out of gas */
  attach(guest: { readonly memory: WebAssembly.Memory; readonly gas: WebAssembly.Global }): void {
    this.#memory.attach(guest.memory)
    this.#gas = guest.gas
    this.#charge(BigInt(this.#setUpSteps) * GAS_PER_STEP)
  }

  #charge(gas: bigint): void {
    if (!this.#gas) throw new ProgramFault('A host function was called before the program began')
    const left = BigInt(this.#gas.value) - gas
    this.#gas.value = left
    if (left < 0n) throw new ProgramFault('Out of gas')
  }

  #guard(run: HostFunction): ImportedFunction {
    const call = run as (...values: (number | bigint)[]) => number | undefined
    return (...values) => {
      this.#charge(GAS_PER_CALL)
      const unsigned = values.map((each) =>
        typeof each === 'number' ? each >>> 0 : BigInt.asUintN(64, each),
      )
      try {
        return call(...unsigned) ?? errno.success
      } catch (error) {
        if (error instanceof WasiError) return error.errno
        throw error
      }
    }
  }
}
