import { beforeEach, expect, it, vi } from 'vitest'
import { createMemoryNetwork } from '#peer/adapters/mesh-memory/memory-network.ts'
import { plainSignatures } from '#peer/adapters/plain-signatures.ts'
import { demandSchema } from '#protocol/market/demand.ts'
import { peerIdOfSeed, seal, sealedSchema } from '#protocol/trust/seal.ts'
import { encode } from '#protocol/wire/codec.ts'
import { DEMAND_TOPIC } from '#protocol/wire/topics.ts'
import { createFakeClock } from '#test/support/fake-clock.ts'
import { demandOf } from '#test/support/market.ts'
import { DemandHearing } from './demand-hearing.ts'

const SEED = new Uint8Array(32).fill(1)
const OTHER_SEED = new Uint8Array(32).fill(2)
const requestor = peerIdOfSeed(SEED)
const somebody = peerIdOfSeed(OTHER_SEED)

const clock = createFakeClock()
const verify = vi.fn(plainSignatures.verify)
const heard = vi.fn()
let speakAs: (speaker: typeof requestor, bytes: Uint8Array) => Promise<void>

beforeEach(() => {
  vi.clearAllMocks()
  const network = createMemoryNetwork({ clock })
  const mesh = network.join(peerIdOfSeed(new Uint8Array(32).fill(3)))
  const hearing = new DemandHearing({ mesh, clock, signatures: { ...plainSignatures, verify } })
  hearing.listen(heard)
  speakAs = async (speaker, bytes) => {
    await network.join(speaker).publish(DEMAND_TOPIC, bytes)
    await clock.advance(10)
  }
})

const sealedWith = (seed: Uint8Array) =>
  encode(sealedSchema, seal('demand', demandSchema, demandOf({ requestor }), seed))

it('takes the word of the mesh for who cries a demand of its own', async () => {
  await speakAs(requestor, sealedWith(SEED))
  expect(heard).toHaveBeenCalledExactlyOnceWith(demandOf({ requestor }), 0)
  expect(verify).not.toHaveBeenCalled()
})

it('hears from somebody else what its requestor has signed', async () => {
  await speakAs(somebody, sealedWith(SEED))
  expect(heard).toHaveBeenCalledExactlyOnceWith(demandOf({ requestor }), 0)
})

it('hears no demand in the name of another', async () => {
  await speakAs(somebody, sealedWith(OTHER_SEED))
  expect(heard).not.toHaveBeenCalled()
})
