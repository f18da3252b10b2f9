import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { CommandError } from '../command-error.ts'
import { isAlive } from '../process/is-alive.ts'

/** The file that says who uses a state folder. */
export const CLAIM = 'running.pid'

/**
 * Makes this process the only one that uses a state folder; the returned function lets go of it.
 * A claim whose process is gone counts for nothing.
 *
 * @throws {CommandError} when another Loam runs on it.
 */
export async function claimState(folder: string): Promise<() => Promise<void>> {
  const claim = join(folder, CLAIM)
  const holder = Number(await readFile(claim, 'utf8').catch(() => ''))
  if (holder > 0 && isAlive(holder))
    throw new CommandError(
      `Loam runs here already, as process ${holder}. Stop it first (Ctrl-C where it was started). If that process is something else, delete ${claim}.`,
    )
  await mkdir(folder, { recursive: true })
  await writeFile(claim, `${process.pid}`)
  return () => rm(claim, { force: true })
}
