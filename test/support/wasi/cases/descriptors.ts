import { oflags, ROOT, rightBits, type WasiCase } from '../case.ts'
import { call, filestat, from, into, ref, text, u32, u64 } from '../script.ts'
import { fd, open, readAll, seek, write } from '../steps.ts'

/** Numbers of descriptors, and what lives as long as one leads to it. */
export const descriptorCases: readonly WasiCase[] = [
  {
    name: 'fd_close frees the number, which the next one takes',
    steps: [
      open('file', { gives: { fd: 4 } }),
      open('dir/inner', { as: 'other', gives: { other: 5 } }),
      call('fd_close', [fd]),
      call('fd_close', [fd], 'badf'),
      call('fd_tell', [fd, u64('at')], 'badf'),
      open('file', { gives: { fd: 4 } }),
      call('fd_close', [ROOT]),
      open('file', { errno: 'badf' }),
    ],
  },
  {
    name: 'fd_renumber moves a descriptor onto another and closes that',
    steps: [
      open('file'),
      open('dir/inner', { as: 'other' }),
      seek(1),
      call('fd_renumber', [fd, ref('other')]),
      call('fd_tell', [fd, u64('at')], 'badf'),
      call('fd_read', [ref('other'), into('read', 4), u32('n')], 'success', { read: 'ello' }),
      call('fd_renumber', [ref('other'), ref('other')]),
      call('fd_renumber', [ref('other'), fd], 'badf'),
      call('fd_renumber', [fd, ref('other')], 'badf'),
      call('fd_renumber', [ref('other'), 1]),
      call('fd_write', [1, from('J'), u32('n')]),
    ],
    stdout: '',
  },
  {
    name: 'fd_renumber onto itself keeps even a file without a name',
    steps: [
      open('file'),
      call('path_unlink_file', [ROOT, text('file')]),
      call('fd_renumber', [fd, fd]),
      readAll('hello'),
    ],
  },
  {
    name: 'an unlinked file lives while it is open',
    steps: [
      open('file'),
      call('path_unlink_file', [ROOT, text('file')]),
      call('fd_filestat_get', [fd, filestat('s')], 'success', { s: { nlink: 0n, size: 5n } }),
      write('J'),
      readAll('Jello'),
      open('file', { as: 'other', errno: 'noent' }),
    ],
    changes: { written: [], removed: ['file'] },
  },
  {
    name: 'no more than 1024 descriptors are open at once',
    steps: [
      ...Array.from({ length: 1_020 }, () => open('file', { base: rightBits.fd_tell })),
      open('file', { errno: 'mfile' }),
      open('not-made', { o: oflags.creat, errno: 'mfile' }),
      call('fd_close', [4]),
      open('file', { gives: { fd: 4 } }),
    ],
    changes: { written: [], removed: [] },
  },
]
