import { equals } from 'multiformats/bytes'
import { MAX_WASI_PATH, type WasiEntry } from '#protocol/task/wasi-input.ts'
import { LimitCrossed } from '../metered.ts'
import { DirectoryNode, FileNode, type Node, SymlinkNode } from './nodes.ts'
import type { Wanted } from './wanted.ts'

/** The least that an entry takes when encoded, beside its path and bytes. */
const ENTRY_FRAME_BYTES = 20

/** What a name was before the program ran. */
type Before =
  | { readonly kind: 'directory'; readonly children: Snapshot }
  | { readonly kind: 'symlink'; readonly target: string }
  | { readonly kind: 'file'; readonly bytes: Uint8Array }
/** What a directory held, by name, in order. */
export type Snapshot = ReadonlyMap<string, Before>

const NOTHING: Snapshot = new Map()

/**
 * Remembers a tree without copying it: files copy what they were given before they change it, and
 * no path is ever spelled out.
 */
export function takeSnapshot(root: DirectoryNode): Snapshot {
  const snapshot = new Map<string, Before>()
  const ahead = [{ directory: root, into: snapshot }]
  for (let next = ahead.pop(); next !== undefined; next = ahead.pop()) {
    for (const name of next.directory.sortedNames()) {
      const node = next.directory.child(name)
      if (node instanceof FileNode) next.into.set(name, { kind: 'file', bytes: node.view() })
      else if (node instanceof SymlinkNode) {
        next.into.set(name, { kind: 'symlink', target: node.target })
      } else if (node?.isEmpty) next.into.set(name, { kind: 'directory', children: NOTHING })
      else if (node) {
        const children = new Map<string, Before>()
        next.into.set(name, { kind: 'directory', children })
        ahead.push({ directory: node, into: children })
      }
    }
  }
  return snapshot
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  // What was given and never written to is not looked through.
  const isUntouched = a.buffer === b.buffer && a.byteOffset === b.byteOffset
  return (isUntouched && a.byteLength === b.byteLength) || equals(a, b)
}

function entryOf(path: string, node: Node): WasiEntry {
  if (node instanceof FileNode) return { kind: 'file', path, bytes: node.view() }
  if (node instanceof SymlinkNode) return { kind: 'symlink', path, target: node.target }
  return { kind: 'directory', path }
}

function isSame(node: Node, before: Before | undefined): boolean {
  if (node instanceof FileNode)
    return before?.kind === 'file' && sameBytes(node.view(), before.bytes)
  if (node instanceof SymlinkNode) {
    return before?.kind === 'symlink' && node.target === before.target
  }
  return before?.kind === 'directory'
}

const childrenOf = (before: Before | undefined): Snapshot =>
  before?.kind === 'directory' ? before.children : NOTHING

/** What is told of a difference, before it is held: how many bytes it takes to say. */
type Spend = (bytes: number) => void

function findWritten(
  root: DirectoryNode,
  snapshot: Snapshot,
  asked: Wanted,
  spend: Spend,
): WasiEntry[] {
  type Ahead = { path: string; node: Node; before: Before | undefined; wanted: Wanted }
  const written: WasiEntry[] = []
  const ahead: Ahead[] = []
  const expand = (directory: DirectoryNode, prefix: string, was: Snapshot, wanted: Wanted) => {
    for (const name of directory.sortedNames().reverse()) {
      const node = directory.child(name)
      const below = wanted.below(name)
      if (node && below) {
        ahead.push({ path: `${prefix}${name}`, node, before: was.get(name), wanted: below })
      }
    }
  }
  expand(root, '', snapshot, asked)
  for (let next = ahead.pop(); next !== undefined; next = ahead.pop()) {
    const { path, node, before, wanted } = next
    if (path.length > MAX_WASI_PATH) {
      throw new LimitCrossed('output', 'The program leaves directories too deep to hand back')
    }
    if (wanted.isWhole && !isSame(node, before)) {
      spend(ENTRY_FRAME_BYTES + path.length + node.size)
      written.push(entryOf(path, node))
    }
    if (node instanceof DirectoryNode) expand(node, `${path}/`, childrenOf(before), wanted)
  }
  return written
}

const kindOf = (node: Node | undefined): Before['kind'] | undefined =>
  node && entryOf('', node).kind

function findRemoved(
  root: DirectoryNode,
  snapshot: Snapshot,
  asked: Wanted,
  spend: Spend,
): string[] {
  type Ahead = { path: string; node: Node | undefined; before: Before; wanted: Wanted }
  const removed: string[] = []
  const ahead: Ahead[] = []
  const expand = (node: Node | undefined, prefix: string, was: Snapshot, wanted: Wanted) => {
    const directory = node instanceof DirectoryNode ? node : undefined
    for (const [name, before] of [...was].reverse()) {
      const below = wanted.below(name)
      if (!below) continue
      ahead.push({ path: `${prefix}${name}`, node: directory?.child(name), before, wanted: below })
    }
  }
  expand(root, '', snapshot, asked)
  for (let next = ahead.pop(); next !== undefined; next = ahead.pop()) {
    const { path, node, before, wanted } = next
    if (wanted.isWhole && kindOf(node) !== before.kind) {
      spend(path.length)
      removed.push(path)
    } else {
      expand(node, `${path}/`, childrenOf(before), wanted)
    }
  }
  return removed
}

/**
 * Says how a tree differs from what it was, in all that is wanted. Bytes are the files' own, good
 * until the program runs on.
 *
 * @param spend is told at least what each difference takes to hand back, before it is held, and
 * throws when that is too much.
 */
export function findChanges(
  root: DirectoryNode,
  snapshot: Snapshot,
  wanted: Wanted,
  spend: Spend,
): { readonly written: WasiEntry[]; readonly removed: string[] } {
  return {
    written: findWritten(root, snapshot, wanted, spend),
    removed: findRemoved(root, snapshot, wanted, spend),
  }
}
