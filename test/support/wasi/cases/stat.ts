import { expect } from 'vitest'
import { filetypes, ROOT, type WasiCase, without } from '../case.ts'
import { buffer, call, dirents, filestat, into, text, u32, u64 } from '../script.ts'
import { BAD, dirCalls, FOLLOW, fd, lacking, link, OUTSIDE, open, stat, write } from '../steps.ts'

/** What is told of a node, its times among it. */
export const statCases: readonly WasiCase[] = [
  {
    name: 'fd_filestat_get tells node, links, size and times',
    steps: [
      open('file'),
      call('fd_filestat_get', [fd, filestat('a')], 'success', {
        a: { filetype: filetypes.regular, nlink: 1n, size: 5n, mtim: 10n ** 18n },
      }),
      call('path_filestat_get', [ROOT, 0, text('file'), filestat('b')]),
      call('fd_filestat_get', [ROOT, filestat('root')], 'success', {
        root: { filetype: filetypes.directory, nlink: 4n },
      }),
      call('fd_filestat_get', [1, filestat('s')], 'success', {
        s: { filetype: filetypes.unknown, size: 0n },
      }),
      call('fd_filestat_get', [BAD, filestat('s')], 'badf'),
      call('fd_filestat_get', [fd, OUTSIDE], 'fault'),
      open('file', { base: without('fd_filestat_get') }),
      call('fd_filestat_get', [fd, filestat('s')], 'notcapable'),
    ],
    check: ({ a, b }) => expect(a).toEqual(b),
  },
  {
    name: 'path_filestat_get tells of a link or of what it leads to',
    steps: [
      stat('link', 0, 'success', { s: { filetype: filetypes.symlink, size: 4n } }),
      stat('link', FOLLOW, 'success', { s: { filetype: filetypes.regular, size: 5n } }),
      stat('dirlink/', 0, 'success', { s: { filetype: filetypes.directory } }),
      stat('dir/inner', 0, 'success', { s: { size: 6n } }),
      stat('.', 0, 'success', { s: { filetype: filetypes.directory } }),
      stat('nowhere', 0, 'noent'),
      stat('dangling', FOLLOW, 'noent'),
      stat('loop', FOLLOW, 'loop'),
      stat('file/', 0, 'notdir'),
      stat('link/', 0, 'notdir'),
      stat('file', 2, 'inval'),
      stat('', 0, 'noent'),
      call('path_filestat_get', [ROOT, 0, text('file'), OUTSIDE], 'fault'),
      call('path_filestat_get', [ROOT, 0, OUTSIDE, 64, filestat('s')], 'fault'),
      ...dirCalls((dir) => [call('path_filestat_get', [dir, 0, text('x'), filestat('s')])]),
      lacking('path_filestat_get'),
      call('path_filestat_get', [fd, 0, text('file'), filestat('s')], 'notcapable'),
    ],
  },
  {
    name: 'nodes are numbered apart, and one node has one number',
    steps: [
      call('path_filestat_get', [ROOT, 0, text('file'), filestat('a')]),
      call('path_filestat_get', [ROOT, 0, text('dir'), filestat('b')]),
      link('file', 'second'),
      call('path_filestat_get', [ROOT, 0, text('second'), filestat('c')]),
    ],
    check: ({ a, b, c }) => {
      const inode = (of: unknown) => (of as { ino: bigint }).ino
      expect(inode(a)).toBe(inode(c))
      expect(inode(a)).not.toBe(inode(b))
    },
  },
  {
    name: 'fd_filestat_set_times sets each time as asked',
    steps: [
      open('file'),
      call('fd_filestat_set_times', [fd, 5n, 6n, 1 | 4]),
      call('fd_filestat_get', [fd, filestat('s')], 'success', { s: { atim: 5n, mtim: 6n } }),
      call('clock_time_get', [0, 1n, u64('now')]),
      call('fd_filestat_set_times', [fd, 5n, 6n, 2]),
      call('fd_filestat_get', [fd, filestat('s')], 'success', {
        s: { atim: 10n ** 18n + 10n ** 6n, mtim: 6n, ctim: 10n ** 18n + 10n ** 6n },
      }),
      call('fd_filestat_set_times', [fd, 5n, 7n, 8]),
      call('fd_filestat_get', [fd, filestat('s')], 'success', {
        s: { mtim: 10n ** 18n + 10n ** 6n },
      }),
      call('fd_filestat_set_times', [fd, 5n, 7n, 0]),
      call('fd_filestat_set_times', [fd, 0n, 0n, 1 | 2], 'inval'),
      call('fd_filestat_set_times', [fd, 0n, 0n, 4 | 8], 'inval'),
      call('fd_filestat_set_times', [fd, 0n, 0n, 16], 'inval'),
      call('fd_filestat_set_times', [BAD, 0n, 0n, 0], 'badf'),
      open('file', { base: without('fd_filestat_set_times') }),
      call('fd_filestat_set_times', [fd, 0n, 0n, 1], 'notcapable'),
    ],
  },
  {
    name: 'path_filestat_set_times sets the times of a link or of what it leads to',
    steps: [
      call('path_filestat_set_times', [ROOT, 0, text('link'), 1n, 2n, 1 | 4]),
      stat('link', 0, 'success', { s: { atim: 1n, mtim: 2n } }),
      stat('file', 0, 'success', { s: { mtim: 10n ** 18n } }),
      call('path_filestat_set_times', [ROOT, FOLLOW, text('link'), 3n, 4n, 1 | 4]),
      stat('file', 0, 'success', { s: { atim: 3n, mtim: 4n } }),
      call('path_filestat_set_times', [ROOT, 0, text('file'), 0n, 0n, 2 | 8]),
      stat('file', 0, 'success', { s: { atim: 10n ** 18n, mtim: 10n ** 18n } }),
      call('path_filestat_set_times', [ROOT, 0, text('file'), 0n, 0n, 1 | 2], 'inval'),
      call('path_filestat_set_times', [ROOT, 0, text('file'), 0n, 0n, 4 | 8], 'inval'),
      call('path_filestat_set_times', [ROOT, 0, text('file'), 0n, 0n, 16], 'inval'),
      call('path_filestat_set_times', [ROOT, 2, text('file'), 0n, 0n, 0], 'inval'),
      call('path_filestat_set_times', [ROOT, 0, text('nowhere'), 0n, 0n, 0], 'noent'),
      call('path_filestat_set_times', [ROOT, 0, OUTSIDE, 64, 0n, 0n, 0], 'fault'),
      ...dirCalls((dir) => [call('path_filestat_set_times', [dir, 0, text('file'), 0n, 0n, 0])]),
      lacking('path_filestat_set_times'),
      call('path_filestat_set_times', [fd, 0, text('file'), 0n, 0n, 1], 'notcapable'),
    ],
    changes: { written: [], removed: [] },
  },
  {
    name: 'reading, writing and naming move the times they should',
    steps: [
      open('file'),
      call('clock_time_get', [0, 1n, u64('t1')]),
      call('fd_read', [fd, into('read', 1), u32('n')]),
      call('clock_time_get', [0, 1n, u64('t2')]),
      write('x'),
      call('clock_time_get', [0, 1n, u64('t3')]),
      call('path_link', [ROOT, 0, text('file'), ROOT, text('other')]),
      call('fd_filestat_get', [fd, filestat('s')]),
      call('clock_time_get', [0, 1n, u64('t4')]),
      call('fd_readdir', [ROOT, dirents('d', 64), 0n, u32('n')]),
      call('path_readlink', [ROOT, text('link'), buffer('to', 4), u32('n')]),
      call('fd_filestat_get', [ROOT, filestat('root')]),
      call('path_filestat_get', [ROOT, 0, text('link'), filestat('link')]),
      call('clock_time_get', [0, 1n, u64('t5')]),
      call('path_unlink_file', [ROOT, text('other')]),
      call('fd_filestat_get', [fd, filestat('unlinked')]),
      call('fd_filestat_set_size', [fd, 1n]),
      call('fd_filestat_get', [fd, filestat('after')]),
      call('fd_filestat_get', [ROOT, filestat('rootAfter')]),
    ],
    check: ({ s, root, link, unlinked, after, rootAfter, t1, t2, t3, t4, t5 }) => {
      expect(s).toMatchObject({ atim: t1, mtim: t2, ctim: t3 })
      expect(root).toMatchObject({ atim: t4, mtim: t3, ctim: t3 })
      expect(link).toMatchObject({ atim: t4 })
      expect(unlinked).toMatchObject({ mtim: t2, ctim: t5 })
      expect(after).toMatchObject({ atim: t1, mtim: t5, ctim: t5 })
      expect(rootAfter).toMatchObject({ mtim: t5, ctim: t5 })
    },
  },
]
