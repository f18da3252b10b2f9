import { spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '../..')
let house: string

/** Biome reads its rules by folder, so the violations lie in a copy of the house's shape. */
beforeAll(async () => {
  house = await mkdtemp(join(tmpdir(), 'loam-house-'))
  const rules = JSON.parse(await readFile(join(root, 'biome.json'), 'utf8'))
  await writeFile(join(house, 'biome.json'), JSON.stringify({ ...rules, vcs: { enabled: false } }))
})

afterAll(() => rm(house, { recursive: true }))

/** What Biome says of a file at `path` that imports `specifier`. */
async function lint(path: string, specifier: string) {
  const file = join(house, path)
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, `import { thing } from '${specifier}'\n\nexport const use = thing\n`)
  const biome = join(root, 'node_modules', '@biomejs', 'biome', 'bin', 'biome')
  const { status, stdout, stderr } = spawnSync(process.execPath, [biome, 'lint', path], {
    cwd: house,
    encoding: 'utf8',
  })
  return { status, report: stdout + stderr }
}

/** One planted violation for every rule, by alias and by relative path. */
const forbidden: ReadonlyArray<readonly [path: string, specifier: string]> = [
  ['protocol/task/planted.ts', '#peer/ports/mesh.ts'],
  ['protocol/task/planted.ts', '../../peer/ports/mesh.ts'],
  ['protocol/task/planted.ts', 'node:fs'],
  ['wasm-tasks/render/planted.ts', '#protocol/market/demand.ts'],
  ['wasm-tasks/render/planted.ts', '../../worker-runtime/host/pool.ts'],
  ['contracts/planted.ts', '#protocol/ids.ts'],
  ['peer/ports/planted.ts', '../adapters/store-idb/store-idb.ts'],
  ['peer/ports/planted.ts', '#peer/requestor/requestor.ts'],
  ['peer/requestor/planted.ts', '#peer/adapters/ledger-viem/ledger-viem.ts'],
  ['peer/requestor/planted.ts', '../provider/provider.ts'],
  ['peer/requestor/planted.ts', 'viem'],
  ['peer/provider/planted.ts', '../adapters/store-idb/store-idb.ts'],
  ['peer/provider/planted.ts', '#peer/requestor/requestor.ts'],
  ['peer/provider/planted.ts', 'libp2p'],
  ['peer/blocks/planted.ts', '#peer/provider/provider.ts'],
  ['peer/adapters/store-idb/planted.ts', '#peer/requestor/requestor.ts'],
  ['peer/adapters/store-idb/planted.ts', '../../provider/provider.ts'],
  ['peer/planted.ts', '#web/config.ts'],
  ['peer/planted.ts', 'react'],
  ['worker-runtime/host/planted.ts', '#peer/provider/provider.ts'],
  ['worker-runtime/host/planted.ts', '../../web/config.ts'],
  ['relay/planted.ts', '#protocol/payment/voucher.ts'],
  ['relay/planted.ts', '../peer/peer.ts'],
  ['web/features/provide/planted.ts', '#cli/stack/start-stack.ts'],
  ['web/features/provide/planted.ts', 'node:fs'],
  ['cli/planted.ts', '../test/support/fake-clock.ts'],
]

const allowed: ReadonlyArray<readonly [path: string, specifier: string]> = [
  ['wasm-tasks/render/planted.ts', '#protocol/task/app.ts'],
  ['peer/requestor/planted.ts', '../ports/mesh.ts'],
  ['peer/adapters/store-idb/planted.ts', 'idb'],
  ['worker-runtime/host/planted.ts', '#peer/ports/compute.ts'],
  ['relay/planted.ts', '#protocol/wire/limits.ts'],
  ['web/features/provide/planted.ts', '#peer/peer.ts'],
  ['test/planted.ts', '#cli/stack/start-stack.ts'],
]

describe('imports go down only', () => {
  test.each(forbidden)('%s may not import %s', async (path, specifier) => {
    const { status, report } = await lint(path, specifier)
    expect(report).toContain('noRestrictedImports')
    expect(status).toBe(1)
  })

  test.each(allowed)('%s may import %s', async (path, specifier) => {
    const { status, report } = await lint(path, specifier)
    expect(report).not.toContain('noRestrictedImports')
    expect(status).toBe(0)
  })
})
