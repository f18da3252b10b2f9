import { constants } from 'node:fs'
import { lstat, mkdir, open, readlink, rmdir, symlink, unlink } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { WasiEntry, WasiOutput } from '#protocol/task/wasi-input.ts'
import type { DirectoryCopy } from './read-directory.ts'

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
 * or it was there before. A link is written only where it cannot lead outside, not even by a link
 * that was there before. Nothing is removed that the program was not given.
 *
 * @param copy the directory as the program was given it; its `root` is absolute, with no link in it.
 * @throws {Error} what the file system says where it does not let something be written.
 */
export async function writeBack(
  { root, entries }: DirectoryCopy,
  change: Change,
): Promise<WrittenBack> {
  const copied = { entries, indexOf: new Map(entries.map(({ path }, index) => [path, index])) }
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
    await attempt(path, removed, path, () => remove(root, path, copied))
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

/** A copy's entries, and where each stands among them. */
interface Copied {
  readonly entries: readonly WasiEntry[]
  readonly indexOf: ReadonlyMap<string, number>
}

/** An entry of the copy and what lies in it, which is listed right after it; the deepest first. */
function withAllBelow(path: string, { entries, indexOf }: Copied): readonly WasiEntry[] {
  const first = indexOf.get(path)
  if (first === undefined) return []
  let end = first + 1
  while (entries[end]?.path.startsWith(`${path}/`)) end += 1
  return entries.slice(first, end).toReversed()
}

/** Removes an entry of the copy with all that the copy had in it, and nothing that came later. */
async function remove(root: string, path: string, copied: Copied): Promise<void> {
  const place = await placeOf(root, path, false)
  for (const entry of withAllBelow(path, copied)) {
    const found = await look(join(root, entry.path))
    if (found === undefined) continue
    await removeOne(await placeOf(root, entry.path, false), found.isDirectory())
  }
  if (await look(place)) throw new Unfit('something else has come to have that name')
}

async function removeOne(place: string, isDirectory: boolean): Promise<void> {
  if (!isDirectory) return await unlink(place)
  try {
    await rmdir(place)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error
    throw new Unfit('it holds what was not there before')
  }
}

async function write(root: string, entry: WasiEntry): Promise<void> {
  const place = await placeOf(root, entry.path, true)
  const found = await look(place)
  if (entry.kind === 'directory') {
    if (found === undefined) await mkdir(place)
    else if (!found.isDirectory()) throw new Unfit('something else has that name')
  } else if (entry.kind === 'symlink') {
    if (!(await staysInside(root, entry)))
      throw new Unfit(`it links to ${entry.target}, outside the directory`)
    if (found?.isDirectory()) throw new Unfit('something else has that name')
    if (found) await unlink(place)
    await symlink(entry.target, place)
  } else {
    if (found && !found.isFile()) throw new Unfit('something else has that name')
    await writeFile(place, entry.bytes)
  }
}

/** Links that one link may lead over, as on Linux. */
const MAX_LINKS = 40

/**
 * Whether a link leads to a place inside, and so does every link that it passes. `..` stands only
 * at the start of each, where the directories above are real.
 */
async function staysInside(
  root: string,
  { path, target }: { path: string; target: string },
): Promise<boolean> {
  const at = path.split('/').slice(0, -1)
  const parts = readTarget(target)
  if (parts === undefined) return false
  const left = [...parts]
  let links = 0
  for (let part = left.shift(); part !== undefined; part = left.shift()) {
    if (part === '..') {
      if (at.pop() === undefined) return false
      continue
    }
    const place = join(root, ...at, part)
    if (!(await look(place))?.isSymbolicLink()) at.push(part)
    else {
      const next = readTarget(await readlink(place))
      links += 1
      if (next === undefined || links > MAX_LINKS) return false
      left.unshift(...next)
    }
  }
  return true
}

/** A link's target part by part; undefined where it is absolute or climbs otherwise than at first. */
function readTarget(target: string): readonly string[] | undefined {
  const parts = target.split('/').filter((part) => part !== '' && part !== '.')
  const climbs = parts.findIndex((part) => part !== '..')
  const down = climbs === -1 ? [] : parts.slice(climbs)
  const isPlain = down.every((part) => part !== '..' && basename(part) === part)
  return isPlain && !target.startsWith('/') ? parts : undefined
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
