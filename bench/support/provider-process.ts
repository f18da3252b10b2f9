/** Started by `node-network.ts`: a provider of one core that lives as long as its parent listens. */
import { z } from 'zod'
import { startNodeProvider } from '#test/support/node-peer.ts'

const { relays, seed } = z
  .object({ relays: z.array(z.string()), seed: z.int() })
  .parse(JSON.parse(process.argv[2] ?? ''))

await startNodeProvider({ relays, chain: undefined, payee: undefined, seed })
process.send?.('ready')
process.on('disconnect', () => process.exit())
