import { spawnSync } from 'node:child_process'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { CommandError } from '../command-error.ts'
import { CLAIM, claimState } from './claim-state.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'loam-state-'))
})
afterEach(() => rm(folder, { recursive: true }))

test('a state folder has one user at a time', async () => {
  const release = await claimState(folder)
  await expect(claimState(folder)).rejects.toThrow(CommandError)
  await expect(claimState(folder)).rejects.toThrow(`delete ${join(folder, CLAIM)}`)
  await release()
  expect(await readdir(folder)).toEqual([])
  await claimState(folder)
})

test('what a process that is gone claimed, or nobody can read, is free', async () => {
  const gone = spawnSync(process.execPath, ['-e', '']).pid
  for (const holder of [`${gone}`, '', 'nobody']) {
    await writeFile(join(folder, CLAIM), holder)
    await (await claimState(folder))()
  }
})
