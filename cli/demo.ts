/** `npm run demo`: a whole job on this machine, with real tabs driven as a person would. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { DEMO_USAGE, parseDemoOptions } from './demo/demo-options.ts'
import { isComplete, toJson, toTable } from './demo/demo-report.ts'
import { runDemo } from './demo/run-demo.ts'
import { Cleanup } from './process/cleanup.ts'
import { stopOnSignals } from './process/stop-on-signals.ts'
import { runCommand } from './run-command.ts'

const root = resolve(import.meta.dirname, '..')

await runCommand(async () => {
  const options = parseDemoOptions(process.argv.slice(2))
  if (options === 'help') {
    process.stdout.write(`${DEMO_USAGE}\n`)
    return 0
  }
  const cleanup = new Cleanup()
  stopOnSignals(() => cleanup.run())
  try {
    const stateFolder = await mkdtemp(join(tmpdir(), 'loam-demo-'))
    cleanup.add(() => rm(stateFolder, { recursive: true, force: true }))
    await mkdir(resolve(options.out), { recursive: true })
    const report = await runDemo(root, stateFolder, options, cleanup)
    process.stdout.write(`\n${toTable(report)}\n`)
    if (options.json) process.stdout.write(`${toJson(report)}\n`)
    return isComplete(report) ? 0 : 1
  } finally {
    await cleanup.run()
  }
})
process.exit()
