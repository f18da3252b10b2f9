import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Advance } from './witness.ts'

/** One edit of the schedule's source: a mistake that somebody could make. */
export interface Fault {
  readonly name: string
  /** In `protocol/schedule`. */
  readonly file: string
  /** Occurs once. */
  readonly original: string
  readonly faulty: string
}

const root = fileURLToPath(new URL('../../..', import.meta.url))

/**
 * The reducer with a fault in it, from a patched copy of its folder; everything else is the real
 * code. Plain Node loads the copy.
 * @throws {RangeError} where the source has changed and the fault no longer fits.
 */
export async function plantFault({ file, original, faulty }: Fault): Promise<Advance> {
  const copy = await mkdtemp(join(tmpdir(), 'loam-fault-'))
  try {
    await symlink(join(root, 'node_modules'), join(copy, 'node_modules'))
    await writeFile(join(copy, 'package.json'), '{"type":"module"}')
    for (const name of await readdir(join(root, 'protocol')))
      if (name !== 'schedule') await symlink(join(root, 'protocol', name), join(copy, name))
    await mkdir(join(copy, 'schedule'))
    await cp(join(root, 'protocol', 'schedule'), join(copy, 'schedule'), { recursive: true })
    const source = await readFile(join(copy, 'schedule', file), 'utf8')
    if (source.split(original).length !== 2)
      throw new RangeError(`“${original}” does not occur once in ${file}`)
    await writeFile(
      join(copy, 'schedule', file),
      source.replace(original, () => faulty),
    )
    const { href } = pathToFileURL(join(copy, 'schedule', 'schedule.ts'))
    const module: { readonly advance: Advance } = await import(/* @vite-ignore */ href)
    return module.advance
  } finally {
    await rm(copy, { recursive: true })
  }
}
