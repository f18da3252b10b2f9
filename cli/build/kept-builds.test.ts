import { spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { takeBuild } from './kept-builds.ts'

let builds: string

beforeEach(async () => {
  builds = await mkdtemp(join(tmpdir(), 'loam-builds-'))
})

afterEach(() => rm(builds, { recursive: true }))

/** A build whose one file says what it was made from. */
const take = (name: string) =>
  takeBuild(builds, name, async (folder) => {
    await mkdir(folder)
    await writeFile(join(folder, 'index.html'), name)
  })

/** A build that was taken `ageMs` ago, by the process `pid` if one is named. */
async function leave(name: string, ageMs: number, pid?: number): Promise<void> {
  await mkdir(join(builds, name))
  const at = new Date(Date.now() - ageMs)
  await utimes(join(builds, name), at, at)
  if (pid !== undefined) await writeFile(join(builds, `${name}.${pid}`), '')
}

const names = async () => (await readdir(builds)).filter((name) => /^[0-9a-f]+$/.test(name))

test('a build is made once, and again from other sources', async () => {
  const first = await take('aa')
  await writeFile(join(first, 'mark'), 'the same')
  expect(await take('aa')).toBe(first)
  expect(await readFile(join(first, 'mark'), 'utf8')).toBe('the same')
  expect(await readFile(join(await take('bb'), 'index.html'), 'utf8')).toBe('bb')
})

test('a build stays while a process that took it lives', async () => {
  await leave('01', 9e6, process.ppid)
  for (const name of ['aa', 'bb', 'cc', 'dd', 'ee']) await take(name)
  expect(await names()).toContain('01')
})

test('of builds that nobody uses the newest three stay', async () => {
  const gone = spawnSync(process.execPath, ['-e', '']).pid
  for (const at of [1, 2, 3, 4, 5]) await leave(`0${at}`, at * 60_000, gone)
  await mkdir(join(builds, `06-${gone}`))
  await take('aa')
  expect((await names()).sort()).toEqual(['01', '02', '03', 'aa'])
  expect(await readdir(builds)).toHaveLength(5)
})

test('a build that fails leaves nothing behind', async () => {
  const failing = takeBuild(builds, 'aa', async (folder) => {
    await mkdir(folder)
    throw new Error('no such import')
  })
  await expect(failing).rejects.toThrow('no such import')
  expect(await names()).toEqual([])
  expect(await readFile(join(await take('aa'), 'index.html'), 'utf8')).toBe('aa')
})

test('of two that build the same at once both get what the quicker one made', async () => {
  const slower = await takeBuild(builds, 'aa', async (folder) => {
    await mkdir(folder)
    await mkdir(join(builds, 'aa'))
    await writeFile(join(builds, 'aa', 'index.html'), 'the quicker one’s')
  })
  expect(await readFile(join(slower, 'index.html'), 'utf8')).toBe('the quicker one’s')
})
