import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { encodeWasiOutput, type WasiEntry } from '#protocol/task/wasi-input.ts'
import { findChanges, takeSnapshot } from './changes.ts'
import { VirtualClock } from './clock.ts'
import { DirectoryNode, FileNode } from './nodes.ts'
import { Storage } from './storage.ts'
import { growTree } from './tree.ts'
import { Wanted } from './wanted.ts'

const volume = { storage: new Storage(), clock: new VirtualClock() }
const grow = (entries: readonly WasiEntry[]) => growTree(volume, entries, () => {})
const wanting = (...paths: string[]) => {
  const wanted = new Wanted()
  for (const path of paths) wanted.add(path, () => {})
  return wanted
}
const directory = (path: string): WasiEntry => ({ kind: 'directory', path })

describe('the changes in a tree', () => {
  test('are told of one by one, and no further once that is too much', () => {
    const root = DirectoryNode.root(volume)
    for (let at = 0; at < 1_000; at++) root.add(`d${at}`, new DirectoryNode(volume))
    let told = 0
    const spend = () => {
      told += 1
      if (told === 3) throw new Error('Too much')
    }
    expect(() => findChanges(root, new Map(), new Wanted(true), spend)).toThrow('Too much')
    expect(told).toBe(3)
  })

  test('are never told to be larger than they are when handed back', () => {
    const name = fc.string({ minLength: 1, maxLength: 6, unit: 'grapheme' })
    const files = fc.dictionary(
      name.filter((each) => !/[/\0]/.test(each) && each !== '.' && each !== '..'),
      fc.uint8Array({ maxLength: 40 }),
    )
    fc.assert(
      fc.property(files, files, (before, after) => {
        const root = grow(
          Object.entries(before).map(([path, bytes]) => ({ kind: 'file', path, bytes })),
        )
        const snapshot = takeSnapshot(root)
        for (const each of root.sortedNames()) root.remove(each)
        for (const [each, bytes] of Object.entries(after))
          root.add(each, new FileNode(volume, bytes))
        let spent = 0
        const changes = findChanges(root, snapshot, new Wanted(true), (bytes) => {
          spent += bytes
        })
        const nothing = new Uint8Array(0)
        const output = {
          stdout: nothing,
          stderr: nothing,
          changes: [{ guestPath: '/', ...changes }],
        }
        expect(spent).toBeLessThanOrEqual(encodeWasiOutput(output).byteLength)
      }),
    )
  })

  test('are those in what is wanted, in a directory that is gone too', () => {
    const root = grow([directory('gone/kept/in'), directory('gone/other'), directory('there')])
    const snapshot = takeSnapshot(root)
    root.remove('gone')
    root.remove('there')
    root.add('new', new DirectoryNode(volume))
    root.add('newer', new DirectoryNode(volume))
    const changes = findChanges(root, snapshot, wanting('gone/kept', 'new', 'there'), () => {})
    expect(changes).toEqual({ written: [directory('new')], removed: ['gone/kept', 'there'] })
  })
})
