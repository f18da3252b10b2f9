import type { Core, RunResult } from '#peer/ports/compute.ts'
import type { Limits } from '#protocol/task/limits.ts'
import { decodeWasiOutput, encodeWasiInput } from '#protocol/task/wasi-input.ts'
import type { ProgramEnd, ProgramRun } from './native-run.ts'

const limits: Limits = {
  gas: 2n ** 60n,
  memoryBytes: 2 ** 30,
  outputBytes: 2 ** 28,
  logBytes: 4_096,
  wallMs: 240_000,
}

/** Runs a WASI program in a sandbox, as a native one runs in a directory. */
export async function runSandboxed(
  core: Core,
  run: ProgramRun,
): Promise<{ readonly end: ProgramEnd; readonly result: RunResult }> {
  const files = run.files ?? {}
  const input = encodeWasiInput({
    args: [...run.args],
    env: [...(run.env ?? [])],
    stdin: run.stdin ?? new Uint8Array(0),
    preopens: [
      {
        guestPath: '.',
        entries: Object.entries(files).map(([path, bytes]) => ({ kind: 'file', path, bytes })),
      },
    ],
  })
  const result = await core.run(input, limits, { signal: AbortSignal.timeout(240_000) })
  if (result.kind !== 'done') throw new Error(`${result.reason}: ${result.message}`)
  const { stdout, stderr, changes } = decodeWasiOutput(result.output)
  if (result.outcome.kind === 'trap' || result.outcome.kind === 'outOfGas') {
    throw new Error(`${result.outcome.kind}: ${result.log}`)
  }
  const left = new Map(Object.entries(files))
  for (const { written, removed } of changes) {
    for (const path of removed) {
      for (const each of left.keys()) {
        if (each === path || each.startsWith(`${path}/`)) left.delete(each)
      }
    }
    for (const entry of written) {
      if (entry.kind === 'file') left.set(entry.path, entry.bytes)
    }
  }
  const exitCode = result.outcome.kind === 'exit' ? result.outcome.code : 0
  return { result, end: { exitCode, stdout, stderr, files: Object.fromEntries(left) } }
}
