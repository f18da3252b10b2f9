import { resolve } from 'node:path'
import type { Format } from '#protocol/task/app.ts'
import { CommandError } from '../command-error.ts'
import { parseCount, parseWords } from '../options.ts'

/** A directory of this machine and the name the program knows it by. */
export interface MappedDirectory {
  /** As the person wrote it. */
  readonly host: string
  readonly folder: string
  readonly guest: string
}

/** One program to run. Files are absolute paths. */
export interface ExecCommand {
  /** As the person wrote it. */
  readonly program: string
  readonly programFile: string
  readonly args: readonly string[]
  /** `NAME=value`. */
  readonly env: readonly string[]
  /** A file, or `OWN_STDIN`. */
  readonly stdinFile: string | undefined
  /** What a kernel reads beside its input. */
  readonly sharedFile: string | undefined
  readonly directories: readonly MappedDirectory[]
  /** Undefined: found from the module itself. */
  readonly format: Format | undefined
  /** Undefined: no limit but the machine's. */
  readonly gas: bigint | undefined
  readonly memoryMiB: number
  readonly seconds: number | undefined
  readonly plain: boolean
  /** Where its output goes in place of ours. */
  readonly stdoutFile: string | undefined
  readonly stderrFile: string | undefined
}

/** Everything `loam exec` was asked for. */
export interface ExecOptions {
  readonly engine: 'chromium' | 'node'
  readonly json: boolean
  readonly work:
    | { readonly kind: 'one'; readonly command: ExecCommand }
    | { readonly kind: 'batch'; readonly file: string }
}

/** What stands for this process's own input. */
export const OWN_STDIN = '-'

export const EXEC_USAGE = `Usage: npm run loam -- exec PROGRAM.wasm [options]
       npm run loam -- exec --batch FILE [--engine node]

Runs a WebAssembly program (a WASI command, or a kernel that imports nothing) in Loam's sandbox,
as a provider would. What stands in brackets is taken unless you say otherwise.

  --arg A            an argument; once for each
  --env NAME=VALUE   an environment variable; once for each
  --stdin FILE       its standard input (empty); - is this command's own
  --dir HOST::GUEST  gives it a copy of the directory HOST under the name GUEST, and copies what
                     it changed back when it has ended by itself; once for each. Without
                     ::GUEST it has the name HOST there too, just as it is written here
  --gas N            stop it after N gas, which counts the instructions it runs (no limit)
  --memory MiB       what its memory and its files may take together (2048)
  --seconds S        stop it after this long (no limit)
  --plain            run it without the meter: faster, but gas is not counted, and neither
                     --gas nor --memory can be kept, so they cannot stand beside it
  --engine NAME      chromium, or node: the same host code without a browser (chromium)
  --format NAME      wasi or kernel (what the module shows)
  --shared FILE      a kernel's shared bytes (empty)
  --stdout FILE      write its output there in place of here
  --stderr FILE      the same for what it says on stderr
  --json             one JSON object on the last line of stdout; its exitCode is the program's
                     own, not cut to eight bits
  --batch FILE       run many: a JSON command a line, answered by a JSON line each

A line of a batch is a list of the words above, or an object:
  ["sum.wasm", "--arg", "7"]
  {"program": "sum.wasm", "args": ["7"], "env": {"LANG": "C"}, "dirs": ["data::/data"], "gas": "1000000"}

Exit code: the program's own; 134 when it trapped, 137 when it met a limit, 2 when it was refused,
125 when Loam itself failed.`

const DEFAULT_MEMORY_MIB = 2_048
/** All of a 32-bit memory. */
export const MOST_MEMORY_MIB = 4_096
const MOST_GAS = 2n ** 63n - 1n
/** Just below the longest timer there is. */
const MOST_SECONDS = 2_000_000

const text = { type: 'string' } as const
const flag = { type: 'boolean', default: false } as const
const many = { type: 'string', multiple: true, default: [] as string[] } as const
const options = {
  arg: many,
  env: many,
  dir: many,
  stdin: text,
  stdout: text,
  stderr: text,
  shared: text,
  format: text,
  gas: text,
  memory: text,
  seconds: text,
  engine: { type: 'string', default: 'chromium' },
  batch: text,
  plain: flag,
  json: flag,
  help: { type: 'boolean', short: 'h', default: false },
} as const

const BESIDE_BATCH: ReadonlySet<string> = new Set(['--batch', '--engine', '--json'])
const NOT_IN_BATCH: ReadonlySet<string> = new Set(['--batch', '--engine', '--help'])

type Values = ReturnType<typeof readWords>['values']

/**
 * Reads the words after `exec`. Relative paths are taken from `folder`.
 *
 * @throws {CommandError} one line for whatever cannot be meant.
 */
