import {
  all,
  fdflags,
  filetypes,
  oflags,
  ROOT,
  rightBits,
  type WasiCase,
  without,
} from '../case.ts'
import { call, fdstat, ref, text } from '../script.ts'
import { BAD, fd, OUTSIDE, open, openDir, write } from '../steps.ts'

/** Rights and flags of descriptors. */
export const rightCases: readonly WasiCase[] = [
  {
    name: 'fd_fdstat_get tells kind, flags and rights',
    steps: [
      open('file', { base: all, flags: fdflags.append | fdflags.sync }),
      call('fd_fdstat_get', [fd, fdstat('s')], 'success', {
        s: { filetype: filetypes.regular, flags: 17, base: 0x8e001ffn, inheriting: 0n },
      }),
      openDir('dir'),
      call('fd_fdstat_get', [fd, fdstat('s')], 'success', {
        s: { filetype: filetypes.directory, flags: 0, base: 0x7bffe19n, inheriting: 0xfffffffn },
      }),
      call('fd_fdstat_get', [0, fdstat('s')], 'success', { s: { filetype: filetypes.regular } }),
      call('fd_fdstat_get', [1, fdstat('s')], 'success', { s: { filetype: filetypes.unknown } }),
      call('fd_fdstat_get', [2, fdstat('s')], 'success', { s: { filetype: filetypes.unknown } }),
      call('fd_fdstat_get', [BAD, fdstat('s')], 'badf'),
      call('fd_fdstat_get', [fd, OUTSIDE], 'fault'),
    ],
  },
  {
    name: 'fd_fdstat_set_flags sets what exists',
    steps: [
      open('file'),
      call('fd_fdstat_set_flags', [fd, 31]),
      call('fd_fdstat_get', [fd, fdstat('s')], 'success', { s: { flags: 31 } }),
      call('fd_fdstat_set_flags', [fd, 32], 'inval'),
      call('fd_fdstat_set_flags', [BAD, 0], 'badf'),
      open('file', { base: without('fd_fdstat_set_flags') }),
      call('fd_fdstat_set_flags', [fd, 0], 'notcapable'),
    ],
  },
  {
    name: 'fd_fdstat_set_rights only takes rights away',
    steps: [
      open('file', { base: rightBits.fd_read | rightBits.fd_write }),
      call('fd_fdstat_set_rights', [fd, rightBits.fd_read, 0n]),
      call('fd_fdstat_get', [fd, fdstat('s')], 'success', { s: { base: rightBits.fd_read } }),
      write('x', 'notcapable'),
      call('fd_fdstat_set_rights', [fd, rightBits.fd_read | rightBits.fd_write, 0n], 'notcapable'),
      call('fd_fdstat_set_rights', [fd, rightBits.fd_read, 1n], 'notcapable'),
      call('fd_fdstat_set_rights', [BAD, 0n, 0n], 'badf'),
      call('fd_fdstat_set_rights', [ROOT, rightBits.path_open, rightBits.fd_read]),
      open('file', { errno: 'notcapable' }),
      open('file', { base: rightBits.fd_read, inheriting: 0n }),
      call('path_unlink_file', [ROOT, text('file')], 'notcapable'),
    ],
  },
  {
    name: 'path_open gives the rights asked for, or none at all',
    steps: [
      open('file', { base: rightBits.fd_read | rightBits.path_open | (1n << 40n) }),
      call('fd_fdstat_get', [fd, fdstat('s')], 'success', {
        s: { base: rightBits.fd_read, inheriting: 0n },
      }),
      openDir('dir', { base: rightBits.path_open, inheriting: rightBits.fd_read, as: 'd' }),
      open('inner', { dir: ref('d'), base: rightBits.fd_read }),
      open('inner', { dir: ref('d'), base: rightBits.fd_write, errno: 'notcapable' }),
      open('inner', { dir: ref('d'), base: 0n, o: oflags.trunc, errno: 'notcapable' }),
      open('new', { dir: ref('d'), base: 0n, o: oflags.creat, errno: 'notcapable' }),
      openDir('.', {
        dir: ref('d'),
        base: 0n,
        inheriting: rightBits.fd_write,
        errno: 'notcapable',
      }),
      open('inner', { dir: ref('d'), base: 0n, flags: fdflags.sync, errno: 'notcapable' }),
      open('inner', { dir: ref('d'), base: 0n, flags: fdflags.dsync, errno: 'notcapable' }),
      openDir('dir', { base: 0n, as: 'd' }),
      open('inner', { dir: ref('d'), errno: 'notcapable' }),
    ],
  },
]
