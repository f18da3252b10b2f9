import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { CommandError } from '../command-error.ts'
import { readCollectOptions } from './collect-options.ts'

const PAYEE = `0x${'Ab'.repeat(20)}`
const KEY = `0x${'11'.repeat(32)}`
const CONFIG = {
  ...{ relays: ['/ip4/127.0.0.1/tcp/1/ws'], iceServers: [], sandboxOrigins: 'https://x.example' },
  ...{ faucet: false, allowPrivateAddresses: false },
  chain: { chainId: 137, rpcUrl: 'https://rpc.example', escrow: `0x${'cd'.repeat(20)}` },
}

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'loam-collect-'))
  await writeFile(join(folder, 'loam.json'), JSON.stringify(CONFIG))
  await writeFile(join(folder, 'free.json'), JSON.stringify({ ...CONFIG, chain: null }))
  await writeFile(join(folder, 'key'), `${KEY}\n`)
})
afterAll(() => rm(folder, { recursive: true }))

const GOOD = ['--config', 'loam.json', '--payee', PAYEE, '--folder', 'kept']
const read = (words: readonly string[], key?: string) =>
  readCollectOptions(words, folder, { LOAM_COLLECTOR_KEY: key })

it('reads the chain, the payees and where to keep', async () => {
  expect(await read([...GOOD, '--payee', `0x${'cd'.repeat(20)}`], KEY)).toMatchObject({
    chain: { name: 'Polygon', confirmations: 16, glmPerCoin: 10n ** 18n },
    payees: new Set([PAYEE.toLowerCase(), `0x${'cd'.repeat(20)}`]),
    ...{ folder: join(folder, 'kept'), key: KEY, host: '127.0.0.1', port: 4480 },
  })
  expect(await read([...GOOD, '--key-file', 'key'])).toMatchObject({ key: KEY })
})

it.each([
  ['no configuration', GOOD.slice(2), KEY, '--config is missing'],
  ['no payee', [...GOOD.slice(0, 2), ...GOOD.slice(4)], KEY, '--payee is missing'],
  ['no folder', GOOD.slice(0, 4), KEY, '--folder is missing'],
  ['a payee that is none', [...GOOD, '--payee', 'loam.eth'], KEY, '--payee wants an address'],
  ['a chain that is none', ['--config', 'free.json', ...GOOD.slice(2)], KEY, 'names no chain'],
  ['a file that is not there', [...GOOD, '--key-file', 'none'], KEY, 'none cannot be read'],
  ['no key', GOOD, undefined, 'The key that pays the chain gas is missing'],
  ['a key as a word', [...GOOD, KEY], KEY, 'Unexpected argument'],
])('refuses %s in words', async (_, words, key, message) => {
  const refused = read(words, key)
  await expect(refused).rejects.toThrow(CommandError)
  await expect(refused).rejects.toThrow(message)
})

it('never says a key that it cannot use', async () => {
  const half = KEY.slice(0, 40)
  await expect(read(GOOD, half)).rejects.not.toThrow(half)
})
