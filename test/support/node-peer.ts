import { systemClock } from '#peer/adapters/clock-system.ts'
import { createLedgerViem } from '#peer/adapters/ledger-viem/ledger-viem.ts'
import { createMeshLibp2p } from '#peer/adapters/mesh-libp2p/libp2p-mesh.ts'
import { createMemoryStore } from '#peer/adapters/store-memory/memory-store.ts'
import { createPeer } from '#peer/create-peer.ts'
import type { Peer } from '#peer/peer.ts'
import type { Compute, RunResult } from '#peer/ports/compute.ts'
import type { ChainInfo } from '#peer/ports/ledger.ts'
import type { Address, PeerId } from '#protocol/ids.ts'
import { createNodeCompute } from '#worker-runtime/host/node.ts'

/** Changes what an honest sandbox computed before the peer signs it. */
export type Spoil = (result: Extract<RunResult, { kind: 'done' }>) => RunResult

/**
 * A provider outside any browser, on the same mesh, with the same code; with `spoil` a cheat whose
 * machine, keys and protocol are otherwise in order.
 */
export async function startNodeProvider(options: {
  readonly relays: readonly string[]
  readonly chain: ChainInfo | undefined
  readonly payee: Address | undefined
  readonly seed: number
  readonly spoil?: Spoil
}): Promise<{ readonly peer: Peer; readonly self: PeerId; stop(): Promise<void> }> {
  const seed = new Uint8Array(32).fill(options.seed)
  const mesh = await createMeshLibp2p({
    privateKeySeed: seed,
    relays: options.relays,
    iceServers: [],
    allowPrivateAddresses: true,
  })
  const honest = createNodeCompute({ cores: 1 })
  const peer = await createPeer({
    mesh,
    compute: options.spoil === undefined ? honest : spoilCompute(honest, options.spoil),
    clock: systemClock,
    store: createMemoryStore(),
    seed,
    apps: [],
    ...(options.chain !== undefined && {
      money: {
        ledger: createLedgerViem({ chain: options.chain }),
        desk: { wallet: async () => undefined, payeeSigner: async () => undefined },
        escrow: { graceSeconds: 1, noticeSeconds: 1, stipendWei: 0n },
      },
    }),
  })
  await peer.startProviding({
    cores: 1,
    payee: options.payee,
    acceptFree: true,
    floorPerGigaGas: 0n,
  })
  return { peer, self: mesh.self, stop: () => peer.stop() }
}

function spoilCompute(compute: Compute, spoil: Spoil): Compute {
  return {
    capacity: compute.capacity,
    stop: () => compute.stop(),
    open: async (program, options) => {
      const core = await compute.open(program, options)
      return {
        close: () => core.close(),
        run: async (input, limits, runOptions) => {
          const result = await core.run(input, limits, runOptions)
          return result.kind === 'done' ? spoil(result) : result
        },
      }
    },
  }
}
