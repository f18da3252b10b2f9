import { expect } from 'vitest'
import {
  directory,
  fdflags,
  file,
  filetypes,
  oflags,
  open,
  openDir,
  ROOT,
  reading,
  rightBits,
  symlink,
  type WasiCase,
  without,
} from './case.ts'
import type { ErrnoName } from './errno-names.ts'
import { buffer, call, fdstat, filestat, from, into, ref, text, u32 } from './script.ts'

const fd = ref('fd')
const OUTSIDE = 0xffff_fff0
const BAD = 99
const FOLLOW = 1

const stat = (path: string, follow = 0, errno: ErrnoName = 'success', gives = {}) =>
  call('path_filestat_get', [ROOT, follow, text(path), filestat('s')], errno, gives)
const mkdir = (path: string, errno: ErrnoName = 'success', dir: typeof fd = ROOT) =>
  call('path_create_directory', [dir, text(path)], errno)
const rmdir = (path: string, errno: ErrnoName = 'success') =>
  call('path_remove_directory', [ROOT, text(path)], errno)
const unlink = (path: string, errno: ErrnoName = 'success') =>
  call('path_unlink_file', [ROOT, text(path)], errno)
const rename = (old: string, now: string, errno: ErrnoName = 'success') =>
  call('path_rename', [ROOT, text(old), ROOT, text(now)], errno)
const link = (old: string, now: string, errno: ErrnoName = 'success', follow = 0) =>
  call('path_link', [ROOT, follow, text(old), ROOT, text(now)], errno)
const makeLink = (target: string, path: string, errno: ErrnoName = 'success') =>
  call('path_symlink', [text(target), ROOT, text(path)], errno)
const reads = (content: string) =>
  call('fd_read', [fd, into('read', content.length + 1), u32('n')], 'success', {
    read: `${content}\0`,
  })
const lacking = (...names: Parameters<typeof without>) =>
  openDir('.', { base: reading & without(...names) })
/** Each path call on what is no directory, and on no descriptor at all. */
const dirCalls = (of: (dir: number) => ReturnType<typeof call>[]) => [
  ...of(BAD).map((step) => ({ ...step, errno: 'badf' as const })),
  ...of(0).map((step) => ({ ...step, errno: 'notdir' as const })),
]

