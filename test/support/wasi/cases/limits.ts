import { oflags, ROOT, type WasiCase } from '../case.ts'
import { call, from, text, u32 } from '../script.ts'
import { fd, open } from '../steps.ts'

/** As little as the prober itself needs. */
const LIMIT = 2 ** 21
/** What the usual entries take of it: ten nodes, their names, and what links say. */
const GIVEN = 10 * 512 + 54 + 32
const left = (bytes: number) => BigInt(LIMIT - GIVEN - bytes)

/** What files and printing may take, and what counts as taken. */
export const limitCases: readonly WasiCase[] = [
  {
    name: 'files that outgrow their limit are a host failure',
    limits: { memoryBytes: LIMIT },
    steps: [open('file'), call('fd_filestat_set_size', [fd, BigInt(LIMIT) + 6n])],
    fails: 'output',
  },
  {
    name: 'writing far beyond the end counts what lies between',
    limits: { memoryBytes: LIMIT },
    steps: [open('file'), call('fd_pwrite', [fd, from('x'), BigInt(LIMIT) + 5n, u32('n')])],
    fails: 'output',
  },
  {
    name: 'names count as well as bytes',
    limits: { memoryBytes: LIMIT },
    steps: [
      open('file'),
      call('fd_filestat_set_size', [fd, left(600)]),
      call('path_create_directory', [ROOT, text('a')]),
      call('path_create_directory', [ROOT, text('b')]),
    ],
    fails: 'output',
  },
  {
    name: 'what links say counts too',
    limits: { memoryBytes: LIMIT },
    steps: [
      open('file'),
      call('fd_filestat_set_size', [fd, left(1_012)]),
      call('path_symlink', [text('x'.repeat(500)), ROOT, text('a')]),
    ],
    fails: 'output',
  },
  {
    name: 'names and links that are removed count no more',
    limits: { memoryBytes: LIMIT },
    steps: [
      open('file'),
      call('fd_filestat_set_size', [fd, left(1_100)]),
      ...Array.from({ length: 4 }, () => [
        call('path_create_directory', [ROOT, text('x'.repeat(200))]),
        call('path_remove_directory', [ROOT, text('x'.repeat(200))]),
        call('path_symlink', [text('x'.repeat(500)), ROOT, text('a')]),
        call('path_unlink_file', [ROOT, text('a')]),
      ]).flat(),
      call('fd_filestat_set_size', [fd, 0n]),
    ],
  },
  {
    name: 'what is cut or removed may be written again',
    limits: { memoryBytes: LIMIT },
    steps: Array.from({ length: 4 }, () => [
      open('big', { o: oflags.creat }),
      call('fd_filestat_set_size', [fd, left(4_096)]),
      call('fd_close', [fd]),
      call('path_unlink_file', [ROOT, text('big')]),
    ]).flat(),
    changes: { written: [], removed: [] },
  },
  {
    name: 'printing over the output limit is a host failure',
    limits: { outputBytes: 3_000 },
    steps: [call('fd_write', [1, from('x'.repeat(3_001)), u32('n')])],
    fails: 'output',
  },
]
