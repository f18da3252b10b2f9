import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { compileProbeCommand } from '#test/support/probe-command.ts'
import { compileProbeKernel } from '#test/support/probe-kernel.ts'
import { kernel as renderKernel } from '#wasm-tasks/render/generated/kernel.ts'
import { loadBytes } from '../../bench/support/program-loop.ts'

const script = fileURLToPath(new URL('../support/engines/run-mutants.ts', import.meta.url))
const circom = fileURLToPath(new URL('../../node_modules/circom2/circom.wasm', import.meta.url))
/** `SEED=7 npx vitest run …` draws other mutants. */
const SEED = Number(process.env.SEED ?? 0)
/** A mutant may end in no other way than these. */
const ENDS = /^(refused: .+|success|exit|trap|outOfGas|host: (memory|output|refused))$/

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'loam-mutants-'))
})
afterAll(() => rm(folder, { recursive: true }))

// In a process of its own: a mutant that brings the engine down, or never ends, fails the test.
test.each([
  ['the render kernel', 'kernel', async () => renderKernel, 2_500],
  ['an AssemblyScript kernel', 'kernel', compileProbeKernel, 3_000],
  ['an interpreter', 'kernel', () => loadBytes('interpreter'), 1_500],
  ['an AssemblyScript command', 'wasi', compileProbeCommand, 3_000],
  ['a Rust command of 9 MB', 'wasi', undefined, 6],
] as const)(
  'mutants of %s are refused or run',
  async (name, format, compile, count) => {
    const file = compile ? join(folder, `${name}.wasm`) : circom
    if (compile) await writeFile(file, await compile())
    const seed = `${name.length * 7_919 + SEED}`
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [script, format, file, `${count}`, seed],
      { timeout: 240_000, killSignal: 'SIGKILL' },
    )
    const ends: Record<string, number> = JSON.parse(stdout)
    expect(Object.values(ends).reduce((sum, each) => sum + each, 0)).toBe(count)
    for (const end of Object.keys(ends)) expect(end).toMatch(ENDS)
    // Mutants that all fall at the gate's first look would prove nothing.
    const ran = Object.entries(ends).filter(([end]) => !end.startsWith('refused'))
    if (compile) expect(ran.reduce((sum, [, each]) => sum + each, 0)).toBeGreaterThan(count / 50)
  },
  300_000,
)
