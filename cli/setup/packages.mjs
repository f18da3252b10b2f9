import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { runQuietly } from './progress.mjs'
import { SetupError } from './setup-error.mjs'

/** Where the Node that the project pins lies once packages are installed. */
export function pinnedNode(root) {
  const name = process.platform === 'win32' ? 'node.exe' : 'node'
  return join(root, 'node_modules', 'node', 'bin', name)
}

/** Installs the locked packages unless exactly they are there already. */
export async function ensurePackages(root) {
  if (packagesAreFresh(root)) return
  const install = (title, args) => {
    const [program, prefix, options] = npm()
    return runQuietly(title, program, [...prefix, ...args, '--include=dev', '--include=optional'], {
      cwd: root,
      ...options,
    })
  }
  let result = await install('Installing packages (once, about a minute)', ['ci'])
  // A lock written where the registry lacks other platforms' builds is one that `ci` refuses.
  if (result.code !== 0 && result.output.includes('EUSAGE')) {
    result = await install('Installing packages as the lock allows', ['install', '--no-save'])
  }
  if (result.code !== 0) {
    process.stderr.write(`${result.output.trim().split('\n').slice(-15).join('\n')}\n`)
    throw new SetupError(
      'Installing packages failed (see above). Check the network, then try again.',
    )
  }
  if (!existsSync(pinnedNode(root))) {
    throw new SetupError(
      'The pinned Node was not installed: npm must be allowed to run install scripts (npm config set ignore-scripts false).',
    )
  }
}

/**
 * Whether `node_modules` holds what the lock names. npm writes its own record last, so an
 * interrupted installation has none.
 */
export function packagesAreFresh(root) {
  const record = join(root, 'node_modules', '.package-lock.json')
  if (!existsSync(record) || !existsSync(pinnedNode(root))) return false
  const installed = JSON.parse(readFileSync(record, 'utf8')).packages
  const locked = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages
  return Object.entries(locked).every(([path, wanted]) => {
    if (path === '') return true
    const found = installed[path]
    return found ? found.version === wanted.version : wanted.optional === true
  })
}

/** The npm that started us where there is one: `npm` itself cannot be spawned on Windows. */
function npm() {
  const script = process.env.npm_execpath
  if (script?.endsWith('npm-cli.js')) return [process.execPath, [script], {}]
  return ['npm', [], { shell: process.platform === 'win32' }]
}
