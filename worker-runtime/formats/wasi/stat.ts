import { require } from './errno.ts'
import type { GuestMemory } from './guest-memory.ts'
import type { Node, StreamNode } from './nodes.ts'

/** All nodes lie on one device, so that what is renamed or linked may cross preopened directories. */
const DEVICE = 1n
const FILESTAT_BYTES = 64

/** Bits of `fstflags`. */
const TIMES = { atim: 1, atimNow: 2, mtim: 4, mtimNow: 8 } as const

/** Writes a `filestat` record. */
export function writeFilestat(memory: GuestMemory, pointer: number, node: Node | StreamNode): void {
  const view = memory.view(pointer, FILESTAT_BYTES)
  view.setBigUint64(0, DEVICE, true)
  view.setBigUint64(8, node.inode, true)
  view.setBigUint64(16, BigInt(node.fileType), true)
  view.setBigUint64(24, BigInt(node.linkCount), true)
  view.setBigUint64(32, BigInt(node.size), true)
  view.setBigUint64(40, node.atimNs, true)
  view.setBigUint64(48, node.mtimNs, true)
  view.setBigUint64(56, node.ctimNs, true)
}

/** Sets a node's times as `fstflags` say; a flag and its `_now` together are `EINVAL`. */
export function applyTimes(
  node: Node | StreamNode,
  times: { readonly atimNs: bigint; readonly mtimNs: bigint; readonly flags: number },
): void {
  const { atimNs, mtimNs, flags } = times
  const both = (a: number, b: number) => (flags & a) !== 0 && (flags & b) !== 0
  require(flags <= 15, 'inval')
  require(!both(TIMES.atim, TIMES.atimNow) && !both(TIMES.mtim, TIMES.mtimNow), 'inval')
  const { nowNs } = node.volume.clock
  if ((flags & TIMES.atim) !== 0) node.atimNs = atimNs
  if ((flags & TIMES.atimNow) !== 0) node.atimNs = nowNs
  if ((flags & TIMES.mtim) !== 0) node.mtimNs = mtimNs
  if ((flags & TIMES.mtimNow) !== 0) node.mtimNs = nowNs
  node.changed()
}
