import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Cleanup } from '#cli/process/cleanup.ts'
import { startRelay } from '#relay/relay.ts'

/** Starts a relay in this process that carries work; returns its addresses. */
export async function startBenchRelay(cleanup: Cleanup): Promise<readonly string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'loam-bench-'))
  cleanup.add(() => rm(folder, { recursive: true, force: true }))
  const relay = await startRelay({
    listen: ['/ip4/127.0.0.1/tcp/0/ws'],
    http: { host: '127.0.0.1', port: 0 },
    stateFolder: folder,
    allowWork: true,
  })
  cleanup.add(() => relay.stop())
  return relay.addresses
}
