import { systemClock } from '#peer/adapters/clock-system.ts'
import { createLedgerViem } from '#peer/adapters/ledger-viem/ledger-viem.ts'
import { createMeshLibp2p } from '#peer/adapters/mesh-libp2p/libp2p-mesh.ts'
import { openNativeSignatures } from '#peer/adapters/native-signatures.ts'
import { createMemoryStore } from '#peer/adapters/store-memory/memory-store.ts'
import { createPeer, type PeerOptions } from '#peer/create-peer.ts'
import type { Peer } from '#peer/peer.ts'
import type { Compute, RunResult } from '#peer/ports/compute.ts'
import type { ChainInfo } from '#peer/ports/ledger.ts'
import { oneByOne } from '#peer/ports/run-results.ts'
import type { Address, PeerId } from '#protocol/ids.ts'
import type { App } from '#protocol/task/app.ts'
import { createNodeCompute } from '#worker-runtime/host/node.ts'

/** Changes what an honest sandbox computed before the peer signs it. */
export type Spoil = (result: Extract<RunResult, { kind: 'done' }>) => RunResult

/** A peer outside any browser, on the same mesh, with the same code. */
export interface NodePeer {
  readonly peer: Peer
  readonly self: PeerId
  stop(): Promise<void>
}

/**
 * A provider outside any browser; with `spoil` a cheat whose machine, keys and protocol are
 * otherwise in order.
 */
export async function startNodeProvider(options: {
  readonly relays: readonly string[]
  readonly chain: ChainInfo | undefined
  readonly payee: Address | undefined
  readonly seed: number
  readonly spoil?: Spoil
}): Promise<NodePeer> {
  const { spoil, payee, chain } = options
  const honest = createNodeCompute({ cores: 1 })
  const provider = await joinMesh({
    ...options,
    compute: spoil === undefined ? honest : spoilCompute(honest, spoil),
    apps: [],
    ...(chain !== undefined && {
      money: {
        ledger: createLedgerViem({ chain }),
        desk: { wallet: async () => undefined, payeeSigner: async () => undefined },
        escrow: { graceSeconds: 1, noticeSeconds: 1, stipendWei: 0n },
      },
    }),
  })
  await provider.peer.startProviding({
    cores: 1,
    payee,
    acceptFree: true,
    floorPerGigaGas: 0n,
  })
  return provider
}

/** A requestor outside any browser, for free jobs of the given apps. */
export function startNodeRequestor(options: {
  readonly relays: readonly string[]
  readonly seed: number
  readonly apps: readonly App<unknown>[]
}): Promise<NodePeer> {
  return joinMesh({ ...options, compute: createNodeCompute({ cores: 1 }) })
}

async function joinMesh(options: {
  readonly relays: readonly string[]
  readonly seed: number
  readonly compute: Compute
  readonly apps: PeerOptions['apps']
  readonly money?: NonNullable<PeerOptions['money']>
}): Promise<NodePeer> {
  const { relays, compute, apps, money } = options
  const seed = new Uint8Array(32).fill(options.seed)
  const mesh = await createMeshLibp2p({
    privateKeySeed: seed,
    relays,
    iceServers: [],
    allowPrivateAddresses: true,
  })
  const peer = await createPeer({
    mesh,
    compute,
    clock: systemClock,
    store: createMemoryStore(),
    seed,
    signatures: await openNativeSignatures(),
    apps,
    ...(money !== undefined && { money }),
  })
  return { peer, self: mesh.self, stop: () => peer.stop() }
}

/** A sandbox whose finished results are changed. */
export function spoilCompute(compute: Compute, spoil: Spoil): Compute {
  return {
    capacity: compute.capacity,
    keepWarm: (isWanted) => compute.keepWarm(isWanted),
    stop: () => compute.stop(),
    open: async (program, options) => {
      const core = await compute.open(program, options)
      return oneByOne({
        pace: (dutyCycle) => core.pace(dutyCycle),
        close: () => core.close(),
        run: async (input, limits, runOptions) => {
          const result = await core.run(input, limits, runOptions)
          return result.kind === 'done' ? spoil(result) : result
        },
      })
    },
  }
}
