import { require, WasiError } from './errno.ts'
import { DirectoryNode, type Node, SymlinkNode } from './nodes.ts'

/** What a path, or what a link says, must be shorter than. */
export const MAX_PATH_BYTES = 4_096
const MAX_NAME_BYTES = 255
const MAX_SYMLINKS = 40

const encoder = new TextEncoder()

/** Whether the last part of a path is looked into when it is a link. */
export type Follow = 'always' | 'slash' | 'unlessSlash' | 'never'

/** Where a path leads: a place in a directory, whether or not something is there yet. */
export interface Place {
  readonly directory: DirectoryNode
  /** Undefined where the path names the directory itself, as `.` and `..` do. */
  readonly name: string | undefined
  readonly node: Node | undefined
  /** The path ends with a slash: only a directory may be there. */
  readonly slash: boolean
}

function checkName(name: string): void {
  require(name.length * 3 <= MAX_NAME_BYTES ||
    encoder.encode(name).byteLength <= MAX_NAME_BYTES, 'nametoolong')
}

/** Turns `a//b/` into its parts and whether it ends with a slash. */
function splitPath(path: string): { readonly parts: readonly string[]; readonly slash: boolean } {
  require(path !== '', 'noent')
  require(!path.includes('\0'), 'inval')
  require(path.length * 3 <= MAX_PATH_BYTES ||
    encoder.encode(path).byteLength < MAX_PATH_BYTES, 'nametoolong')
  require(!path.startsWith('/'), 'perm')
  return { parts: path.split('/').filter((part) => part !== ''), slash: path.endsWith('/') }
}

/**
 * Walks a relative path from a directory, which it can never leave: not by `..`, not by symbolic
 * links. Links on the way are followed; the last one when `follow` is `always`, or is `slash` and
 * the path ends with one, or is `unlessSlash` and it does not: no file is created under such a name.
 *
 * @param step is called for every part walked, so that long walks are paid for.
 * @throws {WasiError}
 */
export function resolve(
  base: DirectoryNode,
  path: string,
  options: { readonly follow: Follow; readonly step: () => void },
): Place {
  const split = splitPath(path)
  const stack: DirectoryNode[] = [base]
  const ahead = split.parts.toReversed()
  let slash = split.slash
  let links = 0
  let place: Place = { directory: base, name: undefined, node: base, slash }
  for (let part = ahead.pop(); part !== undefined; part = ahead.pop()) {
    options.step()
    const directory = stack.at(-1) ?? base
    if (part === '.' || part === '..') {
      if (part === '..') {
        require(stack.length > 1, 'perm')
        stack.pop()
      }
      const here = stack.at(-1) ?? base
      place = { directory: here, name: undefined, node: here, slash }
      continue
    }
    checkName(part)
    const node = directory.child(part)
    const isLast = ahead.length === 0
    const follows =
      !isLast || options.follow === (slash ? 'slash' : 'unlessSlash') || options.follow === 'always'
    if (node instanceof SymlinkNode && follows) {
      links += 1
      require(links <= MAX_SYMLINKS, 'loop')
      const target = splitPath(node.target)
      ahead.push(...target.parts.toReversed())
      if (isLast) slash = slash || target.slash
      place = { directory, name: undefined, node: directory, slash }
      continue
    }
    if (isLast) return { directory, name: part, node, slash }
    if (node === undefined) throw new WasiError('noent')
    if (!(node instanceof DirectoryNode)) throw new WasiError('notdir')
    stack.push(node)
  }
  return place
}

/** The node a path leads to. */
export function existing(place: Place): Node {
  if (place.node === undefined) throw new WasiError('noent')
  require(!place.slash || place.node instanceof DirectoryNode, 'notdir')
  return place.node
}

/** The free name that a new node may take. `kind` says whether it is to be a directory. */
export function freeName(place: Place, kind: 'directory' | 'other'): string {
  if (place.name === undefined || place.node !== undefined) throw new WasiError('exist')
  require(kind === 'directory' || !place.slash, 'noent')
  require(!place.directory.isRemoved, 'noent')
  return place.name
}

/** The name of something that is to be moved or removed; `.` and `..` fail with `otherwise`. */
export function takenName(place: Place, otherwise: 'busy' | 'inval' | 'isdir'): string {
  if (place.name === undefined) throw new WasiError(otherwise)
  return place.name
}
