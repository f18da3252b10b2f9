import { RelayConfigError, readRelayConfig } from '#relay/read-config.ts'
import { startRelay } from '#relay/relay.ts'

const config = await readRelayConfig(process.argv.slice(2)).catch((error: unknown) => {
  if (!(error instanceof RelayConfigError)) throw error
  console.error(error.message)
  process.exit(1)
})

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
