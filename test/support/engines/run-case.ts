import type { WasmFormat } from '#protocol/task/app.ts'
import { runKernel } from '#worker-runtime/formats/kernel.ts'
import { takeMemoryFromHost } from '#worker-runtime/formats/kernel-instances.ts'
import type { Ended, ProgramLimits } from '#worker-runtime/formats/metered.ts'
import { runWasi } from '#worker-runtime/formats/wasi.ts'
import { gate } from '#worker-runtime/gate/gate.ts'

/** A program and what it is to be run on. */
export interface EngineCase {
  readonly name: string
  readonly format: WasmFormat
  readonly module: Uint8Array<ArrayBuffer>
  readonly shared: Uint8Array<ArrayBuffer>
  readonly input: Uint8Array<ArrayBuffer>
  readonly limits: ProgramLimits
}

const runners = { kernel: runKernel, wasi: runWasi } as const

/** One word for bytes, so that a difference can be told without printing them. */
function fingerprint(bytes: Uint8Array): string {
  let hash = 0x811c9dc5
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193)
  return `${bytes.byteLength}:${(hash >>> 0).toString(16)}`
}

const describe = (ended: Ended): string =>
  ended.kind === 'done'
    ? `${JSON.stringify(ended.outcome)} gas ${ended.gas} output ${fingerprint(ended.output)} log ${JSON.stringify(ended.log)}`
    : `failed: ${ended.reason}`

/**
 * Runs a case as the sandbox would, `times` over in the same compiled module.
 * @returns all that must be alike everywhere, once, or every different answer there was.
 */
export function runCase(each: EngineCase, times: number): string {
  const { format, shared, input, limits } = each
  const verdict = gate(each.module, { format })
  if (verdict.kind === 'refused') return `refused: ${verdict.feature} at ${verdict.offset}`
  const metered = format === 'kernel' ? takeMemoryFromHost(verdict.module) : verdict.module
  const module = new WebAssembly.Module(metered)
  const answers = new Set<string>()
  for (let time = 0; time < times; time++) {
    answers.add(describe(runners[format](module, shared, input, limits)))
  }
  return [...answers].join(' OR ')
}
