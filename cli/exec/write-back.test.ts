import {
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  realpath,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { WasiEntry } from '#protocol/task/wasi-input.ts'
import { ReadBudget, readDirectory } from './read-directory.ts'
import { writeBack } from './write-back.ts'

const bytes = new TextEncoder().encode('new')
const file = (path: string): WasiEntry => ({ kind: 'file', path, bytes })
const link = (path: string, target: string): WasiEntry => ({ kind: 'symlink', path, target })

let above: string
let root: string
let outside: string

beforeEach(async () => {
  above = await realpath(await mkdtemp(join(tmpdir(), 'loam-write-back-')))
  root = join(above, 'root')
  outside = join(above, 'outside')
  await mkdir(root)
  await mkdir(outside)
  await writeFile(join(outside, 'kept'), 'old')
})
afterEach(() => rm(above, { recursive: true, force: true }))

/** Writes back what a program did to the directory as it is. */
async function applyChange(change: Parameters<typeof writeBack>[1]) {
  return writeBack(await readDirectory(root, new ReadBudget(1_000)), change)
}

/** Everything outside the directory is as it was, byte for byte and name for name. */
async function expectOutsideUntouched(): Promise<void> {
  expect((await readdir(above)).sort()).toEqual(['outside', 'root'])
  expect(await readdir(outside)).toEqual(['kept'])
  expect(await readFile(join(outside, 'kept'), 'utf8')).toBe('old')
}

describe('writing a directory back', () => {
  test('creates, changes and removes what the program did', async () => {
    await mkdir(join(root, 'gone/deep'), { recursive: true })
    await writeFile(join(root, 'gone/deep/file'), '')
    await writeFile(join(root, 'changed'), 'a much longer text than the new one')
    await writeFile(join(root, 'kind'), '')
    const done = await applyChange({
      removed: ['gone', 'kind'],
      written: [
        file('changed'),
        { kind: 'directory', path: 'empty' },
        { kind: 'directory', path: 'kind' },
        file('kind/inside'),
        file('made/on/the/way'),
        link('made/link', '../changed'),
      ],
    })
    expect(done).toEqual({
      removed: ['gone', 'kind'],
      written: ['changed', 'empty/', 'kind/', 'kind/inside', 'made/on/the/way', 'made/link'],
      refused: [],
    })
    const { entries } = await readDirectory(root, new ReadBudget(1_000))
    const found = Object.fromEntries(
      entries.map((each) => [
        each.path,
        each.kind === 'file' ? Buffer.from(each.bytes).toString() : each.kind,
      ]),
    )
    expect(found).toEqual({
      changed: 'new',
      empty: 'directory',
      kind: 'directory',
      'kind/inside': 'new',
      made: 'directory',
      'made/link': 'symlink',
      'made/on': 'directory',
      'made/on/the': 'directory',
      'made/on/the/way': 'new',
    })
    expect(await readlink(join(root, 'made/link'))).toBe('../changed')
  })

  test('puts a link in the place of a link or a file, whatever it led to', async () => {
    await symlink(join(outside, 'kept'), join(root, 'a'))
    await writeFile(join(root, 'b'), '')
    const done = await applyChange({ removed: [], written: [link('a', 'b'), link('b', 'c')] })
    expect(done.written).toEqual(['a', 'b'])
    expect([await readlink(join(root, 'a')), await readlink(join(root, 'b'))]).toEqual(['b', 'c'])
    await expectOutsideUntouched()
  })

  test('keeps the mode and the place of a file it changes', async () => {
    const place = join(root, 'script')
    await writeFile(place, 'old', { mode: 0o755 })
    const before = await lstat(place)
    await applyChange({ removed: [], written: [file('script')] })
    const after = await lstat(place)
    expect([after.ino, after.mode]).toEqual([before.ino, before.mode])
    expect(await readFile(place, 'utf8')).toBe('new')
  })

  test.each([
    '../outside/kept',
    '..',
    '.',
    '',
    '/etc/loam',
    'a/../../outside/kept',
    'a//b',
    './a',
    'a/.',
    'nul\0l',
  ])('takes no path that is none inside: %j', async (path) => {
    const done = await applyChange({ removed: [path], written: [file(path), link(path, 'x')] })
    expect(done).toMatchObject({ written: [], removed: [] })
    expect(done.refused).toHaveLength(3)
    await expectOutsideUntouched()
    expect(await readdir(root)).toEqual([])
  })

  test('follows no link that was there before', async () => {
    await symlink(outside, join(root, 'door'))
    await symlink(join(outside, 'kept'), join(root, 'window'))
    const done = await applyChange({
      removed: ['door/kept'],
      written: [file('door/kept'), file('door/made'), file('window'), link('door/x', 'y')],
    })
    expect(done).toMatchObject({ written: [], removed: [] })
    await expectOutsideUntouched()
  })

  test('removes a link and not what it leads to', async () => {
    await symlink(outside, join(root, 'door'))
    expect(await applyChange({ removed: ['door'], written: [] })).toMatchObject({
      removed: ['door'],
    })
    await expectOutsideUntouched()
    expect(await readdir(root)).toEqual([])
  })

  test('follows no link that the program has just made', async () => {
    const done = await applyChange({
      removed: [],
      written: [link('door', '../outside'), file('door/kept'), link('loop', '.'), file('loop/a')],
    })
    expect(done.written).toEqual(['door/kept', 'loop'])
    await expectOutsideUntouched()
  })

  test.each([
    ['a', '../outside', false],
    ['a', '..', false],
    ['a', '/etc/passwd', false],
    ['a', 'b/../../outside', false],
    ['a/b/c', '../../../outside', false],
    // Inside by its letters; outside once `b` is itself a link.
    ['a', 'b/../c', false],
    ['a/b/c', '../../d', true],
    ['a', './b/c', true],
    ['a', '.', true],
    ['a/b', '..', true],
  ])('a link from %s to %s: written, %s', async (path, target, written) => {
    const done = await applyChange({ removed: [], written: [link(path, target)] })
    expect(done.written).toEqual(written ? [path] : [])
    expect(done.refused).toHaveLength(written ? 0 : 1)
  })

  test.each([
    ['at once', 'out/secret'],
    ['by its whole', 'out'],
    ['by a link to it', 'again/secret'],
    ['to what is not there yet', 'nowhere'],
  ])('writes no link that leads outside over one that was there before, %s', async (_, target) => {
    await symlink('../', join(root, 'out'))
    await symlink('out', join(root, 'again'))
    await symlink('../later', join(root, 'nowhere'))
    const done = await applyChange({ removed: [], written: [link('l', target)] })
    expect(done).toMatchObject({ written: [] })
    expect(done.refused).toHaveLength(1)
  })

  test('writes a link over one that leads inside', async () => {
    await mkdir(join(root, 'a/b'), { recursive: true })
    await symlink('b', join(root, 'a/c'))
    await symlink('loop', join(root, 'loop'))
    const written = [link('l', 'a/c/new'), link('endless', 'loop')]
    expect((await applyChange({ removed: [], written })).written).toEqual(['l'])
  })

  test('removes nothing that the program was not given', async () => {
    await mkdir(join(root, 'kept/deep'), { recursive: true })
    await writeFile(join(root, 'kept/deep/old'), '')
    const copy = await readDirectory(root, new ReadBudget(10))
    await writeFile(join(root, 'kept/deep/later'), '')
    await writeFile(join(root, 'other'), '')
    const done = await writeBack(copy, { removed: ['kept', 'other'], written: [] })
    expect(done).toMatchObject({ removed: [] })
    expect(done.refused).toEqual([
      'kept: it holds what was not there before',
      'other: something else has come to have that name',
    ])
    expect(await readdir(join(root, 'kept/deep'))).toEqual(['later'])
    expect(await readdir(root)).toEqual(['kept', 'other'])
  })

  test('says what the file system would not have', async () => {
    await mkdir(join(root, 'folder'))
    expect(await applyChange({ removed: [], written: [file('folder')] })).toEqual({
      written: [],
      removed: [],
      refused: ['folder: something else has that name'],
    })
    await expect(
      applyChange({ removed: [], written: [file('x'.repeat(300))] }),
    ).rejects.toMatchObject({ code: 'ENAMETOOLONG' })
  })
})

describe('reading a directory', () => {
  test('copies links as links and leaves out what is no file', async () => {
    await symlink('/etc', join(root, 'etc'))
    await symlink('nowhere', join(root, 'dangling'))
    const copy = await readDirectory(root, new ReadBudget(10))
    expect(copy.root).toBe(root)
    expect(copy.entries.toSorted((a, b) => (a.path < b.path ? -1 : 1))).toEqual([
      link('dangling', 'nowhere'),
      link('etc', '/etc'),
    ])
  })

  test('goes through a link that a person named, and no further', async () => {
    await symlink(outside, join(above, 'named'))
    const copy = await readDirectory(join(above, 'named'), new ReadBudget(10))
    expect(copy.root).toBe(outside)
    expect(copy.entries.map(({ path }) => path)).toEqual(['kept'])
  })

  test('refuses what is too much, missing, or no directory, in plain words', async () => {
    await expect(readDirectory(outside, new ReadBudget(2))).rejects.toThrow('does not fit')
    await expect(readDirectory(join(above, 'none'), new ReadBudget(2))).rejects.toThrow(
      'there is no such file or directory',
    )
    await expect(readDirectory(join(outside, 'kept'), new ReadBudget(2))).rejects.toThrow(
      'it is not a directory',
    )
  })
})