const openCases: readonly WasiCase[] = [
  {
    name: 'path_open opens what is there',
    steps: [
      open('file'),
      reads('hello'),
      open('dir/inner'),
      reads('inside'),
      openDir('dir', { as: 'd' }),
      open('inner', { dir: ref('d') }),
      reads('inside'),
      openDir('dir/'),
      openDir('dir///'),
      openDir('.'),
      openDir('empty/..'),
      open('dir/.//inner'),
      open('dir/../empty/../dir/inner'),
    ],
  },
  {
    name: 'path_open creates, exclusively or not, and truncates',
    steps: [
      open('new', { errno: 'noent' }),
      open('new', { o: oflags.creat }),
      call('fd_write', [fd, from('text'), u32('n')]),
      open('new', { o: oflags.creat }),
      reads('text'),
      open('new', { o: oflags.creat | oflags.excl, errno: 'exist' }),
      open('file', { o: oflags.trunc }),
      open('other', { o: oflags.creat | oflags.excl }),
      open('file', { o: oflags.excl }),
    ],
    changes: { written: [file('file', ''), file('new', 'text'), file('other', '')], removed: [] },
  },
  {
    name: 'path_open fails as it should',
    steps: [
      open('', { errno: 'noent' }),
      open('nowhere/x', { errno: 'noent' }),
      open('nowhere/x', { o: oflags.creat, errno: 'noent' }),
      open('file/x', { errno: 'notdir' }),
      open('file/', { errno: 'notdir' }),
      open('file/.', { errno: 'notdir' }),
      open('file', { o: oflags.directory, errno: 'notdir' }),
      open('new/', { o: oflags.creat, errno: 'isdir' }),
      open('file/', { o: oflags.creat, errno: 'isdir' }),
      open('dir', { errno: 'isdir' }),
      open('dir', { o: oflags.trunc, base: reading, errno: 'isdir' }),
      open('dir', { o: oflags.creat, base: reading, errno: 'isdir' }),
      open('dir', { o: oflags.creat | oflags.excl, base: reading, errno: 'exist' }),
      open('dir', { o: oflags.creat | oflags.directory, base: reading, errno: 'inval' }),
      open('file', { o: 16, errno: 'inval' }),
      open('file', { flags: 32, errno: 'inval' }),
      call('path_open', [ROOT, 2, text('file'), 0, 0n, 0n, 0, u32('fd')], 'inval'),
      open('fi\0le', { errno: 'inval' }),
      open('x'.repeat(256), { errno: 'nametoolong' }),
      open('x'.repeat(256), { o: oflags.creat, errno: 'nametoolong' }),
      open('é'.repeat(128), { errno: 'nametoolong' }),
      open('x'.repeat(255), { errno: 'noent' }),
      open('a/'.repeat(2_048), { errno: 'nametoolong' }),
      call(
        'path_open',
        [ROOT, 0, text(new Uint8Array(4_096).fill(0xff)), 0, 0n, 0n, 0, u32('fd')],
        'nametoolong',
      ),
      call('path_open', [ROOT, 0, text(new Uint8Array([0xff])), 0, 0n, 0n, 0, u32('fd')], 'ilseq'),
      call('path_open', [ROOT, 0, OUTSIDE, 64, 0, 0n, 0n, 0, u32('fd')], 'fault'),
      call('path_open', [ROOT, 0, text('new'), oflags.creat, 0n, 0n, 0, OUTSIDE + 13], 'fault'),
      ...dirCalls((dir) => [open('file', { dir })]),
    ],
    changes: { written: [], removed: [] },
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
  {
    name: 'symbolic links are followed on the way, and at the end when asked',
    steps: [
      open('link', { errno: 'loop' }),
      open('link', { follow: 1 }),
      reads('hello'),
      open('dirlink/inner'),
      reads('inside'),
      openDir('dirlink', { errno: 'loop' }),
      openDir('dirlink', { follow: 1 }),
      openDir('dirlink/'),
      open('dirlink/../file'),
      open('link', { follow: 1, o: oflags.directory, base: reading, errno: 'notdir' }),
      open('link/', { follow: 1, errno: 'notdir' }),
      open('link', { o: oflags.creat | oflags.excl, follow: 1, errno: 'exist' }),
      open('loop', { follow: 1, errno: 'loop' }),
      open('loop/x', { errno: 'loop' }),
      open('dangling', { follow: 1, errno: 'noent' }),
      open('dangling', { o: oflags.creat, errno: 'loop' }),
      open('dangling', { o: oflags.creat, follow: 1 }),
    ],
    changes: { written: [file('nowhere', '')], removed: [] },
  },
  {
    name: 'no path leaves the directory it starts from',
    input: {
      preopens: [
        {
          guestPath: '/a',
          entries: [
            file('top', 'secret'),
            file('dir/inner', 'x'),
            symlink('dir/up', '../top'),
            symlink('dir/way/up', '../../top'),
            symlink('out', '../b/secret'),
            symlink('absolute', '/b/secret'),
          ],
        },
        { guestPath: '/b', entries: [file('secret', 'x')] },
      ],
    },
    steps: [
      ...['/', '/top', '//top', '..', '../b/secret', 'dir/../..', 'dir/../../a/top'].flatMap(
        (path) => [
          open(path, { errno: 'perm' }),
          stat(path, 0, 'perm'),
          unlink(path, 'perm'),
          mkdir(path, 'perm'),
        ],
      ),
      open('out', { follow: 1, errno: 'perm' }),
      open('absolute', { follow: 1, errno: 'perm' }),
      open('dir/up', { follow: 1 }),
      reads('secret'),
      openDir('dir', { as: 'd' }),
      open('up', { dir: ref('d'), follow: 1, errno: 'perm' }),
      open('../top', { dir: ref('d'), errno: 'perm' }),
      open('way/up', { dir: ref('d'), follow: 1, errno: 'perm' }),
      open('way/../inner', { dir: ref('d') }),
    ],
    changes: { written: [], removed: [] },
  },
]

const nameCases: readonly WasiCase[] = [
  {
    name: 'path_create_directory makes one, and only where there is none',
    steps: [
      mkdir('new'),
      mkdir('new/below/', 'success'),
      mkdir('new', 'exist'),
      mkdir('file', 'exist'),
      mkdir('link', 'exist'),
      mkdir('file/', 'exist'),
      mkdir('dirlink/', 'exist'),
      mkdir('.', 'exist'),
      mkdir('', 'noent'),
      mkdir('nowhere/x', 'noent'),
      mkdir('file/x', 'notdir'),
      stat('new', 0, 'success', { s: { filetype: filetypes.directory, nlink: 3n } }),
      ...dirCalls((dir) => [mkdir('x', 'success', dir)]),
      call('path_create_directory', [ROOT, OUTSIDE, 64], 'fault'),
      lacking('path_create_directory'),
      mkdir('x', 'notcapable', fd),
    ],
    changes: { written: [directory('new'), directory('new/below')], removed: [] },
  },
  {
    name: 'path_remove_directory removes an empty one and nothing else',
    steps: [
      rmdir('dir', 'notempty'),
      rmdir('file', 'notdir'),
      rmdir('file/', 'notdir'),
      rmdir('dirlink', 'notdir'),
      rmdir('nowhere', 'noent'),
      rmdir('.', 'inval'),
      rmdir('empty/..', 'notempty'),
      rmdir('', 'noent'),
      openDir('empty', { as: 'gone' }),
      rmdir('empty/'),
      rmdir('empty', 'noent'),
      open('x', { dir: ref('gone'), o: oflags.creat, errno: 'noent' }),
      mkdir('x', 'noent', ref('gone')),
      call('path_rename', [ROOT, text('file'), ref('gone'), text('x')], 'noent'),
      call('path_link', [ROOT, 0, text('file'), ref('gone'), text('x')], 'noent'),
      call('path_symlink', [text('x'), ref('gone'), text('x')], 'noent'),
      call('fd_filestat_get', [ref('gone'), filestat('s')], 'success', { s: { nlink: 0n } }),
      ...dirCalls((dir) => [call('path_remove_directory', [dir, text('x')])]),
      call('path_remove_directory', [ROOT, OUTSIDE, 64], 'fault'),
      lacking('path_remove_directory'),
      call('path_remove_directory', [fd, text('dir')], 'notcapable'),
    ],
    changes: { written: [], removed: ['empty'] },
  },
  {
    name: 'path_unlink_file removes files and links, no directories',
    steps: [
      unlink('dir', 'isdir'),
      unlink('dir/', 'isdir'),
      unlink('.', 'isdir'),
      unlink('file/', 'notdir'),
      unlink('link/', 'notdir'),
      unlink('nowhere', 'noent'),
      unlink('', 'noent'),
      unlink('link'),
      unlink('dirlink'),
      unlink('dir/inner'),
      open('file'),
      ...dirCalls((dir) => [call('path_unlink_file', [dir, text('x')])]),
      call('path_unlink_file', [ROOT, OUTSIDE, 64], 'fault'),
      lacking('path_unlink_file'),
      call('path_unlink_file', [fd, text('file')], 'notcapable'),
    ],
    changes: { written: [], removed: ['dir/inner', 'dirlink', 'link'] },
  },
  {
    name: 'path_link gives a file a second name',
    steps: [
      link('file', 'second'),
      stat('second', 0, 'success', { s: { nlink: 2n, size: 5n } }),
      open('second'),
      call('fd_write', [fd, from('J'), u32('n')]),
      unlink('file'),
      stat('second', 0, 'success', { s: { nlink: 1n } }),
      link('link', 'same-link'),
      stat('same-link', 0, 'success', { s: { filetype: filetypes.symlink, nlink: 2n } }),
      link('second', 'dir', 'exist'),
      link('second', 'second', 'exist'),
      link('second', 'dangling', 'exist'),
      link('second', 'new/', 'noent'),
      link('second', 'link/', 'exist'),
      link('second', 'second/', 'exist'),
      link('second/', 'new', 'notdir'),
      link('dir', 'new', 'perm'),
      link('nowhere', 'new', 'noent'),
      link('dangling', 'new', 'noent', FOLLOW),
      link('second', 'new', 'inval', 2),
      link('second', 'dir/third'),
      ...dirCalls((dir) => [
        call('path_link', [dir, 0, text('file'), ROOT, text('new')]),
        call('path_link', [ROOT, 0, text('file'), dir, text('new')]),
      ]),
      call('path_link', [ROOT, 0, OUTSIDE, 64, ROOT, text('new')], 'fault'),
      call('path_link', [ROOT, 0, text('second'), ROOT, OUTSIDE, 64], 'fault'),
      lacking('path_link_source'),
      call('path_link', [fd, 0, text('second'), ROOT, text('new')], 'notcapable'),
      lacking('path_link_target'),
      call('path_link', [ROOT, 0, text('second'), fd, text('new')], 'notcapable'),
    ],
    changes: {
      written: [file('dir/third', 'Jello'), symlink('same-link', 'file'), file('second', 'Jello')],
      removed: ['file'],
    },
  },
  {
    name: 'path_link follows the old path when asked',
    steps: [
      link('link', 'second', 'success', FOLLOW),
      stat('second', 0, 'success', { s: { filetype: filetypes.regular, nlink: 2n } }),
    ],
  },
  {
    name: 'path_symlink and path_readlink keep any relative text',
    steps: [
      makeLink('some/where/else', 'new'),
      call('path_readlink', [ROOT, text('new'), buffer('to', 20), u32('n')], 'success', {
        to: `some/where/else${'\0'.repeat(5)}`,
        n: 15,
      }),
      call('path_readlink', [ROOT, text('new'), buffer('to', 4), u32('n')], 'success', {
        to: 'some',
        n: 4,
      }),
      call('path_readlink', [ROOT, text('new'), 0, 0, u32('n')], 'success', { n: 0 }),
      stat('new', 0, 'success', { s: { filetype: filetypes.symlink, size: 15n } }),
      makeLink('x', 'new', 'exist'),
      makeLink('x', 'dir', 'exist'),
      makeLink('x', 'dir/', 'exist'),
      makeLink('x', 'link/', 'exist'),
      makeLink('x', 'file/', 'notdir'),
      makeLink('x', 'fresh/', 'noent'),
      makeLink('x', 'nowhere/x', 'noent'),
      makeLink('', 'fresh', 'noent'),
      makeLink('/', 'fresh', 'perm'),
      makeLink('a\0b', 'fresh', 'inval'),
      makeLink('x'.repeat(4_096), 'fresh', 'nametoolong'),
      ...dirCalls((dir) => [call('path_symlink', [text('x'), dir, text('fresh')])]),
      call('path_symlink', [OUTSIDE, 64, ROOT, text('fresh')], 'fault'),
      call('path_symlink', [text('x'), ROOT, OUTSIDE, 64], 'fault'),
      lacking('path_symlink'),
      call('path_symlink', [text('x'), fd, text('fresh')], 'notcapable'),
    ],
    changes: { written: [symlink('new', 'some/where/else')], removed: [] },
  },
  {
    name: 'path_readlink reads nothing but links',
    steps: [
      call('path_readlink', [ROOT, text('file'), buffer('to', 8), u32('n')], 'inval'),
      call('path_readlink', [ROOT, text('dir'), buffer('to', 8), u32('n')], 'inval'),
      call('path_readlink', [ROOT, text('dirlink/'), buffer('to', 8), u32('n')], 'inval'),
      call('path_readlink', [ROOT, text('nowhere'), buffer('to', 8), u32('n')], 'noent'),
      call('path_readlink', [ROOT, text('link'), OUTSIDE, 64, u32('n')], 'fault'),
      call('path_readlink', [ROOT, text('link'), buffer('to', 8), OUTSIDE + 13], 'fault'),
      ...dirCalls((dir) => [call('path_readlink', [dir, text('link'), buffer('to', 8), u32('n')])]),
      lacking('path_readlink'),
      call('path_readlink', [fd, text('link'), buffer('to', 8), u32('n')], 'notcapable'),
    ],
  },
  {
    name: 'path_rename moves files and links over what may be replaced',
    steps: [
      rename('file', 'moved'),
      rename('moved', 'dir/inner'),
      open('dir/inner'),
      reads('hello'),
      rename('link', 'dangling'),
      call('path_readlink', [ROOT, text('dangling'), buffer('to', 4), u32('n')], 'success', {
        to: 'file',
      }),
      link('dir/inner', 'same'),
      rename('same', 'dir/inner'),
      stat('same'),
    ],
    changes: {
      written: [symlink('dangling', 'file'), file('dir/inner', 'hello'), file('same', 'hello')],
      removed: ['file', 'link'],
    },
  },
  {
    name: 'path_rename moves directories with all they hold',
    steps: [
      openDir('dir', { as: 'd' }),
      rename('dir/', 'moved/'),
      open('moved/inner'),
      open('inner', { dir: ref('d') }),
      mkdir('taken'),
      rename('moved', 'taken'),
      open('taken/inner'),
      rename('taken', 'empty/taken'),
      stat('.', 0, 'success', { s: { nlink: 3n } }),
      stat('empty', 0, 'success', { s: { nlink: 3n } }),
    ],
    changes: {
      written: [directory('empty/taken'), file('empty/taken/inner', 'inside')],
      removed: ['dir'],
    },
  },
  {
    name: 'path_rename fails as it should',
    steps: [
      rename('nowhere', 'x', 'noent'),
      rename('file', 'nowhere/x', 'noent'),
      rename('file', 'file/x', 'notdir'),
      rename('file', 'empty', 'isdir'),
      rename('empty', 'file', 'notdir'),
      rename('empty', 'dir', 'notempty'),
      rename('dir/inner', 'dir', 'notempty'),
      rename('dir', 'dir/inner/x', 'notdir'),
      rename('dir', 'dir/x', 'inval'),
      rename('file/', 'x', 'notdir'),
      rename('file', 'x/', 'notdir'),
      rename('dirlink/', 'x', 'notdir'),
      rename('.', 'x', 'busy'),
      rename('dir', '.', 'busy'),
      rename('', 'x', 'noent'),
      rename('file', '', 'noent'),
      rename('file', 'file'),
      rename('dir', 'dir'),
      ...dirCalls((dir) => [
        call('path_rename', [dir, text('file'), ROOT, text('x')]),
        call('path_rename', [ROOT, text('file'), dir, text('x')]),
      ]),
      call('path_rename', [ROOT, OUTSIDE, 64, ROOT, text('x')], 'fault'),
      call('path_rename', [ROOT, text('file'), ROOT, OUTSIDE, 64], 'fault'),
      lacking('path_rename_source'),
      call('path_rename', [fd, text('file'), ROOT, text('x')], 'notcapable'),
      lacking('path_rename_target'),
      call('path_rename', [ROOT, text('file'), fd, text('x')], 'notcapable'),
    ],
    changes: { written: [], removed: [] },
  },
]

const statCases: readonly WasiCase[] = [
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
    name: 'what is written again as it was is no change, another kind is',
    steps: [
      open('file', { o: oflags.trunc }),
      call('fd_write', [fd, from('hello'), u32('n')]),
      unlink('link'),
      mkdir('link'),
      unlink('dir/inner'),
      rmdir('dir'),
      open('dir', { o: oflags.creat }),
    ],
    changes: { written: [file('dir', ''), directory('link')], removed: ['dir', 'link'] },
  },
  {
    name: 'only the outputs asked for come back',
    input: {
      preopens: [
        { guestPath: '/', entries: [file('gone', ''), file('kept', '')], outputs: ['out', 'kept'] },
      ],
    },
    steps: [
      mkdir('out'),
      open('out/a', { o: oflags.creat }),
      open('scratch', { o: oflags.creat }),
      unlink('gone'),
      unlink('kept'),
    ],
    changes: { written: [directory('out'), file('out/a', '')], removed: ['kept'] },
  },
]

/** `path_*` calls. */
export const pathCases: readonly WasiCase[] = [...openCases, ...nameCases, ...statCases]
