import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { ZodError } from 'zod'
import type { Program } from '#peer/ports/compute.ts'
import { encodeWasiInput } from '#protocol/task/wasi-input.ts'
import { CommandError } from '../command-error.ts'
import { detectFormat } from './detect-format.ts'
import { type ExecCommand, type MappedDirectory, OWN_STDIN } from './exec-options.ts'
import { type DirectoryCopy, ReadBudget, readDirectory } from './read-directory.ts'
import { reasonOf } from './reason-of.ts'

/** A command with everything it names read from this machine. */
export interface PreparedRun {
  readonly program: Program
  readonly input: Uint8Array
  readonly directories: readonly (MappedDirectory & DirectoryCopy)[]
}

/** A sandbox takes an input of 1 GiB; the rest of that is for names. */
const MOST_INPUT_BYTES = 1_000 * 2 ** 20
const nothing = new Uint8Array(0)

/** @throws {CommandError} for what cannot be read or is too much. */
export async function prepareRun(command: ExecCommand): Promise<PreparedRun> {
  const module = await readNamed(command.programFile, new ReadBudget(MOST_INPUT_BYTES))
  const format = command.format ?? detectFormat(module)
  const budget = new ReadBudget(MOST_INPUT_BYTES)
  const { stdinFile, sharedFile } = command
  const stdin = stdinFile === undefined ? nothing : await readStdin(stdinFile, budget)
  if (format === 'kernel') {
    refuseForKernel(command)
    const shared = sharedFile === undefined ? nothing : await readNamed(sharedFile, budget)
    return { program: { format, module, shared }, input: stdin, directories: [] }
  }
  if (sharedFile !== undefined) {
    throw new CommandError('--shared is for a kernel, and this is a WASI program: use --dir.')
  }
  const directories: (MappedDirectory & DirectoryCopy)[] = []
  for (const mapped of command.directories) {
    directories.push({ ...mapped, ...(await readDirectory(mapped.folder, budget)) })
  }
  const input = encode(command, stdin, directories)
  return { program: { format, module, shared: nothing }, input, directories }
}

function refuseForKernel({ args, env, directories }: ExecCommand): void {
  const given = [
    ['--arg', args],
    ['--env', env],
    ['--dir', directories],
  ] as const
  const [flag] = given.find(([, values]) => values.length > 0) ?? []
  if (flag) throw new CommandError(`${flag} is for a WASI program, and this is a kernel.`)
}

async function readStdin(file: string, budget: ReadBudget): Promise<Uint8Array<ArrayBuffer>> {
  if (file !== OWN_STDIN) return readNamed(file, budget)
  const pieces: Uint8Array[] = []
  for await (const piece of process.stdin) {
    budget.spend(piece.byteLength, 'standard input')
    pieces.push(piece)
  }
  return new Uint8Array(Buffer.concat(pieces))
}

async function readNamed(file: string, budget: ReadBudget): Promise<Uint8Array<ArrayBuffer>> {
  try {
    const found = await stat(file)
    if (found.isFile()) budget.spend(found.size, file)
    const bytes = await readFile(file)
    if (!found.isFile()) budget.spend(bytes.byteLength, file)
    return bytes
  } catch (error) {
    if (error instanceof CommandError) throw error
    throw new CommandError(`${file} cannot be read: ${reasonOf(error)}.`, { cause: error })
  }
}

function encode(
  { program, args, env }: ExecCommand,
  stdin: Uint8Array<ArrayBuffer>,
  directories: readonly (MappedDirectory & DirectoryCopy)[],
): Uint8Array {
  try {
    return encodeWasiInput({
      args: [basename(program), ...args],
      env: [...env],
      stdin,
      preopens: directories.map(({ guest, entries }) => ({
        guestPath: guest,
        entries: [...entries],
      })),
    })
  } catch (error) {
    if (!(error instanceof ZodError)) throw error
    const [issue] = error.issues
    throw new CommandError(`${issue?.path.join('.')}: ${issue?.message}.`, { cause: error })
  }
}
