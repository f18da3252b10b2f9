import type { HostContext, HostFunction } from './context.ts'
import { ALL_FD_FLAGS, type Descriptor, fdFlags } from './descriptors.ts'
import { require, WasiError } from './errno.ts'
import { totalLength } from './guest-memory.ts'
import { type FileNode, StreamNode } from './nodes.ts'
import { applyTimes, writeFilestat } from './stat.ts'

const MAX_OFFSET = 2n ** 63n - 1n
/** Beyond it no host could number the bytes. */
const MAX_FILE_BYTES = BigInt(Number.MAX_SAFE_INTEGER)
const WHENCE = { set: 0, current: 1, end: 2 } as const
const MAX_ADVICE = 5

/** A descriptor of a regular file, or the errors that fit what else it is. */
function fileOf(
  descriptor: Descriptor,
  streamError: 'spipe' | 'inval' = 'spipe',
): Descriptor<FileNode> {
  require(!descriptor.isDirectory(), 'isdir')
  if (!descriptor.isFile()) throw new WasiError(streamError)
  return descriptor
}

/** `fd_*` calls on files and streams: reading, writing, seeking, sizes, times, flags. */
export function fileCalls(context: HostContext): Record<string, HostFunction> {
  const { descriptors } = context

  function read(file: FileNode, position: bigint, buffers: readonly Uint8Array[]): number {
    const from = position < BigInt(file.size) ? Number(position) : file.size
    const length = Math.min(totalLength(buffers), file.size - from)
    context.chargeBytes(length)
    let at = from
    for (const buffer of buffers) {
      const piece = file.view(at, Math.min(at + buffer.byteLength, from + length))
      buffer.set(piece)
      at += piece.byteLength
    }
    if (length > 0) file.accessed()
    return length
  }

  function write(file: FileNode, position: bigint, buffers: readonly Uint8Array[]): number {
    const length = totalLength(buffers)
    if (length === 0) return 0
    require(position + BigInt(length) <= MAX_FILE_BYTES, 'fbig')
    let at = Number(position)
    context.chargeBytes(length + Math.max(0, at - file.size) + file.uncopied)
    // All of it, or nothing.
    file.resize(Math.max(file.size, at + length))
    for (const buffer of buffers) {
      file.write(at, buffer)
      at += buffer.byteLength
    }
    return length
  }

  function resize(file: FileNode, size: bigint): void {
    require(size <= MAX_FILE_BYTES, 'fbig')
    const length = Number(size)
    const isCut = length < file.size
    context.chargeBytes(isCut ? length : length - file.size + file.uncopied)
    file.resize(length)
  }

  return {
    fd_advise: (fd: number, offset: bigint, length: bigint, advice: number) => {
      const descriptor = fileOf(descriptors.get(fd))
      descriptor.need('fd_advise')
      require(advice <= MAX_ADVICE && offset <= MAX_OFFSET && length <= MAX_OFFSET, 'inval')
      return undefined
    },
    fd_allocate: (fd: number, offset: bigint, length: bigint) => {
      const descriptor = fileOf(descriptors.get(fd))
      descriptor.need('fd_allocate')
      require(length > 0n && offset <= MAX_OFFSET && length <= MAX_OFFSET, 'inval')
      const end = offset + length
      if (end > BigInt(descriptor.node.size)) resize(descriptor.node, end)
      return undefined
    },
    fd_close: (fd: number) => {
      descriptors.close(fd)
      return undefined
    },
    fd_datasync: (fd: number) => {
      const descriptor = descriptors.get(fd)
      require(!(descriptor.node instanceof StreamNode), 'inval')
      descriptor.need('fd_datasync')
      return undefined
    },
    fd_sync: (fd: number) => {
      const descriptor = descriptors.get(fd)
      require(!(descriptor.node instanceof StreamNode), 'inval')
      descriptor.need('fd_sync')
      return undefined
    },
    fd_fdstat_get: (fd: number, result: number) => {
      const descriptor = descriptors.get(fd)
      const view = context.memory.view(result, 24)
      view.setBigUint64(0, 0n)
      view.setUint8(0, descriptor.node.fileType)
      view.setUint16(2, descriptor.flags, true)
      view.setBigUint64(8, descriptor.base, true)
      view.setBigUint64(16, descriptor.inheriting, true)
      return undefined
    },
    fd_fdstat_set_flags: (fd: number, flags: number) => {
      const descriptor = descriptors.get(fd)
      descriptor.need('fd_fdstat_set_flags')
      require(flags <= ALL_FD_FLAGS, 'inval')
      descriptor.flags = flags
      return undefined
    },
    fd_fdstat_set_rights: (fd: number, base: bigint, inheriting: bigint) => {
      const descriptor = descriptors.get(fd)
      require((base & ~descriptor.base) === 0n, 'notcapable')
      require((inheriting & ~descriptor.inheriting) === 0n, 'notcapable')
      descriptor.base = base
      descriptor.inheriting = inheriting
      return undefined
    },
    fd_filestat_get: (fd: number, result: number) => {
      const descriptor = descriptors.get(fd)
      descriptor.need('fd_filestat_get')
      writeFilestat(context.memory, result, descriptor.node)
      return undefined
    },
    fd_filestat_set_size: (fd: number, size: bigint) => {
      const descriptor = fileOf(descriptors.get(fd), 'inval')
      descriptor.need('fd_filestat_set_size')
      require(size <= MAX_OFFSET, 'inval')
      resize(descriptor.node, size)
      return undefined
    },
    fd_filestat_set_times: (fd: number, atimNs: bigint, mtimNs: bigint, flags: number) => {
      const descriptor = descriptors.get(fd)
      descriptor.need('fd_filestat_set_times')
      applyTimes(descriptor.node, { atimNs, mtimNs, flags })
      return undefined
    },
    fd_read: (fd: number, list: number, count: number, result: number) => {
      const open = descriptors.get(fd)
      require(!open.isDirectory(), 'isdir')
      open.need('fd_read')
      const descriptor = fileOf(open)
      context.memory.check(result, 4)
      const buffers = context.memory.buffers(list, count, context.chargeStep)
      const length = read(descriptor.node, descriptor.position, buffers)
      descriptor.position += BigInt(length)
      context.memory.setU32(result, length)
      return undefined
    },
    fd_pread: (fd: number, list: number, count: number, offset: bigint, result: number) => {
      const descriptor = fileOf(descriptors.get(fd))
      descriptor.need('fd_read', 'fd_seek')
      require(offset <= MAX_OFFSET, 'inval')
      context.memory.check(result, 4)
      const length = read(
        descriptor.node,
        offset,
        context.memory.buffers(list, count, context.chargeStep),
      )
      context.memory.setU32(result, length)
      return undefined
    },
    fd_write: (fd: number, list: number, count: number, result: number) => {
      const open = descriptors.get(fd)
      require(!open.isDirectory(), 'isdir')
      open.need('fd_write')
      context.memory.check(result, 4)
      const buffers = context.memory.buffers(list, count, context.chargeStep)
      let length = totalLength(buffers)
      if (open.node instanceof StreamNode) {
        context.chargeBytes(length)
        for (const buffer of buffers) open.node.print(buffer)
      } else {
        const descriptor = fileOf(open)
        const isAppend = (descriptor.flags & fdFlags.append) !== 0
        if (isAppend) descriptor.position = BigInt(descriptor.node.size)
        length = write(descriptor.node, descriptor.position, buffers)
        descriptor.position += BigInt(length)
      }
      context.memory.setU32(result, length)
      return undefined
    },
    fd_pwrite: (fd: number, list: number, count: number, offset: bigint, result: number) => {
      const descriptor = fileOf(descriptors.get(fd))
      descriptor.need('fd_write', 'fd_seek')
      require(offset <= MAX_OFFSET, 'inval')
      context.memory.check(result, 4)
      const length = write(
        descriptor.node,
        offset,
        context.memory.buffers(list, count, context.chargeStep),
      )
      context.memory.setU32(result, length)
      return undefined
    },
    fd_renumber: (from: number, to: number) => {
      descriptors.renumber(from, to)
      return undefined
    },
    fd_seek: (fd: number, unsignedOffset: bigint, whence: number, result: number) => {
      const descriptor = fileOf(descriptors.get(fd))
      const offset = BigInt.asIntN(64, unsignedOffset)
      const isTell = whence === WHENCE.current && offset === 0n
      if (!(isTell && descriptor.has('fd_tell'))) descriptor.need('fd_seek')
      require(whence <= WHENCE.end, 'inval')
      const { position, node } = descriptor
      const base = whence === WHENCE.set ? 0n : whence === WHENCE.end ? BigInt(node.size) : position
      const reached = base + offset
      require(reached >= 0n && reached <= MAX_OFFSET, 'inval')
      context.memory.setU64(result, reached)
      descriptor.position = reached
      return undefined
    },
    fd_tell: (fd: number, result: number) => {
      const descriptor = fileOf(descriptors.get(fd))
      if (!descriptor.has('fd_seek')) descriptor.need('fd_tell')
      context.memory.setU64(result, descriptor.position)
      return undefined
    },
  }
}
