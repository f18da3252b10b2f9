import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'
import { runQuietly } from './progress.mjs'
import { SetupError } from './setup-error.mjs'

const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
]

/** Each package manager that can install a Chromium unasked, and how. */
const MANAGERS = [
  { name: 'apt-get', steps: [['update'], ['install', '-y', 'chromium']], asRoot: true },
  { name: 'dnf', steps: [['install', '-y', 'chromium']], asRoot: true },
  { name: 'pacman', steps: [['-Sy', '--noconfirm', 'chromium']], asRoot: true },
  { name: 'apk', steps: [['add', 'chromium']], asRoot: true },
  { name: 'brew', steps: [['install', '--cask', 'google-chrome']], asRoot: false },
]

/** A Chromium that starts, installed from the platform's packages when there is none. */
export async function ensureChromium() {
  const named = process.env.LOAM_CHROMIUM
  if (named) {
    if (starts(named)) return named
    throw new SetupError(`LOAM_CHROMIUM names ${named}, which does not start as a browser.`)
  }
  const found = chromiumCandidates().find(starts)
  if (found) return found
  await installChromium()
  const installed = chromiumCandidates().find(starts)
  if (installed) return installed
  throw noBrowser()
}

/** Existing files that are likely to be a Chromium, best first. */
export function chromiumCandidates() {
  return [...onPath(), ...usualPlaces(), ...playwrightCache()].filter(existsSync)
}

function onPath() {
  const extension = process.platform === 'win32' ? '.exe' : ''
  return NAMES.flatMap((name) =>
    (process.env.PATH || '').split(delimiter).map((folder) => join(folder, name + extension)),
  )
}

function usualPlaces() {
  if (process.platform === 'darwin') {
    return ['Google Chrome', 'Chromium', 'Microsoft Edge'].flatMap((name) =>
      ['/Applications', join(homedir(), 'Applications')].map((folder) =>
        join(folder, `${name}.app`, 'Contents', 'MacOS', name),
      ),
    )
  }
  if (process.platform === 'win32') {
    return ['ProgramFiles', 'ProgramFiles(x86)', 'LocalAppData']
      .map((variable) => process.env[variable])
      .filter((folder) => folder !== undefined)
      .flatMap((folder) => [
        join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe'),
        join(folder, 'Chromium', 'Application', 'chrome.exe'),
        join(folder, 'Microsoft', 'Edge', 'Application', 'msedge.exe'),
      ])
  }
  return ['/opt/google/chrome/chrome', '/usr/lib/chromium/chromium', '/snap/bin/chromium']
}

function playwrightCache() {
  const usual = {
    darwin: join(homedir(), 'Library', 'Caches', 'ms-playwright'),
    win32: join(process.env.LOCALAPPDATA || homedir(), 'ms-playwright'),
  }
  const cache =
    process.env.PLAYWRIGHT_BROWSERS_PATH ||
    usual[process.platform] ||
    join(homedir(), '.cache', 'ms-playwright')
  if (!existsSync(cache)) return []
  return readdirSync(cache)
    .filter((name) => name.startsWith('chromium-'))
    .sort()
    .reverse()
    .flatMap((name) => [
      join(cache, name, 'chrome-linux', 'chrome'),
      join(cache, name, 'chrome-linux64', 'chrome'),
      join(cache, name, 'chrome-mac', 'Chromium.app', 'Contents', 'MacOS', 'Chromium'),
      join(cache, name, 'chrome-win', 'chrome.exe'),
      join(cache, name, 'chrome-win64', 'chrome.exe'),
    ])
}

/** Tells a browser from a stub such as Ubuntu's, which only points at a snap. */
function starts(path) {
  // On Windows `--version` opens a window instead of printing.
  if (process.platform === 'win32') return existsSync(path)
  return spawnSync(path, ['--version'], { stdio: 'ignore', timeout: 20_000 }).status === 0
}

async function installChromium() {
  const manager = MANAGERS.find(({ name }) => onSystem(name, ['--version']))
  if (!manager) throw noBrowser()
  const isRoot = process.getuid !== undefined && process.getuid() === 0
  const prefix = manager.asRoot && !isRoot ? ['sudo', '-n'] : []
  if (prefix.length > 0 && !onSystem('sudo', ['-n', 'true'])) throw noBrowser(manager)
  for (const step of manager.steps) {
    const [program, ...args] = [...prefix, manager.name, ...step]
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    const title = `Installing Chromium (once): ${manager.name} ${step.join(' ')}`
    const { code, output } = await runQuietly(title, program, args, { env })
    if (code === 0) continue
    process.stderr.write(`${output.trim().split('\n').slice(-5).join('\n')}\n`)
    throw noBrowser(manager)
  }
}

function onSystem(program, args) {
  return spawnSync(program, args, { stdio: 'ignore' }).status === 0
}

function noBrowser(manager) {
  const how = manager
    ? `run \`${manager.asRoot ? 'sudo ' : ''}${manager.name} ${manager.steps.at(-1).join(' ')}\``
    : 'install Chrome or Chromium'
  return new SetupError(
    `No Chromium was found. To go on, ${how}, or set LOAM_CHROMIUM to the path of one.`,
  )
}
