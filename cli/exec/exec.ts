import { readFile, writeFile } from 'node:fs/promises'
import type { Writable } from 'node:stream'
import type { OnPrint } from '#peer/ports/compute.ts'
import { CommandError } from '../command-error.ts'
import { parseBatchLine } from './batch-line.ts'
import type { Engine } from './engine.ts'
import type { ExecCommand } from './exec-options.ts'
import { type ExecResult, emptyResult, exitCodeOf, explain, toJson } from './exec-result.ts'
import { reasonOf } from './reason-of.ts'
import { runProgram } from './run-program.ts'

/** What a run needs of the process it is in. */
export interface ExecContext {
  readonly engine: Promise<Engine>
  readonly stdout: Writable
  readonly stderr: Writable
  readonly signal: AbortSignal
}

const FAILED_BATCH = 1
const NEWLINE = 0x0a
/** What a write says where nobody reads any more: at first, and from then on. */
const READER_GONE: ReadonlySet<unknown> = new Set(['EPIPE', 'ERR_STREAM_DESTROYED'])

/** Runs one program, its output passed through as it is; the exit code to end with. */
export async function execOne(
  command: ExecCommand,
  json: boolean,
  context: ExecContext,
): Promise<number> {
  const { stdout, stderr } = context
  const streams = {
    stdout: command.stdoutFile === undefined ? stdout : undefined,
    stderr: command.stderrFile === undefined ? stderr : undefined,
  }
  const told = { stdout: 0, stderr: 0 }
  const result = await runFor(command, context, (stream, bytes) => {
    told[stream] += bytes.byteLength
    streams[stream]?.write(bytes)
  })
  if (context.signal.aborted) return exitCodeOf(result.ending)
  for (const stream of ['stdout', 'stderr'] as const) {
    await write(streams[stream], result[stream].subarray(told[stream]))
  }
  for (const line of explain(command, result)) await write(stderr, `${line}\n`)
  if (json) {
    const halfLine = command.stdoutFile === undefined && endsInsideLine(result.stdout)
    await write(stdout, `${halfLine ? '\n' : ''}${toJson(result)}\n`)
  }
  return exitCodeOf(result.ending)
}

/** Runs every line of a batch file in turn, answering each by a line of JSON. */
export async function execBatch(
  file: string,
  folder: string,
  context: ExecContext,
): Promise<number> {
  const lines = await readLines(file)
  let allSucceeded = true
  for (const line of lines) {
    const result = await runLine(line, folder, context)
    if (context.signal.aborted) break
    await write(context.stdout, `${toJson(result)}\n`)
    if (exitCodeOf(result.ending) !== 0) allSucceeded = false
  }
  return allSucceeded ? 0 : FAILED_BATCH
}

async function runLine(line: string, folder: string, context: ExecContext): Promise<ExecResult> {
  try {
    return await runFor(parseBatchLine(line, folder), context, () => undefined)
  } catch (error) {
    if (error instanceof CommandError)
      return emptyResult({ kind: 'refused', reason: error.message })
    throw error
  }
}

async function runFor(
  command: ExecCommand,
  { engine, signal }: ExecContext,
  onPrint: OnPrint,
): Promise<ExecResult> {
  const result = await runProgram(engine, command, { signal, onPrint })
  const files = [
    [command.stdoutFile, result.stdout],
    [command.stderrFile, result.stderr],
  ] as const
  for (const [file, bytes] of files) {
    if (file === undefined || result.ending.kind === 'refused') continue
    try {
      await writeFile(file, bytes)
    } catch (error) {
      const reason = `${file} cannot be written: ${reasonOf(error)}.`
      return { ...result, ending: { kind: 'failed', reason } }
    }
  }
  return result
}

async function readLines(file: string): Promise<string[]> {
  try {
    return (await readFile(file, 'utf8')).split('\n').filter((line) => line.trim() !== '')
  } catch (error) {
    throw new CommandError(`${file} cannot be read: ${reasonOf(error)}.`, { cause: error })
  }
}

const endsInsideLine = (bytes: Uint8Array) => bytes.byteLength > 0 && bytes.at(-1) !== NEWLINE

/**
 * Writes, be it nothing, and waits until that and all before it is out. A reader that has gone away
 * is no failure of ours.
 */
function write(stream: Writable | undefined, chunk: Uint8Array | string): Promise<void> {
  return new Promise((resolve, reject) => {
    if (stream === undefined) return resolve()
    stream.write(chunk, (error) => {
      if (error && !('code' in error && READER_GONE.has(error.code))) reject(error)
      else resolve()
    })
  })
}
