/** `npm run loam`: Loam's own commands for one program, file or machine. */
import { resolve } from 'node:path'
import { startCollector } from './collect/collect.ts'
import { COLLECT_USAGE, readCollectOptions } from './collect/collect-options.ts'
import { CommandError } from './command-error.ts'
import { startEngine } from './exec/engine.ts'
import { execBatch, execOne } from './exec/exec.ts'
import { EXEC_USAGE, parseExecOptions } from './exec/exec-options.ts'
import { Cleanup } from './process/cleanup.ts'
import { stopOnSignals } from './process/stop-on-signals.ts'
import { runCommand } from './run-command.ts'
import { VERIFY_USAGE, verifyFile } from './verify/verify-file.ts'

const root = resolve(import.meta.dirname, '..')

const USAGE = [EXEC_USAGE, VERIFY_USAGE, COLLECT_USAGE].join('\n\n')

/** Where the person is: npm runs a script in the package's folder, wherever it was called. */
const folder =
  process.env.npm_lifecycle_event === 'loam' ? (process.env.INIT_CWD ?? '.') : process.cwd()

const say = (text: string) => void process.stdout.write(`${text}\n`)

async function exec(words: readonly string[]): Promise<number> {
  const options = parseExecOptions(words, folder)
  if (options === 'help') {
    say(EXEC_USAGE)
    return 0
  }
  const { engine: name, json, work } = options
  const cleanup = new Cleanup()
  const stopped = new AbortController()
  stopOnSignals(() => {
    stopped.abort()
    return cleanup.run()
  })
  try {
    const engine = startEngine(name, root)
    // Told by the run that needs it, or by none.
    engine.catch(() => undefined)
    cleanup.add(async () => (await engine).stop())
    const { stdout, stderr } = process
    // Nobody reads any more: a program goes on for nobody, as one on a closed pipe does.
    stdout.once('error', () => stopped.abort())
    const context = { engine, stdout, stderr, signal: stopped.signal }
    return work.kind === 'one'
      ? await execOne(work.command, json, context)
      : await execBatch(work.file, folder, context)
  } finally {
    await cleanup.run()
  }
}

/** Resolves never: it runs until it is stopped. */
async function collect(words: readonly string[]): Promise<number> {
  const options = await readCollectOptions(words, folder, process.env)
  if (options === 'help') {
    say(COLLECT_USAGE)
    return 0
  }
  const cleanup = new Cleanup()
  stopOnSignals(() => cleanup.run())
  try {
    await startCollector(options, cleanup, say)
    return await new Promise<never>(() => {})
  } finally {
    await cleanup.run()
  }
}

// What a closed pipe says comes back from the write itself as well.
process.stdout.on('error', () => undefined)
process.stderr.on('error', () => undefined)

await runCommand(
  async () => {
    const [command, ...words] = process.argv.slice(2)
    if (command === 'exec') return exec(words)
    if (command === 'verify') return verifyFile(words, folder, say)
    if (command === 'collect') return collect(words)
    if (command === '--help' || command === '-h') {
      say(USAGE)
      return 0
    }
    throw new CommandError(`Which command? There are exec, verify and collect.\n\n${USAGE}`)
  },
  { mistake: 2, failure: 125 },
)
process.exit()
