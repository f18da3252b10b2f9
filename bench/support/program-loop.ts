import { readFile } from 'node:fs/promises'
import { compileAssembly } from '#test/support/compile-assembly.ts'
import { functionOf } from '#worker-runtime/formats/metered.ts'
import { gate, meterExports } from '#worker-runtime/gate/gate.ts'

export type ProgramName =
  | 'path'
  | 'n-body'
  | 'matmul'
  | 'sha256'
  | 'block-sort'
  | 'sort'
  | 'interpreter'
  | 'tight-loop'
  | 'recursion'

/** What one run took of this thread's own CPU time, which other processes do not lengthen. */
export interface Timed {
  readonly ms: number
  readonly result: number
}

/** Runs a program once, in a fresh instance of a module that is compiled already. */
export type Loop = (rounds: number) => Timed

const readSource = (name: string) =>
  readFile(new URL(`../programs/${name}.as.ts`, import.meta.url), 'utf8')

const UNLIMITED_GAS = 2n ** 62n

function createLoop(bytes: Uint8Array<ArrayBuffer>): Loop {
  const module = new WebAssembly.Module(bytes)
  return (rounds) => {
    const { exports } = new WebAssembly.Instance(module)
    const { memory, [meterExports.gas]: gas, [meterExports.start]: start } = exports
    if (!(memory instanceof WebAssembly.Memory)) throw new TypeError('memory is not exported')
    if (gas instanceof WebAssembly.Global) gas.value = UNLIMITED_GAS
    if (start) functionOf(exports, meterExports.start)()
    const input = Number(functionOf(exports, 'alloc')(4))
    new DataView(memory.buffer).setInt32(input, rounds, true)
    const before = process.threadCpuUsage()
    functionOf(exports, 'run')(0, 0, input, 4)
    const { user, system } = process.threadCpuUsage(before)
    const output = Number(functionOf(exports, 'output_ptr')())
    return {
      ms: (user + system) / 1_000,
      result: new DataView(memory.buffer).getFloat64(output, true),
    }
  }
}

/** One of `bench/programs` as a plain module. */
export async function loadBytes(name: ProgramName): Promise<Uint8Array<ArrayBuffer>> {
  const source = `${await readSource('abi')}${await readSource(name)}`
  return compileAssembly(source, { enable: ['simd', 'bulk-memory'], initialMemory: 8 })
}

/** One of `bench/programs`, plain and metered. */
export async function loadProgram(
  name: ProgramName,
): Promise<{ readonly plain: Loop; readonly metered: Loop }> {
  const bytes = await loadBytes(name)
  const verdict = gate(bytes, { format: 'kernel' })
  if (verdict.kind === 'refused') throw new Error(`${name} is refused: ${verdict.reason}`)
  return { plain: createLoop(bytes), metered: createLoop(verdict.module) }
}

const RUN_MS = 100
const WARM_RUNS = 4

/** As many rounds as take long enough to be timed; the engine's best code runs by then. */
export function warmUp(loops: readonly Loop[]): number {
  const [first] = loops
  if (!first) throw new RangeError('Nothing to warm up')
  let rounds = 1
  for (let { ms } = first(rounds); ms < RUN_MS; ms = first(rounds).ms) {
    rounds = Math.ceil(rounds * Math.min(4, Math.max(1.2, RUN_MS / Math.max(ms, 0.1))))
  }
  for (let run = 0; run < WARM_RUNS; run++) for (const loop of loops) loop(rounds)
  return rounds
}