export function parseExecOptions(words: readonly string[], folder: string): ExecOptions | 'help' {
  const { values, positionals, flags } = readWords(words)
  if (values.help) return 'help'
  const { engine, json, batch } = values
  if (engine !== 'chromium' && engine !== 'node') {
    throw new CommandError(`--engine wants chromium or node, not "${engine}".`)
  }
  if (batch === undefined) {
    return { engine, json, work: { kind: 'one', command: toCommand(values, positionals, folder) } }
  }
  const other = positionals[0] ?? flags.find((flag) => !BESIDE_BATCH.has(flag))
  if (other !== undefined) {
    throw new CommandError(
      `"${other}" cannot stand beside --batch: it belongs on a line of the file.`,
    )
  }
  return { engine, json, work: { kind: 'batch', file: resolve(folder, batch) } }
}

/**
 * Reads the words of one command inside a batch.
 *
 * @throws {CommandError} one line for whatever cannot be meant.
 */
export function parseExecCommand(words: readonly string[], folder: string): ExecCommand {
  const { values, positionals, flags } = readWords(words)
  const other = flags.find((flag) => NOT_IN_BATCH.has(flag))
  if (other !== undefined) throw new CommandError(`${other} cannot stand on a line of a batch.`)
  return toCommand(values, positionals, folder)
}

function toCommand(values: Values, positionals: readonly string[], folder: string): ExecCommand {
  const [program, extra] = positionals
  if (program === undefined)
    throw new CommandError(`Which program? Name a .wasm file.\n\n${EXEC_USAGE}`)
  if (extra !== undefined) {
    throw new CommandError(
      `One program at a time: "${extra}" is a second. Its arguments go into --arg.`,
    )
  }
  if (values.plain && (values.gas !== undefined || values.memory !== undefined)) {
    throw new CommandError(
      '--plain runs without the meter, which is what keeps --gas and --memory.',
    )
  }
  const file = (name: string | undefined) =>
    name === undefined ? undefined : resolve(folder, name)
  return {
    program,
    programFile: resolve(folder, program),
    args: values.arg,
    env: values.env.map(checkVariable),
    stdinFile: values.stdin === OWN_STDIN ? OWN_STDIN : file(values.stdin),
    sharedFile: file(values.shared),
    directories: toDirectories(values.dir, folder),
    format: toFormat(values.format),
    gas: values.gas === undefined ? undefined : toGas(values.gas),
    memoryMiB:
      values.memory === undefined
        ? DEFAULT_MEMORY_MIB
        : parseCount('memory', values.memory, 1, MOST_MEMORY_MIB),
    seconds: values.seconds === undefined ? undefined : toSeconds(values.seconds),
    plain: values.plain,
    stdoutFile: file(values.stdout),
    stderrFile: file(values.stderr),
  }
}

function checkVariable(variable: string): string {
  if (variable.indexOf('=') > 0) return variable
  throw new CommandError(`--env wants NAME=VALUE, not "${variable}".`)
}

function toDirectories(mappings: readonly string[], folder: string): MappedDirectory[] {
  const directories = mappings.map((mapping) => {
    const [host, guest = host, ...rest] = mapping.split('::')
    if (!host || !guest || rest.length > 0) {
      throw new CommandError(`--dir wants HOST::GUEST, such as ./data::/data, not "${mapping}".`)
    }
    return { host, folder: resolve(folder, host), guest }
  })
  const guests = directories.map(({ guest }) => guest)
  const twice = guests.find((guest, index) => guests.indexOf(guest) !== index)
  if (twice === undefined) return directories
  throw new CommandError(`--dir gives two directories the same name "${twice}".`)
}

function toFormat(format: string | undefined): Format | undefined {
  if (format === undefined || format === 'wasi' || format === 'kernel') return format
  throw new CommandError(`--format wants wasi or kernel, not "${format}".`)
}

function toGas(gas: string): bigint {
  if (/^\d{1,19}$/.test(gas) && BigInt(gas) > 0n && BigInt(gas) <= MOST_GAS) return BigInt(gas)
  throw new CommandError(`--gas wants a whole number from 1 to ${MOST_GAS}, not "${gas}".`)
}

function toSeconds(seconds: string): number {
  const value = Number(seconds)
  if (/^\d+(\.\d+)?$/.test(seconds) && value > 0 && value <= MOST_SECONDS) return value
  throw new CommandError(`--seconds wants a number up to ${MOST_SECONDS}, not "${seconds}".`)
}

/**
 * Ties every value to its flag. `parseArgs` takes `--arg -9` for a mistake, and a program's own
 * arguments begin with a dash more often than not.
 */
function tieValues(words: readonly string[]): string[] {
  const takesValue = (word: string) =>
    word.startsWith('--') &&
    Object.entries(options).some(([name, { type }]) => word === `--${name}` && type === 'string')
  const tied: string[] = []
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? ''
    const value = words[at + 1]
    if (word === '--') return [...tied, ...words.slice(at)]
    if (takesValue(word) && value !== undefined) {
      tied.push(`${word}=${value}`)
      at++
    } else tied.push(word)
  }
  return tied
}

/** @returns the values, and which flags were there: a value's absence does not show a default's. */
function readWords(words: readonly string[]) {
  const config = { args: tieValues(words), allowPositionals: true, tokens: true, options } as const
  const { values, positionals, tokens } = parseWords(config, EXEC_USAGE)
  const flags = tokens.flatMap((token) => (token.kind === 'option' ? `--${token.name}` : []))
  return { values, positionals, flags }
}
