import { expect, it, vi } from 'vitest'
import { systemClock } from '#peer/adapters/clock-system.ts'
import { createMemoryNetwork } from '#peer/adapters/mesh-memory/memory-network.ts'
import { createMemoryStore } from '#peer/adapters/store-memory/memory-store.ts'
import { createPeer } from '#peer/create-peer.ts'
import type { Compute } from '#peer/ports/compute.ts'
import { peerIdOfSeed } from '#protocol/trust/seal.ts'
import { type Lie, lyingCompute } from '#test/support/cheats/lying-compute.ts'
import { matrixProduct, PRIME } from '#wasm-tasks/matrix-product/matrix-product.ts'
import { createNodeCompute } from '#worker-runtime/host/node.ts'

const SIZE = 128
const params = { rows: SIZE, inner: SIZE, columns: SIZE, band: 8 }
const matrix = (factor: number) =>
  Uint32Array.from({ length: SIZE * SIZE }, (_, at) => ((at + 1) * factor) % PRIME)
const left = matrix(987_654_321)
const right = matrix(123_456_789)

const createCompute = (): Compute => createNodeCompute({ cores: 1 })

it('a product of matrices comes out right though a provider changes one number of each band', async () => {
  const network = createMemoryNetwork({ clock: systemClock, latencyMs: 1 })
  const join = (fill: number, compute: Compute) => {
    const seed = new Uint8Array(32).fill(fill)
    return createPeer({
      mesh: network.join(peerIdOfSeed(seed)),
      compute,
      clock: systemClock,
      store: createMemoryStore(),
      seed,
      apps: [matrixProduct],
    })
  }
  const forge: Lie = async ({ compute }) => {
    const result = await compute()
    if (result.kind !== 'done') return result
    const { output } = result
    return { ...result, output: output.with(40, (output[40] ?? 0) ^ 1) }
  }
  const [requestor, forger, honest] = [
    await join(1, createCompute()),
    await join(2, lyingCompute(createCompute(), forge)),
    await join(3, createCompute()),
  ]
  try {
    const settings = { cores: 1, payee: undefined, acceptFree: true, floorPerGigaGas: 0n }
    await forger.startProviding(settings)
    const files = { left: new Uint8Array(left.buffer), right: new Uint8Array(right.buffer) }
    const draft = await requestor.prepare('matrix-product', params, files)
    if (draft.kind !== 'ready') throw new Error(draft.message)
    expect(draft).toMatchObject({ subtasks: 16, verify: 'check' })
    const posted = await requestor.post(draft.draftId, { kind: 'free' })
    if (posted.kind !== 'posted') throw new Error(posted.message)
    const job = async () => (await requestor.view()).jobs[0]
    await vi.waitUntil(
      async () => (await job())?.providers.some(({ state }) => state === 'banned'),
      {
        timeout: 30_000,
      },
    )
    expect((await job())?.verified).toBe(0)
    await honest.startProviding(settings)
    await vi.waitUntil(async () => (await job())?.phase === 'done', { timeout: 60_000 })
    // The last verdict is on its way when the job is done.
    await expect.poll(async () => (await honest.view()).provider.verifiedTotal).toBe(16)
    expect((await honest.view()).provider.rejectedTotal).toBe(0)
    expect((await forger.view()).provider.verifiedTotal).toBe(0)
    const numbers: number[] = []
    for (let index = 0; index < 16; index += 1) {
      const band = await requestor.result(posted.jobId, index)
      numbers.push(...new Uint32Array(band?.slice().buffer ?? new ArrayBuffer(0)))
    }
    expect(numbers).toEqual(product())
  } finally {
    await Promise.all([requestor, forger, honest].map((peer) => peer.stop()))
  }
}, 120_000)

/** The product as it is defined. */
const product = (): number[] =>
  Array.from({ length: SIZE * SIZE }, (_, at) => {
    const [row, column] = [Math.floor(at / SIZE), at % SIZE]
    let sum = 0n
    for (let k = 0; k < SIZE; k += 1)
      sum += BigInt(left[row * SIZE + k] ?? 0) * BigInt(right[k * SIZE + column] ?? 0)
    return Number(sum % BigInt(PRIME))
  })
