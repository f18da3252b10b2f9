/** `npm start`: a whole network on this machine, and one URL to open. */
import { readdir, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { Cleanup } from './process/cleanup.ts'
import { stopOnSignals } from './process/stop-on-signals.ts'
import { runCommand } from './run-command.ts'
import { CLAIM, claimState } from './stack/claim-state.ts'
import { requireFreePorts } from './stack/require-free-ports.ts'
import { startProfileProviders } from './stack/start-providers.ts'
import { startStack } from './stack/start-stack.ts'
import { parseStartOptions, START_USAGE } from './start-options.ts'

const root = resolve(import.meta.dirname, '..')
const say = (text: string) => process.stderr.write(`${text}\n`)

/** Deletes what an earlier network left, but for this process's own claim. */
async function forgetState(folder: string): Promise<void> {
  const entries = (await readdir(folder)).filter((name) => name !== CLAIM)
  await Promise.all(entries.map((name) => rm(join(folder, name), { recursive: true, force: true })))
}

await runCommand(async () => {
  const options = parseStartOptions(process.argv.slice(2))
  if (options === 'help') {
    process.stdout.write(`${START_USAGE}\n`)
    return 0
  }
  const stateFolder = join(root, '.loam')
  const cleanup = new Cleanup()
  stopOnSignals(() => cleanup.run())
  try {
    await requireFreePorts(options.host, options.port)
    cleanup.add(await claimState(stateFolder))
    if (options.fresh) await forgetState(stateFolder)
    const starting = startStack({ root, stateFolder, ...options, report: say })
    cleanup.add(async () => (await starting).stop())
    const stack = await starting
    process.stdout.write(`\n  Loam runs at ${stack.pageUrl}\n`)
    for (const url of stack.outerUrls)
      process.stdout.write(`  From other machines on your network: ${url}\n`)
    process.stdout.write('\n')
    if (options.https)
      say(
        'This machine made its certificate itself, so each browser warns once: choose “Advanced”, then go on.',
      )
    say(`An example site with the widget: ${stack.exampleUrl}`)
    if (options.providers > 0) {
      const profiles = join(stateFolder, 'providers')
      await startProfileProviders(stack, options.providers, profiles, cleanup)
      say(
        options.providers === 1
          ? 'One provider tab is at work in the background.'
          : `${options.providers} provider tabs are at work in the background.`,
      )
    }
    say('Ctrl-C stops everything.')
  } catch (error) {
    await cleanup.run()
    throw error
  }
  return 0
})
