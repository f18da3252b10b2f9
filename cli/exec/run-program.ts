import { join } from 'node:path'
import type { Core, OnPrint, Program, RunResult } from '#peer/ports/compute.ts'
import { ProgramRefusedError } from '#peer/ports/errors.ts'
import type { Limits } from '#protocol/task/limits.ts'
import { decodeWasiOutput, type WasiOutput } from '#protocol/task/wasi-input.ts'
import { CommandError } from '../command-error.ts'
import type { Engine } from './engine.ts'
import type { ExecCommand } from './exec-options.ts'
import { type Ending, type ExecResult, emptyResult, MOST_OUTPUT_MIB } from './exec-result.ts'
import { type PreparedRun, prepareRun } from './prepare-run.ts'
import { reasonOf } from './reason-of.ts'
import { writeBack } from './write-back.ts'

const MEBIBYTE = 2 ** 20
/** More than any program burns in a year. */
const BOUNDLESS_GAS = 2n ** 62n
/** The longest timer there is. */
const BOUNDLESS_MS = 2 ** 31 - 1
const nothing = new Uint8Array(0)

function limitsOf({ gas, memoryMiB, seconds }: ExecCommand): Limits {
  return {
    gas: gas ?? BOUNDLESS_GAS,
    memoryBytes: memoryMiB * MEBIBYTE,
    outputBytes: MOST_OUTPUT_MIB * MEBIBYTE,
    logBytes: 0,
    wallMs: seconds === undefined ? BOUNDLESS_MS : Math.ceil(seconds * 1_000),
  }
}

/**
 * Runs a program in a sandbox of its own and makes its changes to mapped directories here.
 *
 * Never rejects: what a person or the program got wrong is the result's ending.
 *
 * @param options.onPrint hears what a `wasi` program prints while it runs: the beginning of what
 *   the result has in the end.
 */
export async function runProgram(
  engine: Promise<Pick<Engine, 'open'>>,
  command: ExecCommand,
  options: { readonly signal: AbortSignal; readonly onPrint: OnPrint },
): Promise<ExecResult> {
  let run: PreparedRun
  try {
    run = await prepareRun(command)
  } catch (error) {
    const kind = error instanceof CommandError ? 'refused' : 'failed'
    return emptyResult({ kind, reason: reasonOf(error) })
  }
  try {
    const { open } = await engine
    const core = await open(run.program, { signal: options.signal, plain: command.plain })
    return await runOn(core, run, command, options)
  } catch (error) {
    if (error instanceof ProgramRefusedError) {
      const { reason, feature, offset } = error
      return emptyResult({ kind: 'refused', reason: `${reason} (${feature}, at byte ${offset}).` })
    }
    return emptyResult({ kind: 'failed', reason: reasonOf(error) })
  }
}

async function runOn(
  core: Core,
  run: PreparedRun,
  command: ExecCommand,
  options: { readonly signal: AbortSignal; readonly onPrint: OnPrint },
): Promise<ExecResult> {
  const printed = { stdout: [] as Uint8Array[], stderr: [] as Uint8Array[] }
  const onPrint: OnPrint = (stream, bytes) => {
    printed[stream].push(bytes)
    options.onPrint(stream, bytes)
  }
  const startedAt = performance.now()
  const { signal } = options
  const result = await core.run(run.input, limitsOf(command), { signal, onPrint })
  const seconds = (performance.now() - startedAt) / 1_000
  if (result.kind === 'done') return { ...(await conclude(run, result, command)), seconds }
  const stdout = Buffer.concat(printed.stdout)
  const stderr = Buffer.concat(printed.stderr)
  return { ...emptyResult(endingOf(result)), seconds, stdout, stderr }
}

async function conclude(
  run: PreparedRun,
  result: Extract<RunResult, { kind: 'done' }>,
  { plain }: ExecCommand,
): Promise<Omit<ExecResult, 'seconds'>> {
  const ending = endingOf(result)
  const { stdout, stderr, changes } = readOutput(run.program, result.output)
  const { failure, ...files } = await writeAllBack(run, ending.kind === 'exited' ? changes : [])
  return {
    ending: failure === undefined ? ending : { kind: 'failed', reason: failure },
    gas: plain ? undefined : result.gas,
    stdout,
    stderr,
    ...files,
  }
}

function endingOf(result: RunResult): Ending {
  if (result.kind === 'done') {
    const { outcome } = result
    if (outcome.kind === 'success') return { kind: 'exited', code: 0 }
    if (outcome.kind === 'exit') return { kind: 'exited', code: outcome.code }
    if (outcome.kind === 'trap') {
      if (result.because === 'memory') return { kind: 'stopped', limit: 'memory' }
      return { kind: 'trapped', tooDeep: result.because === 'depth' }
    }
    return { kind: 'stopped', limit: 'gas' }
  }
  const { reason, message } = result
  if (reason === 'wallClock') return { kind: 'stopped', limit: 'seconds' }
  if (reason === 'memory' || reason === 'output') return { kind: 'stopped', limit: reason }
  return { kind: reason === 'refused' ? 'refused' : 'failed', reason: `${message}.` }
}

function readOutput(
  { format }: Program,
  output: Uint8Array,
): Pick<WasiOutput, 'changes'> & { stdout: Uint8Array; stderr: Uint8Array } {
  if (format === 'kernel') return { stdout: output, stderr: nothing, changes: [] }
  // A program that ended badly may have nothing to hand back.
  if (output.byteLength === 0) return { stdout: nothing, stderr: nothing, changes: [] }
  return decodeWasiOutput(output)
}

/** Applies every directory's changes, and says where the file system would not have it. */
async function writeAllBack(
  { directories }: PreparedRun,
  changes: WasiOutput['changes'],
): Promise<Pick<ExecResult, 'written' | 'removed' | 'unwritten'> & { readonly failure?: string }> {
  const written: string[] = []
  const removed: string[] = []
  const unwritten: string[] = []
  for (const change of changes) {
    const mapped = directories.find(({ guest }) => guest === change.guestPath)
    if (!mapped) continue
    try {
      const done = await writeBack(mapped, change)
      written.push(...done.written.map((path) => join(mapped.host, path)))
      removed.push(...done.removed.map((path) => join(mapped.host, path)))
      unwritten.push(...done.refused.map((line) => join(mapped.host, line)))
    } catch (error) {
      const failure = `the changes to ${mapped.host} could not all be written: ${reasonOf(error)}.`
      return { written, removed, unwritten, failure }
    }
  }
  return { written, removed, unwritten }
}
