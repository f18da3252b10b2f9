import { join } from 'node:path'
import { buildSandboxDocument } from '#worker-runtime/frame/build.ts'
import { buildPage } from '../build/build-page.ts'
import { type LocalChain, startChain } from '../chain/start-chain.ts'
import { Cleanup } from '../process/cleanup.ts'
import { serveExampleSite } from '../serve/example-site.ts'
import type { ListenOptions } from '../serve/listen.ts'
import { localCertificate } from '../serve/local-certificate.ts'
import { ownAddresses } from '../serve/own-addresses.ts'
import { servePage } from '../serve/page-server.ts'
import { type RelayProcess, startRelayProcess } from './relay-process.ts'
import { relaysFor } from './relays-for.ts'

export interface StackOptions {
  /** The repository. */
  readonly root: string
  /** Where chain, relay key and certificate are kept. */
  readonly stateFolder: string
  readonly host: string
  /** The page's port. The relay has the next one, the example site the one after. 0: any free. */
  readonly port: number
  readonly https: boolean
  /** False starts no chain process: every job is free. */
  readonly chain: boolean
  /** Whether the relay lets whole jobs through; it does where this is left out. */
  readonly allowWork?: boolean
  readonly report: (text: string) => void
}

const EVERY_ADDRESS = '0.0.0.0'
/** Listening on these, this machine reaches itself as `localhost`, which browsers trust. */
const NAMED_LOCALHOST: ReadonlySet<string> = new Set(['127.0.0.1', EVERY_ADDRESS])

/** A whole local network without providers: chain, relay, page and example site. */
export interface Stack {
  readonly pageUrl: string
  /** The same for other machines; none where it listens on this machine's own name alone. */
  readonly outerUrls: readonly string[]
  readonly exampleUrl: string
  readonly chain: LocalChain | undefined
  readonly relay: RelayProcess
  /** Stops everything it started, in reverse order. Safe to call twice. */
  stop(): Promise<void>
}

/**
 * Starts a local network. When one part fails the ones that run are stopped again.
 *
 * @throws {CommandError} when the page cannot be built or the relay does not start.
 * @throws {Error} with code `EADDRINUSE` when a port is taken (see `requireFreePorts`).
 */
export async function startStack(options: StackOptions): Promise<Stack> {
  const cleanup = new Cleanup()
  try {
    return await startParts(options, cleanup)
  } catch (error) {
    await cleanup.run()
    throw error
  }
}

async function startParts(options: StackOptions, cleanup: Cleanup): Promise<Stack> {
  const { root, stateFolder } = options
  const folder = await buildPage(root, options.report)
  const sandbox = await buildSandboxDocument()

  const chain = options.chain
    ? await startChain({ stateFile: join(stateFolder, 'chain.json') })
    : undefined
  if (chain) cleanup.add(() => chain.stop())

  const relay = await startRelayProcess(root, stateFolder, {
    listen: [
      `/ip4/${options.host}/tcp/${offset(options.port, 1)}/ws`,
      `/ip4/${options.host}/udp/${offset(options.port, 1)}/webrtc-direct`,
    ],
    http: { host: '127.0.0.1', port: 0 },
    allowWork: options.allowWork ?? true,
  })
  cleanup.add(() => relay.stop())

  const certificate = options.https ? await localCertificate(stateFolder) : undefined
  const listenOn = (port: number): ListenOptions => ({ host: options.host, port, certificate })
  const page = await servePage(
    {
      folder,
      sandbox,
      config: (origin) => configFor(origin, relay, chain),
      rpcUrl: chain?.info.rpcUrl,
      fund: chain ? (address) => chain.fundGuest(address) : undefined,
    },
    listenOn(options.port),
  )
  cleanup.add(() => page.stop())

  const scheme = options.https ? 'https' : 'http'
  const name = NAMED_LOCALHOST.has(options.host) ? 'localhost' : options.host
  const pageUrl = `${scheme}://${name}:${page.port}`
  const example = await serveExampleSite(root, pageUrl, listenOn(offset(options.port, 2)))
  cleanup.add(() => example.stop())

  return {
    pageUrl,
    outerUrls:
      options.host === EVERY_ADDRESS
        ? ownAddresses()
            .filter(({ internal }) => !internal)
            .map(({ address }) => `${scheme}://${address}:${page.port}`)
        : [],
    exampleUrl: `${scheme}://${name}:${example.port}`,
    chain,
    relay,
    stop: () => cleanup.run(),
  }
}

/** GLM that a coin of the local chain is worth: both are given away. */
const PLAY_COIN_GLM = '0.01'

/** `/loam.json` as a page opened at `origin` needs it. */
function configFor(origin: string, relay: RelayProcess, chain: LocalChain | undefined) {
  return {
    relays: relaysFor(new URL(origin), relay.addresses),
    iceServers: [],
    chain: chain ? { ...chain.info, rpcUrl: `${origin}/rpc`, glmPerCoin: PLAY_COIN_GLM } : null,
    sandboxOrigins: sandboxOriginsFor(new URL(origin)),
    faucet: chain !== undefined,
    allowPrivateAddresses: true,
  }
}

/**
 * Only localhost has names below it without anybody's doing, and a browser's exception for the
 * local certificate holds for one name: elsewhere every sandbox frame shares the page's origin.
 */
function sandboxOriginsFor({ protocol, hostname, port, origin }: URL): string {
  const hasNames = protocol === 'http:' && hostname === 'localhost'
  return hasNames ? `http://s{slot}.localhost:${port}` : origin
}

const offset = (port: number, by: number) => (port === 0 ? 0 : port + by)
