import { constants } from 'node:fs'
import { lstat, mkdir, open, rm, symlink, unlink } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { WasiEntry, WasiOutput } from '#protocol/task/wasi-input.ts'

type Change = Omit<WasiOutput['changes'][number], 'guestPath'>

/** What became of a directory's changes. Paths are relative to it; a directory's ends with `/`. */
export interface WrittenBack {
  readonly written: readonly string[]
  readonly removed: readonly string[]
  /** What was not done, and why, a line each. */
  readonly refused: readonly string[]
}

/** A change that would reach outside the directory, or has no place in it. */
class Unfit extends Error {}

/**
 * Makes a program's changes to a copied directory true on this machine.
 *
 * Nothing outside `root` is ever created, changed or removed: a path counts part by part, each
 * above the last must be a real directory, and no link is followed, whether the program made it
 * or it was there before. A link is written only where it cannot lead outside.
 *
 * @param root an absolute path with no link in it.
 * @throws {Error} what the file system says where it does not let something be written.
 */
export async function writeBack(root: string, change: Change): Promise<WrittenBack> {
  const written: string[] = []
  const removed: string[] = []
  const refused: string[] = []
  const attempt = async (path: string, list: string[], name: string, act: () => Promise<void>) => {
    try {
      await act()
      list.push(name)
    } catch (error) {
      if (!(error instanceof Unfit)) throw error
      refused.push(`${path}: ${error.message}`)
    }
  }
  for (const path of change.removed) {
    await attempt(path, removed, path, () => remove(root, path))
  }
  for (const entry of change.written) {
    const name = entry.kind === 'directory' ? `${entry.path}/` : entry.path
    await attempt(entry.path, written, name, () => write(root, entry))
  }
  return { written, removed, refused }
}

function partsOf(path: string): readonly string[] {
  const parts = path.split('/')
  // Where a part has a meaning of its own (`..`, a drive or a backslash on Windows) it is no name.
  const plain = (part: string) =>
    part !== '' && part !== '.' && part !== '..' && !part.includes('\0') && basename(part) === part
  if (!parts.every(plain)) throw new Unfit('it is no name inside the directory')
  return parts
}

/** What stands at a place, links not followed. */
async function look(place: string) {
  try {
    return await lstat(place)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

/** The place of a path whose directories above are real ones; missing ones are made on request. */
async function placeOf(root: string, path: string, make: boolean): Promise<string> {
  const parts = partsOf(path)
  let folder = root
  for (const part of parts.slice(0, -1)) {
    folder = join(folder, part)
    const found = await look(folder)
    if (found === undefined && make) await mkdir(folder)
    else if (!found?.isDirectory()) throw new Unfit('what it lies in is not a directory')
  }
  return join(folder, parts.at(-1) ?? '')
}

async function remove(root: string, path: string): Promise<void> {
  const place = await placeOf(root, path, false)
  await rm(place, { recursive: true, force: true })
}

async function write(root: string, entry: WasiEntry): Promise<void> {
  const place = await placeOf(root, entry.path, true)
  const found = await look(place)
  if (entry.kind === 'directory') {
    if (found === undefined) await mkdir(place)
    else if (!found.isDirectory()) throw new Unfit('something else has that name')
  } else if (entry.kind === 'symlink') {
    if (!staysInside(entry)) throw new Unfit(`it links to ${entry.target}, outside the directory`)
    if (found?.isDirectory()) throw new Unfit('something else has that name')
    if (found) await unlink(place)
    await symlink(entry.target, place)
  } else {
    if (found && !found.isFile()) throw new Unfit('something else has that name')
    await writeFile(place, entry.bytes)
  }
}

/**
 * Whether a link leads to a place inside however the links it passes lie: `..` stands only at its
 * start, where the directories above are real, and no link inside leads out by itself.
 */
function staysInside({ path, target }: { path: string; target: string }): boolean {
  const parts = target.split('/').filter((part) => part !== '' && part !== '.')
  const up = parts.findIndex((part) => part !== '..')
  const climbs = up === -1 ? parts.length : up
  return (
    !target.startsWith('/') &&
    climbs < path.split('/').length &&
    parts.slice(climbs).every((part) => part !== '..' && basename(part) === part)
  )
}

const FLAGS = constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC
/** Opens no link, should one have come to stand there since we looked. Windows has none. */
const NO_LINK = constants.O_NOFOLLOW ?? 0

async function writeFile(place: string, bytes: Uint8Array): Promise<void> {
  const file = await open(place, FLAGS | NO_LINK, 0o666)
  try {
    await file.writeFile(bytes)
  } finally {
    await file.close()
  }
}
