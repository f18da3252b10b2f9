import type { Limits } from '#protocol/task/limits.ts'
import type { Outcome } from '#protocol/task/outcome.ts'
import type { WasiEntry, WasiInput, WasiOutput } from '#protocol/task/wasi-input.ts'
import { bytesOf, type Step } from './script.ts'

/** One thing that the specification promises, as a program would try it. */
export interface WasiCase {
  readonly name: string
  readonly steps: readonly Step[]
  readonly input?: Partial<WasiInput>
  readonly limits?: Partial<Limits>
  /** How it ends, success unless said otherwise. */
  readonly ends?: Outcome
  /** The host failure it ends with instead of an outcome. */
  readonly fails?: 'memory' | 'output' | 'refused'
  readonly stdout?: string
  /** What differs in the first directory afterwards; unchecked when left out. */
  readonly changes?: Omit<WasiOutput['changes'][number], 'guestPath'>
  /** Anything a table cannot say, on all that the steps gave together. */
  readonly check?: (given: Readonly<Record<string, unknown>>) => void
}

export const file = (path: string, content: string): WasiEntry => ({
  kind: 'file',
  path,
  bytes: bytesOf(content),
})
export const directory = (path: string): WasiEntry => ({ kind: 'directory', path })
export const symlink = (path: string, target: string): WasiEntry => ({
  kind: 'symlink',
  path,
  target,
})

/** What lies in the directory at descriptor 3 unless a case says otherwise. */
export const usualEntries: readonly WasiEntry[] = [
  file('file', 'hello'),
  file('dir/inner', 'inside'),
  directory('empty'),
  symlink('link', 'file'),
  symlink('dirlink', 'dir'),
  symlink('dangling', 'nowhere'),
  symlink('loop', 'loop'),
  symlink('escape', '../secret'),
  symlink('absolute', '/file'),
]
export const ROOT = 3

export const oflags = { creat: 1, directory: 2, excl: 4, trunc: 8 } as const
export const fdflags = { append: 1, dsync: 2, nonblock: 4, rsync: 8, sync: 16 } as const
export const filetypes = { unknown: 0, directory: 3, regular: 4, symlink: 7 } as const
export const rightBits = {
  fd_datasync: 1n << 0n,
  fd_read: 1n << 1n,
  fd_seek: 1n << 2n,
  fd_fdstat_set_flags: 1n << 3n,
  fd_sync: 1n << 4n,
  fd_tell: 1n << 5n,
  fd_write: 1n << 6n,
  fd_advise: 1n << 7n,
  fd_allocate: 1n << 8n,
  path_create_directory: 1n << 9n,
  path_create_file: 1n << 10n,
  path_link_source: 1n << 11n,
  path_link_target: 1n << 12n,
  path_open: 1n << 13n,
  fd_readdir: 1n << 14n,
  path_readlink: 1n << 15n,
  path_rename_source: 1n << 16n,
  path_rename_target: 1n << 17n,
  path_filestat_get: 1n << 18n,
  path_filestat_set_size: 1n << 19n,
  path_filestat_set_times: 1n << 20n,
  fd_filestat_get: 1n << 21n,
  fd_filestat_set_size: 1n << 22n,
  fd_filestat_set_times: 1n << 23n,
  path_symlink: 1n << 24n,
  path_remove_directory: 1n << 25n,
  path_unlink_file: 1n << 26n,
  poll_fd_readwrite: 1n << 27n,
} as const
export type RightName = keyof typeof rightBits
export const all = (1n << 30n) - 1n
export const without = (...names: RightName[]) =>
  names.reduce((left, name) => left & ~rightBits[name], all)
/** All rights but those to write, which a directory cannot be opened with. */
export const reading = without('fd_write')
