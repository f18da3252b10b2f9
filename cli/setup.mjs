/**
 * Makes a fresh clone ready and runs one of Loam's commands: `node cli/setup.mjs demo --frames 4`.
 *
 * Plain JavaScript without packages, because it is what runs before there are any. It installs the
 * locked packages when they are missing or stale, finds (or installs) a browser for the commands
 * that need one, then hands over to the Node that is pinned inside the project.
 */
import { spawn } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensureChromium } from './setup/chromium.mjs'
import { ensurePackages, pinnedNode } from './setup/packages.mjs'
import { SetupError } from './setup/setup-error.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const OLDEST_NODE = [20, 19]

const commands = {
  start: { script: 'cli/start.ts', opensBrowser: (args) => !asksForNoProviders(args) },
  demo: { script: 'cli/demo.ts', opensBrowser: () => true },
  test: { script: 'cli/test.ts', opensBrowser: () => true },
  check: { script: 'cli/check.ts', opensBrowser: () => false },
  loam: {
    script: 'cli/loam.ts',
    opensBrowser: (args) => args[0] === 'exec' && !asksForNode(args),
  },
  bench: { script: 'bench/run.ts', opensBrowser: (args) => args.length > 0 },
}

function asksForNoProviders(args) {
  return args.includes('--providers=0') || args[args.indexOf('--providers') + 1] === '0'
}

function asksForNode(args) {
  return args.includes('--engine=node') || args[args.indexOf('--engine') + 1] === 'node'
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  const [oldestMajor, oldestMinor] = OLDEST_NODE
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return
  throw new SetupError(
    `Loam needs Node ${OLDEST_NODE.join('.')} or newer; this is ${process.versions.node}. Get it from https://nodejs.org`,
  )
}

/** Runs the command, passes signals on, and stops it should whoever started us die. */
function runCommand(script, args, env) {
  const child = spawn(pinnedNode(root), [join(root, script), ...args], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env,
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  const parent = process.ppid
  setInterval(() => process.ppid !== parent && child.kill('SIGTERM'), 1_000).unref()
  child.on('error', (error) => fail(new SetupError(`Cannot start ${script}: ${error.message}`)))
  child.on('exit', (code) => process.exit(code === null ? 1 : code))
}

function fail(error) {
  if (!(error instanceof SetupError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exit(1)
}

async function main([name, ...args]) {
  checkNode()
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!command)
    throw new SetupError(`Usage: node cli/setup.mjs <${Object.keys(commands).join('|')}>`)
  await ensurePackages(root)
  const env = { ...process.env }
  const wantsHelp = args.includes('--help') || args.includes('-h')
  if (!wantsHelp && command.opensBrowser(args)) env.LOAM_CHROMIUM = await ensureChromium()
  runCommand(command.script, args, env)
}

main(process.argv.slice(2)).catch(fail)
