import type { HostContext, HostFunction } from './context.ts'
import type { Descriptor } from './descriptors.ts'
import { require, WasiError } from './errno.ts'
import type { DirectoryNode, Node } from './nodes.ts'

const DIRENT_BYTES = 24
const PREOPEN_IS_DIRECTORY = 0
const encoder = new TextEncoder()

/** Calls on open directories: listing them, and the names of those the program was given. */
export function directoryCalls(context: HostContext): Record<string, HostFunction> {
  const { descriptors, memory } = context

  function preopenName(fd: number): Uint8Array {
    const { preopen } = descriptors.get(fd)
    if (preopen === undefined) throw new WasiError('badf')
    return encoder.encode(preopen)
  }

  /** The entry at a place in a listing, unless it is gone. */
  function entryAt(
    directory: DirectoryNode,
    names: readonly string[],
    index: number,
  ): { readonly name: string; readonly node: Node } | undefined {
    if (index === 0) return { name: '.', node: directory }
    if (index === 1) return { name: '..', node: directory.parent }
    const name = names[index - 2] ?? ''
    const node = directory.child(name)
    return node && { name, node }
  }

  function encodeEntry(name: string, node: Node, next: number): Uint8Array {
    const nameBytes = encoder.encode(name)
    const record = new Uint8Array(DIRENT_BYTES + nameBytes.byteLength)
    const view = new DataView(record.buffer)
    view.setBigUint64(0, BigInt(next), true)
    view.setBigUint64(8, node.inode, true)
    view.setUint32(16, nameBytes.byteLength, true)
    view.setUint8(20, node.fileType)
    record.set(nameBytes, DIRENT_BYTES)
    return record
  }

  function fill(descriptor: Descriptor<DirectoryNode>, buffer: Uint8Array, cookie: bigint): number {
    const { node } = descriptor
    const names = descriptor.listing(node, cookie === 0n, context.chargeStep)
    const end = names.length + 2
    let used = 0
    for (let index = cookie < BigInt(end) ? Number(cookie) : end; index < end; index++) {
      if (used === buffer.byteLength) break
      context.chargeStep()
      const entry = entryAt(node, names, index)
      if (!entry) continue
      const record = encodeEntry(entry.name, entry.node, index + 1)
      const piece = record.subarray(0, buffer.byteLength - used)
      buffer.set(piece, used)
      used += piece.byteLength
    }
    return used
  }

  return {
    fd_prestat_get: (fd: number, result: number) => {
      const name = preopenName(fd)
      const view = memory.view(result, 8)
      view.setUint32(0, PREOPEN_IS_DIRECTORY, true)
      view.setUint32(4, name.byteLength, true)
      return undefined
    },
    fd_prestat_dir_name: (fd: number, pointer: number, length: number) => {
      const name = preopenName(fd)
      require(length >= name.byteLength, 'nametoolong')
      memory.range(pointer, name.byteLength).set(name)
      return undefined
    },
    fd_readdir: (fd: number, pointer: number, length: number, cookie: bigint, result: number) => {
      const descriptor = descriptors.get(fd)
      if (!descriptor.isDirectory()) throw new WasiError('notdir')
      descriptor.need('fd_readdir')
      memory.check(result, 4)
      const used = fill(descriptor, memory.range(pointer, length), cookie)
      context.chargeBytes(used)
      descriptor.node.accessed()
      memory.setU32(result, used)
      return undefined
    },
  }
}
