import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { RelayConfigError, readRelayConfig } from './read-config.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'loam-relay-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function fileOf(text: string): Promise<string> {
  const file = join(folder, 'relay.json')
  await writeFile(file, text)
  return file
}

it('reads what a file sets, and lets the rest be as it suits an open network', async () => {
  const file = await fileOf('{ "maxConnections": 12 }')
  expect(await readRelayConfig(['--config', file])).toMatchObject({
    maxConnections: 12,
    stateFolder: '.loam/relay',
  })
  expect(await readRelayConfig([])).toEqual({})
})

it.each([
  ['{ "maxConnection": 12 }', /no configuration:.*maxConnection/s],
  ['{ "maxConnections": -1 }', /no configuration:.*maxConnections/s],
  ['{ maxConnections', /is no JSON/],
])('says in words what is wrong with %s', async (text, words) => {
  const reading = readRelayConfig(['--config', await fileOf(text)])
  await expect(reading).rejects.toThrow(RelayConfigError)
  await expect(reading).rejects.toThrow(words)
})

it.each([
  [['--config', 'nowhere.json'], /nowhere.json cannot be read.*Usage/s],
  [['--help'], /^Usage/],
])('says how it is called to %s', async (words, said) => {
  await expect(readRelayConfig(words)).rejects.toThrow(said)
})
