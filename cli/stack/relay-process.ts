import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { RelayConfigInput } from '#relay/config.ts'
import { CommandError } from '../command-error.ts'
import { endWithUs } from '../process/end-with-us.ts'

const START_TIMEOUT_MS = 30_000
const STOP_TIMEOUT_MS = 5_000

/** A relay in a process of its own, as an operator would run it. */
export interface RelayProcess {
  readonly peerId: string
  /** Multiaddrs that clients dial, each ending in `/p2p/<peerId>`. */
  readonly addresses: readonly string[]
  readonly httpUrl: string
  /** Ends it. Safe to call twice. */
  stop(): Promise<void>
}

/**
 * Starts a relay with a config file in `folder`, which also keeps its key and certificate. It ends
 * with us, however we end.
 *
 * @throws {CommandError} when it ends before it listens, with what it said.
 * @example
 * const relay = await startRelayProcess(root, folder, { listen: ['/ip4/127.0.0.1/tcp/0/ws'] })
 * await relay.stop()
 */
export async function startRelayProcess(
  root: string,
  folder: string,
  config: Omit<RelayConfigInput, 'stateFolder'>,
): Promise<RelayProcess> {
  const configFile = join(folder, 'relay.json')
  await writeFile(configFile, JSON.stringify({ ...config, stateFolder: folder }))
  const child = spawn(process.execPath, [join(root, 'relay/main.ts'), '--config', configFile], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const exited = once(child, 'exit')
  if (child.pid !== undefined) child.once('exit', endWithUs(child.pid))
  const complaints: string[] = []
  const hear = (bytes: Buffer) => complaints.push(bytes.toString())
  child.stderr.on('data', hear)

  const giveUp = setTimeout(() => child.kill('SIGKILL'), START_TIMEOUT_MS)
  const [line] = await Promise.race([
    once(createInterface({ input: child.stdout }), 'line'),
    exited,
  ])
  clearTimeout(giveUp)
  if (typeof line !== 'string') {
    throw new CommandError(`The relay did not start. ${complaints.join('').trim()}`)
  }
  child.stderr.off('data', hear).pipe(process.stderr)
  const { peerId, addresses, httpUrl } = JSON.parse(line)
  return {
    peerId,
    addresses,
    httpUrl,
    stop: async () => {
      // Its native WebRTC may end it with a complaint of no use to anyone now.
      child.stderr.unpipe(process.stderr).resume()
      child.kill('SIGTERM')
      const cut = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS)
      await exited
      clearTimeout(cut)
    },
  }
}
