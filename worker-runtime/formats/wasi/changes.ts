import type { WasiEntry } from '#protocol/task/wasi-input.ts'
import { type DirectoryNode, FileNode, type Node, SymlinkNode } from './nodes.ts'
import { listTree } from './tree.ts'

/** What a path was before the program ran. */
type Before =
  | { readonly kind: 'directory' }
  | { readonly kind: 'symlink'; readonly target: string }
  | { readonly kind: 'file'; readonly bytes: Uint8Array }
export type Snapshot = ReadonlyMap<string, Before>

function describe(node: Node): Before {
  if (node instanceof FileNode) return { kind: 'file', bytes: node.view() }
  if (node instanceof SymlinkNode) return { kind: 'symlink', target: node.target }
  return { kind: 'directory' }
}

/** Remembers a tree without copying it: files copy what they were given before they change it. */
export function takeSnapshot(root: DirectoryNode): Snapshot {
  return new Map(listTree(root).map(({ path, node }) => [path, describe(node)]))
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.byteLength !== b.byteLength) return false
  if (a.buffer === b.buffer && a.byteOffset === b.byteOffset) return true
  for (let at = 0; at < a.byteLength; at++) {
    if (a[at] !== b[at]) return false
  }
  return true
}

function isSame(now: Before, before: Before | undefined): boolean {
  if (now.kind === 'file') return before?.kind === 'file' && sameBytes(now.bytes, before.bytes)
  if (now.kind === 'symlink') return before?.kind === 'symlink' && now.target === before.target
  return before?.kind === 'directory'
}

/**
 * Says how a tree differs from what it was. `isWanted` leaves out what nobody asked for. Bytes are
 * the files' own, good until the program runs on.
 */
export function findChanges(
  root: DirectoryNode,
  snapshot: Snapshot,
  isWanted: (path: string) => boolean,
): { readonly written: WasiEntry[]; readonly removed: string[] } {
  const now = new Map(listTree(root).map(({ path, node }) => [path, describe(node)]))
  const written: WasiEntry[] = []
  for (const [path, each] of now) {
    if (!isWanted(path) || isSame(each, snapshot.get(path))) continue
    written.push({ ...each, path })
  }
  const gone = new Set<string>()
  for (const [path, each] of snapshot) {
    const parent = path.slice(0, Math.max(0, path.lastIndexOf('/')))
    if (gone.has(parent) || now.get(path)?.kind !== each.kind) gone.add(path)
  }
  const removed = [...gone].filter(
    (path) => isWanted(path) && !gone.has(path.slice(0, Math.max(0, path.lastIndexOf('/')))),
  )
  return { written, removed }
}
