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
    const before = performance.now()
    functionOf(exports, 'run')(0, 0, input, 4)
    const ms = performance.now() - before
    const output = Number(functionOf(exports, 'output_ptr')())
    return { ms, result: new DataView(memory.buffer).getFloat64(output, true) }
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

const TURN_MS = 15
/** Turns taken for one value, the fastest of which counts. */
export const TURNS = 12

/** As many rounds as make a turn at the speed of the engine's best code, which runs by then. */
export function warmUp(loops: readonly Loop[]): number {
  const least = (loop: Loop, rounds: number) =>
    Math.min(...Array.from({ length: TURNS }, () => loop(rounds).ms))
  let rounds = 1
  for (const loop of loops) while (least(loop, rounds) < TURN_MS) rounds *= 2
  return rounds
}

/**
 * The fastest turn of each, taken in turns: whatever else runs on the machine makes some turns
 * slower and none faster, and short ones find a gap in it.
 * @throws {Error} where two compute otherwise.
 */
export function fastest<Way extends string>(
  ways: Readonly<Record<Way, Loop>>,
  rounds: number,
): Record<Way, Timed> {
  const best = new Map<string, Timed>()
  for (let turn = 0; turn < TURNS; turn++) {
    for (const [way, loop] of Object.entries<Loop>(ways)) {
      const timed = loop(rounds)
      const other = best.get(way)
      if (other === undefined || timed.ms < other.ms) best.set(way, timed)
    }
  }
  const results = new Set([...best.values()].map(({ result }) => result))
  if (results.size > 1) throw new Error(`They compute otherwise: ${[...results]}`)
  return Object.fromEntries(best) as Record<Way, Timed>
}
