import { existsSync } from 'node:fs'
import { mkdir, readdir, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isAlive } from '../process/is-alive.ts'

/** Builds kept though nobody uses them, newest first: going back to earlier sources costs nothing. */
const KEPT = 3

/** `NAME`: a build. `NAME.PID`: that process uses it. `NAME-PID`: that process is building it. */
const ENTRY = /^([0-9a-f]+)(?:([.-])(\d+))?$/

/**
 * The folder of the build `name` (hexadecimal) below `builds`, made by `build` unless it is there.
 * It stays as it is for as long as this process lives, whatever others build meanwhile.
 *
 * A build happens beside and is moved into place whole, so that two commands at once, or one
 * stopped halfway, leave no mixture.
 *
 * @throws what `build` throws; then nothing is kept.
 */
export async function takeBuild(
  builds: string,
  name: string,
  build: (folder: string) => Promise<void>,
): Promise<string> {
  const folder = join(builds, name)
  await mkdir(builds, { recursive: true })
  // Claimed before it is looked for: nobody removes it in between.
  await writeFile(`${folder}.${process.pid}`, '')
  if (!existsSync(folder)) await buildInto(folder, build)
  const now = new Date()
  await utimes(folder, now, now)
  await removeUnused(builds)
  return folder
}

async function buildInto(folder: string, build: (folder: string) => Promise<void>): Promise<void> {
  const fresh = `${folder}-${process.pid}`
  try {
    await build(fresh)
    await rename(fresh, folder).catch((error: unknown) => {
      // Somebody else was quicker with the very same.
      if (!existsSync(folder)) throw error
    })
  } finally {
    await rm(fresh, { recursive: true, force: true })
  }
}

/** Removes what processes that are gone left, and all but the newest builds that nobody uses. */
async function removeUnused(builds: string): Promise<void> {
  const used = new Set<string>()
  const finished: string[] = []
  for (const entry of await readdir(builds)) {
    const [, name, , pid] = ENTRY.exec(entry) ?? []
    if (name === undefined) continue
    if (pid === undefined) finished.push(name)
    else if (isAlive(Number(pid))) used.add(name)
    else await rm(join(builds, entry), { recursive: true, force: true })
  }
  const idle = finished.filter((name) => !used.has(name))
  const aged = await Promise.all(
    idle.map(async (name) => {
      // Gone: somebody else removes it too.
      const state = await stat(join(builds, name)).catch(() => undefined)
      return { name, takenAt: state?.mtimeMs ?? 0 }
    }),
  )
  for (const { name } of aged.sort((a, b) => b.takenAt - a.takenAt).slice(KEPT))
    await rm(join(builds, name), { recursive: true, force: true })
}
