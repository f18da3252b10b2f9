import { expect, it } from 'vitest'
import { createMemoryNetwork } from '#peer/adapters/mesh-memory/memory-network.ts'
import { plainSignatures } from '#peer/adapters/plain-signatures.ts'
import type { Channel } from '#peer/ports/mesh.ts'
import { MalformedError } from '#protocol/errors.ts'
import { asCid, asJobId } from '#protocol/ids.ts'
import { addLink, CHAIN_START } from '#protocol/market/agreement-chain.ts'
import type { Demand } from '#protocol/market/demand.ts'
import { isSealedBy, peerIdOfSeed } from '#protocol/trust/seal.ts'
import { encode } from '#protocol/wire/codec.ts'
import { providerMessageSchema } from '#protocol/wire/messages.ts'
import { WORK_PROTOCOL } from '#protocol/wire/protocols.ts'
import { createFakeClock } from '#test/support/fake-clock.ts'
import { Crew } from './crew.ts'

const requestorSeed = new Uint8Array(32).fill(1)
const providerSeed = new Uint8Array(32).fill(2)
const requestor = peerIdOfSeed(requestorSeed)
const provider = peerIdOfSeed(providerSeed)
const PREVIOUS = new Uint8Array(32).fill(3)
const CID = asCid('bafkreigh2akiscaildcqabsyg3dfr6chu3fgpregiymsck7e7aqa4s52zy')

/**
 * A crew that is about to agree with a provider.
 * @param last the number of the provider's latest agreement before.
 */
function offer(last?: number) {
  const clock = createFakeClock()
  const network = createMemoryNetwork({ clock, latencyMs: 50 })
  const mesh = network.join(requestor)
  const there = network.join(provider)
  const accepted: Channel[] = []
  const agreed: number[] = []
  there.handle(WORK_PROTOCOL, (channel) => accepted.push(channel))
  const crew = new Crew({
    mesh,
    clock,
    seed: requestorSeed,
    numbers: new Map(last === undefined ? [] : [[provider, last]]),
    onAgreed: ({ number }) => agreed.push(number),
    onPart: async () => {},
    signatures: plainSignatures,
    onEvent: async () => {},
    onParted: () => {},
    onIncident: () => {},
    onChange: () => {},
  })
  const demand: Demand = {
    demandId: new Uint8Array(16),
    jobId: asJobId(`0x${'01'.repeat(32)}`),
    requestor,
    appId: 'toy',
    title: 'Job',
    format: 'kernel',
    subtasks: 1,
    gasPerSubtask: 1n,
    limits: { gas: 1n, memoryBytes: 65_536, outputBytes: 1, logBytes: 0, wallMs: 1 },
    module: CID,
    shared: CID,
    downloadBytes: 1,
    terms: { kind: 'free' },
    deadline: clock.now() + 1_000_000,
    needs: { cores: 1, bytesPerSecond: 0 },
    policy: { kind: 'quorum', parties: 2 },
    since: 1,
    answerProbability: 1,
    places: 1,
  }
  const { demandId, jobId } = demand
  const terms = { payee: null, cores: 1, pricePerGigaGas: 0n, speed: 0n, upMs: 0 }
  const offered = { demandId, jobId, provider, ...terms }
  /** Signs as the agreement of this number. */
  const agree = (number: number) => {
    const answer = crew.agree(offered, demand)
    if (!isSealedBy('agreement', answer.agreement, requestor)) throw new Error('not signed')
    const head = { number, previous: number === 0 ? CHAIN_START.previous : PREVIOUS }
    answer.confirm(addLink(head, answer.agreement, provider, providerSeed).link)
  }
  return { clock, crew, accepted, agreed, agree }
}

/** A crew that has agreed with a provider and is on its way to it. */
function agree() {
  const offering = offer()
  offering.agree(0)
  return offering
}

/** Whether a channel is closed by now. */
const isClosed = (channel: Channel | undefined) =>
  Promise.race([
    channel?.closed.then(() => true),
    new Promise((resolve) => setImmediate(resolve, false)),
  ])

it('lets go of a provider that was sent away while it was being reached', async () => {
  const { clock, crew, accepted } = agree()
  crew.dismiss(provider, { reason: 'returned a wrong result', advice: 'None.' })
  await clock.advance(1_000)
  expect(accepted).toHaveLength(1)
  expect(await isClosed(accepted[0])).toBe(true)
  expect(crew.members.size).toBe(0)
})

it('hangs up on a provider that says that it leaves', async () => {
  const { clock, crew, accepted } = agree()
  await clock.advance(1_000)
  const leaving = encode(providerMessageSchema, { type: 'leaving', reason: 'enough' })
  void accepted[0]?.send(leaving)
  await clock.advance(1_000)
  expect(await isClosed(accepted[0])).toBe(true)
  expect(crew.members.size).toBe(0)
})

it('takes no agreement of a number that its provider used before, in this run or an earlier one', () => {
  const { agree, agreed, crew } = offer(4)
  for (const number of [0, 3, 4]) expect(() => agree(number)).toThrow(MalformedError)
  agree(5)
  crew.release(provider, 'enough')
  expect(() => agree(5)).toThrow(MalformedError)
  agree(9)
  expect(agreed).toEqual([5, 9])
})
