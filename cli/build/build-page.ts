import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { CommandError } from '../command-error.ts'
import { fingerprint } from './fingerprint.ts'
import { takeBuild } from './kept-builds.ts'

/** Everything the built page is made of. */
const SOURCES = [
  'web/**',
  'protocol/**',
  'peer/**',
  'worker-runtime/**',
  'wasm-tasks/**',
  'contracts/generated/**',
  'cli/build/licences.ts',
  'vite.config.ts',
  'package-lock.json',
]

/**
 * The folder of the built page, built first unless it was made from these very sources. A build
 * that a process serves stays for as long as that process lives.
 *
 * @throws {CommandError} when the build fails; its output is on stderr.
 */
export function buildPage(root: string, report: (text: string) => void): Promise<string> {
  return takeBuild(join(root, '.cache', 'page'), fingerprint(root, SOURCES), (folder) => {
    report('Building the page …')
    return runVite(root, folder)
  })
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
