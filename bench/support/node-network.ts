import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Cleanup } from '#cli/process/cleanup.ts'
import type { Peer } from '#peer/peer.ts'
import type { App } from '#protocol/task/app.ts'
import { startNodeRequestor } from '#test/support/node-peer.ts'
import { startBenchRelay } from './bench-relay.ts'

const PROVIDER = fileURLToPath(new URL('./provider-process.ts', import.meta.url))
const FIRST_PROVIDER_SEED = 100

/** A relay and a requestor in this process, and providers in processes of their own. */
export interface NodeNetwork {
  readonly requestor: Peer
  /** Starts one more provider of one core; resolves once it listens for demands. */
  addProvider(): Promise<void>
}

/**
 * A network without browsers: the real mesh, sandbox and protocol, with results kept in memory.
 */
export async function startNodeNetwork(
  apps: readonly App<unknown>[],
  cleanup: Cleanup,
): Promise<NodeNetwork> {
  const relays = await startBenchRelay(cleanup)
  const { peer: requestor, stop } = await startNodeRequestor({
    relays,
    seed: 1,
    apps,
  })
  cleanup.add(stop)
  let providers = 0
  return {
    requestor,
    async addProvider() {
      const seed = FIRST_PROVIDER_SEED + providers++
      const child = fork(PROVIDER, [JSON.stringify({ relays, seed })])
      cleanup.add(async () => {
        if (child.exitCode !== null) return
        const ended = once(child, 'exit')
        child.disconnect()
        await ended
      })
      const [word] = await Promise.race([once(child, 'message'), once(child, 'exit')])
      if (word !== 'ready') throw new Error('A provider process ended before it was ready')
    },
  }
}
