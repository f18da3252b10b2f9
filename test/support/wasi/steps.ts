import { expect } from 'vitest'
import { all, oflags, ROOT, reading, without } from './case.ts'
import type { ErrnoName } from './errno-names.ts'
import {
  type Argument,
  call,
  filestat,
  from,
  type Given,
  into,
  ref,
  type Step,
  text,
  u32,
  u64,
} from './script.ts'

/** What `open` gave last. */
export const fd = ref('fd')
/** A descriptor that is never open. */
export const BAD = 99
/** An address beyond all memory. */
export const OUTSIDE = 0xffff_fff0
/** The first offset that is negative to whoever reads it signed. */
export const HUGE = 2n ** 63n
export const FOLLOW = 1

/** `path_open` with all rights on descriptor 3, unless said otherwise. Gives the descriptor. */
export function open(
  path: string,
  options: {
    readonly as?: string
    readonly dir?: Argument
    readonly follow?: 0 | 1
    readonly o?: number
    readonly base?: bigint
    readonly inheriting?: bigint
    readonly flags?: number
    readonly errno?: ErrnoName
    readonly gives?: Given
  } = {},
): Step {
  const { as = 'fd', dir = ROOT, follow = 0, o = 0, base = all, inheriting = all } = options
  const args = [dir, follow, text(path), o, base, inheriting, options.flags ?? 0, u32(as)]
  return call('path_open', args, options.errno ?? 'success', options.gives ?? {})
}

/** Opens a directory. */
export const openDir = (path: string, options: Parameters<typeof open>[1] = {}) =>
  open(path, { o: oflags.directory, base: reading, ...options })

export const write = (content: string, errno: 'success' | 'notcapable' = 'success') =>
  call('fd_write', [fd, from(content), u32('n')], errno)
export const seek = (offset: bigint | number) => call('fd_seek', [fd, offset, 0, u64('at')])
/** Finds the whole file to be `content`, wherever its offset is. */
export const readAll = (content: string) =>
  call('fd_pread', [fd, into('read', 64), 0n, u32('n')], 'success', {
    read: expect.stringMatching(new RegExp(`^${content}\0*$`)),
    n: content.length,
  })
/** Finds nothing but `content` from the offset on. */
export const reads = (content: string) =>
  call('fd_read', [fd, into('read', content.length + 1), u32('n')], 'success', {
    read: `${content}\0`,
  })

export const stat = (path: string, follow = 0, errno: ErrnoName = 'success', gives = {}) =>
  call('path_filestat_get', [ROOT, follow, text(path), filestat('s')], errno, gives)
export const mkdir = (path: string, errno: ErrnoName = 'success', dir: typeof fd = ROOT) =>
  call('path_create_directory', [dir, text(path)], errno)
export const rmdir = (path: string, errno: ErrnoName = 'success') =>
  call('path_remove_directory', [ROOT, text(path)], errno)
export const unlink = (path: string, errno: ErrnoName = 'success') =>
  call('path_unlink_file', [ROOT, text(path)], errno)
export const rename = (old: string, now: string, errno: ErrnoName = 'success') =>
  call('path_rename', [ROOT, text(old), ROOT, text(now)], errno)
export const link = (old: string, now: string, errno: ErrnoName = 'success', follow = 0) =>
  call('path_link', [ROOT, follow, text(old), ROOT, text(now)], errno)
export const makeLink = (target: string, path: string, errno: ErrnoName = 'success') =>
  call('path_symlink', [text(target), ROOT, text(path)], errno)

/** Opens the first directory without these rights. */
export const lacking = (...names: Parameters<typeof without>) =>
  openDir('.', { base: reading & without(...names) })
/** Each path call on what is no directory, and on no descriptor at all. */
export const dirCalls = (of: (dir: number) => Step[]) => [
  ...of(BAD).map((step) => ({ ...step, errno: 'badf' as const })),
  ...of(0).map((step) => ({ ...step, errno: 'notdir' as const })),
]
