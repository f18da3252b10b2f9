import { spawn } from 'node:child_process'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { CommandError } from '../command-error.ts'
import { fingerprint } from './fingerprint.ts'

/** Everything the built page is made of. */
const SOURCES = [
  'web/**',
  'protocol/**',
  'peer/**',
  'worker-runtime/**',
  'wasm-tasks/**',
  'contracts/generated/**',
  'vite.config.ts',
  'package-lock.json',
]
const STAMP = '.sources'

/**
 * The folder of the built page, built first unless it was made from these very sources.
 *
 * The build happens beside and is moved into place whole, so that two commands at once, or one
 * stopped halfway, leave no mixture.
 *
 * @throws {CommandError} when the build fails; its output is on stderr.
 */
export async function buildPage(root: string, report: (text: string) => void): Promise<string> {
  const folder = join(root, 'dist')
  const wanted = fingerprint(root, SOURCES)
  const built = await readFile(join(folder, STAMP), 'utf8').catch(() => undefined)
  if (built === wanted) return folder

  report('Building the page …')
  const fresh = join(root, '.cache', `page-${process.pid}`)
  const old = `${fresh}-old`
  await mkdir(join(root, '.cache'), { recursive: true })
  try {
    await runVite(root, fresh)
    await writeFile(join(fresh, STAMP), wanted)
    await rename(folder, old).catch(() => undefined)
    await rename(fresh, folder)
  } finally {
    await rm(fresh, { recursive: true, force: true })
    await rm(old, { recursive: true, force: true })
  }
  return folder
}

function runVite(root: string, outDir: string): Promise<void> {
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js')
  const args = [vite, 'build', '--logLevel', 'error', '--outDir', outDir, '--emptyOutDir']
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 2, 2] })
    child.on('error', reject)
    child.on('close', (code) => {
      if (code === 0) resolve()
      else reject(new CommandError('The page could not be built (see above).'))
    })
  })
}
