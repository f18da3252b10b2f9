import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { endWithUs } from '../process/end-with-us.ts'

const START_TIMEOUT_MS = 20_000

/** A running anvil. */
export interface Anvil {
  readonly rpcUrl: string
  /** Ends it and waits until its state is on disk. */
  stop(): Promise<void>
}

/** The platform's own binary: going through npm's wrapper costs a second process and a second. */
function findAnvil(): string {
  const arch = process.arch === 'x64' ? 'amd64' : process.arch
  const require = createRequire(import.meta.url)
  const home = dirname(
    require.resolve(`@foundry-rs/anvil-${process.platform}-${arch}/package.json`),
  )
  return join(home, 'bin', process.platform === 'win32' ? 'anvil.exe' : 'anvil')
}

async function untilListening(child: ChildProcess): Promise<number> {
  if (!child.stdout || !child.stderr) throw new Error('anvil was started without pipes')
  const complaints: string[] = []
  child.stderr.on('data', (bytes: Buffer) => complaints.push(bytes.toString()))
  for await (const line of createInterface({ input: child.stdout })) {
    const port = /^Listening on .*:(\d+)$/.exec(line)?.[1]
    if (port) return Number(port)
  }
  throw new Error(`The local chain did not start. ${complaints.join('').trim()}`)
}

/** @param port 0 takes a free one. */
export async function startAnvil(options: {
  port: number
  chainId: number
  stateFile: string | undefined
  blockTimeSeconds: number | undefined
}): Promise<Anvil> {
  const { port, chainId, stateFile, blockTimeSeconds } = options
  const child = spawn(
    findAnvil(),
    [
      ...['--port', `${port}`, '--chain-id', `${chainId}`, '--allow-origin', '*'],
      ...(stateFile ? ['--state', stateFile, '--state-interval', '1'] : []),
      ...(blockTimeSeconds ? ['--block-time', `${blockTimeSeconds}`] : []),
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  )
  const exited = once(child, 'exit')
  if (child.pid !== undefined) child.once('exit', endWithUs(child.pid))
  const giveUp = setTimeout(() => child.kill('SIGKILL'), START_TIMEOUT_MS)
  const listening = await untilListening(child).finally(() => clearTimeout(giveUp))
  child.stdout.resume()
  return {
    rpcUrl: `http://127.0.0.1:${listening}`,
    stop: async () => {
      child.kill('SIGTERM')
      await exited
    },
  }
}
