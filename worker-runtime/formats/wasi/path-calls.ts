import type { HostContext, HostFunction } from './context.ts'
import { ALL_FD_FLAGS, Descriptor, fdFlags } from './descriptors.ts'
import { require, WasiError } from './errno.ts'
import { DirectoryNode, FileNode, SymlinkNode } from './nodes.ts'
import {
  existing,
  type Follow,
  freeName,
  MAX_PATH_BYTES,
  type Place,
  resolve,
  takenName,
} from './resolve.ts'
import { directoryRights, fileRights, inheritableRights, rights } from './rights.ts'
import { applyTimes, writeFilestat } from './stat.ts'

const SYMLINK_FOLLOW = 1
/** Bits of `oflags`. */
const OPEN = { create: 1, directory: 2, exclusive: 4, truncate: 8 } as const
const encoder = new TextEncoder()

/** `path_*` calls: everything that starts from a directory and a path. */
export function pathCalls(context: HostContext): Record<string, HostFunction> {
  const { descriptors, volume } = context

  function walk(directory: Descriptor<DirectoryNode>, path: string, follow: Follow): Place {
    return resolve(directory.node, path, { follow, step: context.chargeStep })
  }

  function text(pointer: number, length: number): string {
    context.memory.check(pointer, length)
    require(length < MAX_PATH_BYTES, 'nametoolong')
    context.chargeBytes(length)
    return context.memory.text(pointer, length)
  }

  function followOf(lookupFlags: number): 'always' | 'slash' {
    require(lookupFlags <= SYMLINK_FOLLOW, 'inval')
    return lookupFlags === SYMLINK_FOLLOW ? 'always' : 'slash'
  }

  /** The rights a new descriptor gets: all that were asked for and mean something on its kind. */
  function grant(
    parent: Descriptor<DirectoryNode>,
    node: FileNode | DirectoryNode,
    asked: { readonly base: bigint; readonly inheriting: bigint },
  ): { readonly base: bigint; readonly inheriting: bigint } {
    const isDirectory = node instanceof DirectoryNode
    const base = asked.base & (isDirectory ? directoryRights : fileRights)
    const inheriting = isDirectory ? asked.inheriting & inheritableRights : 0n
    require(((base | inheriting) & ~parent.inheriting) === 0n, 'notcapable')
    return { base, inheriting }
  }

  /** What `path_open` finds or is to create, checked against everything it was asked. */
  function findOpened(
    place: Place,
    oflags: number,
    base: bigint,
  ): FileNode | DirectoryNode | undefined {
    const { node, slash } = place
    const create = (oflags & OPEN.create) !== 0
    require(!(create && slash), 'isdir')
    if (node === undefined) {
      require(create, 'noent')
      return undefined
    }
    require(!(create && (oflags & OPEN.exclusive) !== 0), 'exist')
    require(!(node instanceof SymlinkNode), 'loop')
    if (node instanceof DirectoryNode) {
      const writes = create || (oflags & OPEN.truncate) !== 0 || (base & rights('fd_write')) !== 0n
      require(!writes, 'isdir')
    } else {
      require(!slash && (oflags & OPEN.directory) === 0, 'notdir')
    }
    return node
  }

  return {
    path_create_directory: (fd: number, pointer: number, length: number) => {
      const directory = descriptors.directory(fd, 'path_create_directory')
      const place = walk(directory, text(pointer, length), 'never')
      place.directory.add(freeName(place, 'directory'), new DirectoryNode(volume))
      return undefined
    },
    path_filestat_get: (
      fd: number,
      flags: number,
      pointer: number,
      length: number,
      result: number,
    ) => {
      const directory = descriptors.directory(fd, 'path_filestat_get')
      const place = walk(directory, text(pointer, length), followOf(flags))
      writeFilestat(context.memory, result, existing(place))
      return undefined
    },
    path_filestat_set_times: (
      fd: number,
      flags: number,
      pointer: number,
      length: number,
      atimNs: bigint,
      mtimNs: bigint,
      timeFlags: number,
    ) => {
      const directory = descriptors.directory(fd, 'path_filestat_set_times')
      const place = walk(directory, text(pointer, length), followOf(flags))
      applyTimes(existing(place), { atimNs, mtimNs, flags: timeFlags })
      return undefined
    },
    path_link: (
      oldFd: number,
      flags: number,
      oldPointer: number,
      oldLength: number,
      newFd: number,
      newPointer: number,
      newLength: number,
    ) => {
      const from = descriptors.directory(oldFd, 'path_link_source')
      const to = descriptors.directory(newFd, 'path_link_target')
      const node = existing(walk(from, text(oldPointer, oldLength), followOf(flags)))
      const place = walk(to, text(newPointer, newLength), 'never')
      const name = freeName(place, 'other')
      require(!(node instanceof DirectoryNode), 'perm')
      place.directory.add(name, node)
      return undefined
    },
    path_open: (
      fd: number,
      lookupFlags: number,
      pointer: number,
      length: number,
      oflags: number,
      base: bigint,
      inheriting: bigint,
      flags: number,
      result: number,
    ) => {
      const directory = descriptors.directory(fd, 'path_open')
      const follow = followOf(lookupFlags)
      require(oflags <= 15 && flags <= ALL_FD_FLAGS, 'inval')
      const create = (oflags & OPEN.create) !== 0
      require(!create || (oflags & OPEN.directory) === 0, 'inval')
      if (create) directory.need('path_create_file')
      if ((oflags & OPEN.truncate) !== 0) directory.need('path_filestat_set_size')
      const synchronous =
        ((flags & fdFlags.dsync) !== 0 ? rights('fd_datasync') : 0n) |
        ((flags & (fdFlags.rsync | fdFlags.sync)) !== 0 ? rights('fd_sync') : 0n)
      require((synchronous & ~directory.inheriting) === 0n, 'notcapable')
      context.memory.check(result, 4)
      const exclusive = create && (oflags & OPEN.exclusive) !== 0
      const creates = exclusive || follow !== 'always' ? 'never' : 'unlessSlash'
      const place = walk(directory, text(pointer, length), create ? creates : follow)
      const found = findOpened(place, oflags, base)
      descriptors.requireRoom()
      const node = found ?? new FileNode(volume)
      const granted = grant(directory, node, { base, inheriting })
      if (found === undefined) place.directory.add(freeName(place, 'other'), node)
      else if (found instanceof FileNode && (oflags & OPEN.truncate) !== 0) found.resize(0)
      const opened = descriptors.add(new Descriptor(node, { ...granted, flags }))
      context.memory.setU32(result, opened)
      return undefined
    },
    path_readlink: (
      fd: number,
      pointer: number,
      length: number,
      buffer: number,
      bufferLength: number,
      result: number,
    ) => {
      const directory = descriptors.directory(fd, 'path_readlink')
      const node = existing(walk(directory, text(pointer, length), 'slash'))
      if (!(node instanceof SymlinkNode)) throw new WasiError('inval')
      context.memory.check(result, 4)
      const target = encoder.encode(node.target).subarray(0, bufferLength)
      context.memory.check(buffer, bufferLength)
      context.memory.range(buffer, target.byteLength).set(target)
      context.memory.setU32(result, target.byteLength)
      node.accessed()
      return undefined
    },
    path_remove_directory: (fd: number, pointer: number, length: number) => {
      const directory = descriptors.directory(fd, 'path_remove_directory')
      const path = text(pointer, length)
      const place = walk(directory, path, 'never')
      const isAbove = place.name === undefined && /(^|\/)\.\.\/*$/.test(path)
      require(!isAbove, 'notempty')
      const name = takenName(place, 'inval')
      const node = existing(place)
      if (!(node instanceof DirectoryNode)) throw new WasiError('notdir')
      require(node.isEmpty, 'notempty')
      place.directory.remove(name)
      return undefined
    },
    path_rename: (
      oldFd: number,
      oldPointer: number,
      oldLength: number,
      newFd: number,
      newPointer: number,
      newLength: number,
    ) => {
      const fromDirectory = descriptors.directory(oldFd, 'path_rename_source')
      const toDirectory = descriptors.directory(newFd, 'path_rename_target')
      const from = walk(fromDirectory, text(oldPointer, oldLength), 'never')
      const to = walk(toDirectory, text(newPointer, newLength), 'never')
      const oldName = takenName(from, 'busy')
      const newName = takenName(to, 'busy')
      const node = existing(from)
      const isDirectory = node instanceof DirectoryNode
      require(!to.directory.isRemoved, 'noent')
      require(isDirectory || !to.slash, 'notdir')
      if (isDirectory) {
        require(!node.contains(to.directory, context.chargeStep), 'inval')
      }
      const replaced = to.node
      if (replaced === node) return undefined
      if (replaced instanceof DirectoryNode) {
        require(!replaced.contains(from.directory, context.chargeStep), 'notempty')
        require(isDirectory, 'isdir')
        require(replaced.isEmpty, 'notempty')
      } else if (replaced !== undefined) {
        require(!isDirectory, 'notdir')
      }
      if (replaced !== undefined) to.directory.remove(newName)
      to.directory.add(newName, node)
      from.directory.remove(oldName)
      return undefined
    },
    path_symlink: (
      oldPointer: number,
      oldLength: number,
      fd: number,
      newPointer: number,
      newLength: number,
    ) => {
      const directory = descriptors.directory(fd, 'path_symlink')
      const target = text(oldPointer, oldLength)
      require(target !== '', 'noent')
      require(!target.includes('\0'), 'inval')
      require(!target.startsWith('/'), 'perm')
      const place = walk(directory, text(newPointer, newLength), 'never')
      require(!(place.slash && place.node instanceof FileNode), 'notdir')
      place.directory.add(freeName(place, 'other'), new SymlinkNode(volume, target))
      return undefined
    },
    path_unlink_file: (fd: number, pointer: number, length: number) => {
      const directory = descriptors.directory(fd, 'path_unlink_file')
      const place = walk(directory, text(pointer, length), 'never')
      const name = takenName(place, 'isdir')
      require(!(place.node instanceof DirectoryNode), 'isdir')
      existing(place)
      place.directory.remove(name)
      return undefined
    },
  }
}
