/**
 * Runs npm's forge from the repository's root with `contracts/foundry.toml`:
 * `node contracts/forge.ts test --gas-report`. `SEED=7` draws other fuzz cases than the usual.
 */
import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '..')
const arch = process.arch === 'x64' ? 'amd64' : process.arch
const executable = process.platform === 'win32' ? 'forge.exe' : 'forge'

const require = createRequire(import.meta.url)
const home = dirname(require.resolve(`@foundry-rs/forge-${process.platform}-${arch}/package.json`))

const { status, error } = spawnSync(join(home, 'bin', executable), process.argv.slice(2), {
  cwd: root,
  stdio: 'inherit',
  env: {
    ...process.env,
    FOUNDRY_CONFIG: join(root, 'contracts', 'foundry.toml'),
    FOUNDRY_FUZZ_SEED: process.env.SEED ?? '1',
  },
})
if (error) throw error
process.exitCode = status ?? 1
