import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import type { RelayConfigInput } from '#relay/config.ts'
import { startRelay } from '#relay/relay.ts'

const { values } = parseArgs({ options: { config: { type: 'string' } } })
const config: RelayConfigInput =
  values.config === undefined ? {} : JSON.parse(await readFile(values.config, 'utf8'))

const relay = await startRelay(config)
console.log(JSON.stringify({ ...relay, stop: undefined }))

let stopping = false
for (const name of ['SIGINT', 'SIGTERM'] as const) {
  process.on(name, async () => {
    if (stopping) process.exit(1)
    stopping = true
    await relay.stop()
    process.exit(0)
  })
}
