import { lstat, readdir, readFile, readlink, realpath } from 'node:fs/promises'
import { join } from 'node:path'
import type { WasiEntry } from '#protocol/task/wasi-input.ts'
import { CommandError } from '../command-error.ts'
import { reasonOf } from './reason-of.ts'

/** A directory of this machine as the program finds it. */
export interface DirectoryCopy {
  /** Where it really is, no link on the way. */
  readonly root: string
  readonly entries: readonly WasiEntry[]
}

/** Bytes that one run may still read from this machine. */
export class ReadBudget {
  #left: number
  readonly #most: number

  constructor(bytes: number) {
    this.#left = bytes
    this.#most = bytes
  }

  /** @throws {CommandError} when `bytes` more are too many. */
  spend(bytes: number, what: string): void {
    this.#left -= bytes
    if (this.#left >= 0) return
    const mebibytes = Math.floor(this.#most / 2 ** 20)
    throw new CommandError(
      `${what} does not fit: a program's input and directories may have ${mebibytes} MiB together.`,
    )
  }
}

/**
 * Copies a directory and all below it. Links stay links, wherever they lead; devices, pipes and
 * sockets are left out.
 *
 * @throws {CommandError} when it is none, cannot be read, or is over the budget.
 */
export async function readDirectory(folder: string, budget: ReadBudget): Promise<DirectoryCopy> {
  try {
    const root = await realpath(folder)
    const entries: WasiEntry[] = []
    await readBelow(root, '', entries, budget)
    return { root, entries }
  } catch (error) {
    if (error instanceof CommandError) throw error
    throw new CommandError(`The directory ${folder} cannot be read: ${reasonOf(error)}.`, {
      cause: error,
    })
  }
}

async function readBelow(
  folder: string,
  above: string,
  entries: WasiEntry[],
  budget: ReadBudget,
): Promise<void> {
  for (const found of await readdir(folder, { withFileTypes: true })) {
    const path = above + found.name
    const place = join(folder, found.name)
    if (found.isDirectory()) {
      entries.push({ kind: 'directory', path })
      await readBelow(place, `${path}/`, entries, budget)
    } else if (found.isSymbolicLink()) {
      entries.push({ kind: 'symlink', path, target: await readlink(place) })
    } else if (found.isFile()) {
      budget.spend((await lstat(place)).size, place)
      entries.push({ kind: 'file', path, bytes: await readFile(place) })
    }
  }
}
