import { fdflags, oflags, ROOT, type WasiCase } from '../case.ts'
import { memoryMap } from '../prober.ts'
import { buffer, call, filestat, from, ref, text, u32 } from '../script.ts'
import { fd, link, makeLink, mkdir, open, openDir, readAll, rename, stat } from '../steps.ts'

const LIMIT = 2 * memoryMap.end
/** What the usual entries take of it: ten nodes, their names, and what links say. */
const GIVEN = 10 * 512 + 54 + 32
/** All that the prober's memory and the usual entries leave, but for so many bytes. */
const left = (bytes: number) => BigInt(LIMIT - memoryMap.end - GIVEN - bytes)
const fill = (bytes: number) => call('fd_filestat_set_size', [fd, left(bytes)])
const isAsItWas = call('fd_filestat_get', [fd, filestat('s')], 'success', { s: { size: 5n } })

/** What files and printing may take, and what counts as taken. */
export const limitCases: readonly WasiCase[] = [
  {
    name: 'files have what memory leaves, and stay as they were where that is too little',
    limits: { memoryBytes: LIMIT, outputBytes: LIMIT },
    steps: [
      open('file'),
      call('fd_filestat_set_size', [fd, left(-1)], 'nospc'),
      isAsItWas,
      call('fd_allocate', [fd, 0n, left(-1)], 'nospc'),
      isAsItWas,
      readAll('hello'),
      fill(0),
    ],
  },
  {
    name: 'writing is done as a whole or not at all',
    limits: { memoryBytes: LIMIT, outputBytes: LIMIT },
    steps: [
      open('other', { o: oflags.creat }),
      call('fd_filestat_set_size', [fd, left(512 + 5 + 6)]),
      open('file', { flags: fdflags.append }),
      call('fd_write', [fd, from('', ''), u32('n')]),
      call('fd_write', [fd, from('a', 'bcde'), u32('n')], 'nospc'),
      isAsItWas,
      call('fd_pwrite', [fd, from('x', 'yz'), 4n, u32('n')], 'nospc'),
      isAsItWas,
      readAll('hello'),
    ],
  },
  {
    name: 'writing far beyond the end counts what lies between',
    limits: { memoryBytes: LIMIT, outputBytes: LIMIT },
    steps: [
      open('file'),
      call('fd_pwrite', [fd, from('x'), left(0), u32('n')], 'nospc'),
      isAsItWas,
      call('fd_pwrite', [fd, from('x'), left(1), u32('n')]),
    ],
  },
  {
    name: 'names count as well as bytes',
    limits: { memoryBytes: LIMIT, outputBytes: LIMIT },
    steps: [
      open('file'),
      fill(600),
      mkdir('a'),
      mkdir('b', 'nospc'),
      link('file', 'b', 'nospc'),
      rename('a', 'b', 'nospc'),
      open('b', { o: oflags.creat, errno: 'nospc' }),
      stat('b', 0, 'noent'),
      openDir('.', { as: 'root' }),
      call('fd_readdir', [ref('root'), buffer('list', 64), 0n, u32('n')], 'nospc'),
      rename('a', 'empty'),
      mkdir('b'),
    ],
  },
  {
    name: 'what links say counts too, and not when there is no room for them',
    limits: { memoryBytes: LIMIT, outputBytes: LIMIT },
    steps: [
      open('file'),
      fill(1_012),
      ...Array.from({ length: 3 }, () => makeLink('x'.repeat(500), 'a', 'nospc')),
      makeLink('x'.repeat(499), 'a'),
    ],
  },
  {
    name: 'names and links that are removed count no more',
    limits: { memoryBytes: LIMIT, outputBytes: LIMIT },
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
    limits: { memoryBytes: LIMIT, outputBytes: LIMIT },
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
