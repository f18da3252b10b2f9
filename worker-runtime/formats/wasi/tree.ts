import type { WasiEntry } from '#protocol/task/wasi-input.ts'
import { LimitCrossed } from '../metered.ts'
import { DirectoryNode, FileNode, type Node, SymlinkNode, type Volume } from './nodes.ts'

/** Directories that no entry lists count as well. */
const MAX_GIVEN_NODES = 262_144
/** For making a node and remembering it. */
const STEPS_PER_NODE = 32

function plant(volume: Volume, entry: WasiEntry): Node {
  if (entry.kind === 'file') return new FileNode(volume, entry.bytes)
  if (entry.kind === 'symlink') return new SymlinkNode(volume, entry.target)
  return new DirectoryNode(volume)
}

/** The directory that holds a path's last part; those missing on the way are made. */
function directoryFor(
  root: DirectoryNode,
  path: string,
  parts: readonly string[],
  put: (directory: DirectoryNode, name: string, node: Node) => void,
): DirectoryNode {
  let directory = root
  for (const part of parts) {
    let next = directory.child(part)
    if (next === undefined) {
      next = new DirectoryNode(root.volume)
      put(directory, part, next)
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
 * @param step is told how many steps it takes, so that large trees are paid for.
 * @throws {LimitCrossed} where two entries contradict each other.
 * @throws {WasiError} `nospc` where the tree outgrows the storage.
 */
export function growTree(
  volume: Volume,
  entries: readonly WasiEntry[],
  step: (steps: number) => void,
): DirectoryNode {
  const root = DirectoryNode.root(volume)
  const put = (directory: DirectoryNode, name: string, node: Node) => {
    if (node.inode > MAX_GIVEN_NODES) {
      throw new LimitCrossed(
        'refused',
        `More than ${MAX_GIVEN_NODES} files and directories are given`,
      )
    }
    step(STEPS_PER_NODE)
    directory.add(name, node)
  }
  const byPath = new Map(entries.map((entry) => [entry.path, entry]))
  for (const path of [...byPath.keys()].sort()) {
    const entry = byPath.get(path)
    const parts = path.split('/')
    const name = parts.pop()
    if (entry === undefined || name === undefined) continue
    step(parts.length)
    const directory = directoryFor(root, path, parts, put)
    const there = directory.child(name)
    if (there === undefined) put(directory, name, plant(volume, entry))
    else if (entry.kind !== 'directory' || !(there instanceof DirectoryNode)) {
      throw new LimitCrossed('refused', `${path} is said to be two things`)
    }
  }
  return root
}
