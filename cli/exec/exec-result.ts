import { createHash } from 'node:crypto'
import { basename } from 'node:path'
import { type ExecCommand, MOST_MEMORY_MIB } from './exec-options.ts'

/** How a run came to its end. */
export type Ending =
  | { readonly kind: 'exited'; readonly code: number }
  | { readonly kind: 'trapped'; readonly tooDeep: boolean }
  | { readonly kind: 'stopped'; readonly limit: 'gas' | 'memory' | 'seconds' | 'output' }
  /** Nothing ran: the command or the program was not accepted. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** Loam itself could not do it. */
  | { readonly kind: 'failed'; readonly reason: string }

export interface ExecResult {
  readonly ending: Ending
  /** Undefined where nothing counted it or the count was lost with the program. */
  readonly gas: bigint | undefined
  readonly seconds: number
  readonly stdout: Uint8Array
  readonly stderr: Uint8Array
  /** Files, links and directories (with `/` at the end) that were created or changed on this machine. */
  readonly written: readonly string[]
  readonly removed: readonly string[]
  /** Changes that were not made here, and why. */
  readonly unwritten: readonly string[]
}

/** The largest output and files that come back from a program. */
export const MOST_OUTPUT_MIB = 1_024

const TRAPPED = 134
const STOPPED = 137
const REFUSED = 2
/** What `docker` and `env` use when it is they who failed and not the program. */
const FAILED = 125

/** What the program's own number would be as an exit code of this machine: eight bits. */
function toExitCode(code: number): number {
  const low = code & 0xff
  return code !== 0 && low === 0 ? 0xff : low
}

const nothing = new Uint8Array(0)

/** The result of a run that brought nothing back. */
export function emptyResult(ending: Ending): ExecResult {
  return {
    ending,
    gas: ending.kind === 'refused' ? 0n : undefined,
    seconds: 0,
    stdout: nothing,
    stderr: nothing,
    written: [],
    removed: [],
    unwritten: [],
  }
}

/** The exit code that tells how a run ended. */
export function exitCodeOf(ending: Ending): number {
  switch (ending.kind) {
    case 'exited':
      return toExitCode(ending.code)
    case 'trapped':
      return TRAPPED
    case 'stopped':
      return STOPPED
    case 'refused':
      return REFUSED
    case 'failed':
      return FAILED
  }
}

/** Why a run ended otherwise than by itself, and what was not written back: lines for a person. */
export function explain(command: ExecCommand, result: ExecResult): string[] {
  return tell(command, result).map(quoteControls)
}

/** What a terminal obeys rather than shows, by its number: names are a stranger's choice. */
function quoteControls(text: string): string {
  const toNumber = (letter: string) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu, toNumber)
}

function tell(command: ExecCommand, result: ExecResult): string[] {
  const name = basename(command.program)
  const { ending } = result
  const advice = adviceOn(ending)
  const rest = [
    ...(advice === null ? [] : [advice]),
    ...result.unwritten.map((each) => `Loam did not write back ${each}.`),
  ]
  switch (ending.kind) {
    case 'exited':
      return rest
    case 'trapped':
      return [`${name} trapped: ${ending.tooDeep ? TOO_DEEP : FORBIDDEN}.`, ...rest]
    case 'stopped':
      return [`${name} was stopped: ${describeLimit(command, ending.limit)}.`, ...rest]
    case 'refused':
      return [`${name} was not run: ${ending.reason}`, ...rest]
    case 'failed':
      return [`Loam failed: ${ending.reason}`, ...rest]
  }
}

const TOO_DEEP = 'its calls were nested too deeply'
const FORBIDDEN =
  'it did what WebAssembly forbids, such as dividing by zero or reading outside its memory, or gave up by itself'

type Limit = Extract<Ending, { kind: 'stopped' }>['limit']

function describeLimit({ gas, memoryMiB, seconds }: ExecCommand, limit: Limit): string {
  switch (limit) {
    case 'gas':
      return `it used up its gas, ${gas} (--gas)`
    case 'memory':
      return `it needs more memory than it may have, ${memoryMiB} MiB (--memory)`
    case 'seconds':
      return `it ran longer than it may, ${seconds} s (--seconds)`
    case 'output':
      return `what it printed and wrote is more than the ${MOST_OUTPUT_MIB} MiB that can come back`
  }
}

/** What would let the program end by itself; null where it did. */
function adviceOn(ending: Ending): string | null {
  switch (ending.kind) {
    case 'exited':
      return null
    case 'trapped':
      return ending.tooDeep
        ? 'Nest its calls less deeply: the depth is the same on every provider.'
        : 'Look for the fault in the program: it would trap the same way everywhere.'
    case 'stopped':
      return LIMIT_ADVICE[ending.limit]
    case 'refused':
      return 'Nothing was run: mend the command or the program, and run it again.'
    case 'failed':
      return 'The program is not at fault: run it again, or with --engine node.'
  }
}

const LIMIT_ADVICE: Readonly<Record<Limit, string>> = {
  gas: 'Give it more with --gas, or leave --gas out.',
  memory: `Give it more with --memory, up to ${MOST_MEMORY_MIB} MiB.`,
  seconds: 'Give it longer with --seconds, or leave --seconds out.',
  output: 'Have it print and write less.',
}

/** The one line of JSON that `--json` and `--batch` print for a run. */
export function toJson({ ending, gas, seconds, stdout, written, removed }: ExecResult): string {
  const line = JSON.stringify({
    exitCode: ending.kind === 'exited' ? ending.code : exitCodeOf(ending),
    trap: ending.kind === 'trapped',
    refused: ending.kind === 'refused' ? ending.reason : null,
    limit: ending.kind === 'stopped' ? ending.limit : null,
    failed: ending.kind === 'failed' ? ending.reason : null,
    advice: adviceOn(ending),
    gas: gas === undefined ? null : String(gas),
    seconds: Math.round(seconds * 1e6) / 1e6,
    stdoutSha256: createHash('sha256').update(stdout).digest('hex'),
    files: written,
    removed,
  })
  return quoteControls(line)
}
