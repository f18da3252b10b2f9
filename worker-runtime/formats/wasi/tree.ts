import type { WasiEntry } from '#protocol/task/wasi-input.ts'
import { LimitCrossed } from '../metered.ts'
import { DirectoryNode, FileNode, type Node, SymlinkNode, type Volume } from './nodes.ts'

const MAX_PATH_BYTES = 4_096

function plant(volume: Volume, entry: WasiEntry): Node {
  if (entry.kind === 'file') return new FileNode(volume, entry.bytes)
  if (entry.kind === 'symlink') return new SymlinkNode(volume, entry.target)
  return new DirectoryNode(volume)
}

/** The directory that holds a path's last part; those missing on the way are made. */
function directoryFor(root: DirectoryNode, path: string, parts: readonly string[]): DirectoryNode {
  let directory = root
  for (const part of parts) {
    let next = directory.child(part)
    if (next === undefined) {
      next = new DirectoryNode(root.volume)
      directory.add(part, next)
    }
    if (!(next instanceof DirectoryNode)) {
      throw new LimitCrossed('refused', `${path} is said to be in what is no directory`)
    }
    directory = next
  }
  return directory
}

/**
 * Makes a directory of what a program is given. Of two entries for one path the later holds.
 * Nodes are numbered in order of their paths.
 *
 * @throws {LimitCrossed} where two entries contradict each other.
 */
export function growTree(volume: Volume, entries: readonly WasiEntry[]): DirectoryNode {
  const root = DirectoryNode.root(volume)
  const byPath = new Map(entries.map((entry) => [entry.path, entry]))
  for (const path of [...byPath.keys()].sort()) {
    const entry = byPath.get(path)
    const parts = path.split('/')
    const name = parts.pop()
    if (entry === undefined || name === undefined) continue
    const directory = directoryFor(root, path, parts)
    const there = directory.child(name)
    if (there === undefined) directory.add(name, plant(volume, entry))
    else if (entry.kind !== 'directory' || !(there instanceof DirectoryNode)) {
      throw new LimitCrossed('refused', `${path} is said to be two things`)
    }
  }
  return root
}

/** A node of a tree with its path from the root. */
export interface Found {
  readonly path: string
  readonly node: Node
}

/**
 * All of a tree but its root, sorted, each directory before what it holds.
 * @throws {LimitCrossed} for paths no one could hand on.
 */
export function listTree(root: DirectoryNode): Found[] {
  const found: Found[] = []
  const ahead: Found[] = []
  const expand = (directory: DirectoryNode, prefix: string) => {
    for (const name of directory.sortedNames().reverse()) {
      const node = directory.child(name)
      if (node) ahead.push({ path: `${prefix}${name}`, node })
    }
  }
  expand(root, '')
  for (let next = ahead.pop(); next !== undefined; next = ahead.pop()) {
    if (next.path.length > MAX_PATH_BYTES) {
      throw new LimitCrossed('output', 'The program leaves directories too deep to hand back')
    }
    found.push(next)
    if (next.node instanceof DirectoryNode) expand(next.node, `${next.path}/`)
  }
  return found
}
