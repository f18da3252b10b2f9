import { expect, it } from 'vitest'
import { SavedRecords } from '#peer/saved-records.ts'
import { chainedAgreementSchema, verifyChain } from '#protocol/market/agreement-chain.ts'
import { decode } from '#protocol/wire/codec.ts'
import {
  createToyWorld,
  PROVIDE,
  postFree,
  type ToyMember,
  type ToyWorld,
  untilOver,
} from '#test/support/toy-world.ts'
import { AgreementBook } from './provider/agreement-book.ts'

/** What a provider can show of its agreements. */
async function bookOf({ clock }: ToyWorld, { store, mesh }: ToyMember) {
  const book = await AgreementBook.load({
    saved: new SavedRecords(),
    store,
    clock,
    self: mesh.self,
    seed: new Uint8Array(32),
  })
  return book.entries()
}
const endings = async (world: ToyWorld, member: ToyMember) =>
  (await bookOf(world, member)).map(({ ended }) => ended?.ending)

/** A provider at work for so many requestors, beside a second one for the quorum. */
async function startWorking(requestors: number, subtasks = 1_000) {
  const world = createToyWorld()
  const provider = await world.join({ habits: { cores: 4, subtaskMs: 300 } })
  await provider.peer.startProviding({ ...PROVIDE, cores: 4 })
  const other = await world.join({ habits: { cores: 4, subtaskMs: 300 } })
  await other.peer.startProviding({ ...PROVIDE, cores: 4 })
  const members = []
  for (let at = 0; at < requestors; at += 1) {
    const member = await world.join()
    members.push({ member, jobId: await postFree(world, member, subtasks) })
  }
  await world.clock.advance(6_000)
  return { world, provider, other, members }
}

it('leaves one chain of agreements that were at work at once, and the same links with both', async () => {
  const { world, provider, members } = await startWorking(2, 20)
  for (const { member } of members)
    expect(await untilOver(world, member)).toMatchObject({ phase: 'done', verified: 20 })
  await world.clock.advance(5_000)
  const entries = await bookOf(world, provider)
  expect(verifyChain(provider.mesh.self, entries)).toMatchObject({
    kind: 'whole',
    head: { number: 2 },
  })
  for (const { ended } of entries)
    expect(ended).toMatchObject({ ending: 'done', work: { verified: 20, rejected: 0 } })
  for (const { member, jobId } of members) {
    const kept = await member.store.loadRange(['job', jobId, 'agreement', provider.mesh.self])
    expect(kept).toHaveLength(1)
    for (const [key, bytes] of kept) {
      const shown = decode(chainedAgreementSchema, bytes, 'evidence', 64 * 1024)
      expect(verifyChain(provider.mesh.self, [shown])).toMatchObject({ kind: 'whole' })
      const own = entries.find(({ number }) => number === Number(key.at(-1)))
      expect(Buffer.from(shown.link.body).equals(own?.link.body ?? new Uint8Array())).toBe(true)
    }
  }
})

it('notes who left, and who was never heard of again', async () => {
  const { world, provider, other, members } = await startWorking(1)
  await provider.peer.stopProviding()
  expect(await endings(world, provider)).toEqual(['left'])
  const [requestor] = members
  if (requestor === undefined) throw new Error('one requestor')
  world.network.kill(requestor.member.mesh.self)
  await world.clock.advance(20_000)
  expect(await endings(world, other)).toEqual(['abandoned'])
})

it('forgets the evidence with the job', async () => {
  const { world, members } = await startWorking(1, 4)
  const [requestor] = members
  if (requestor === undefined) throw new Error('one requestor')
  const { member, jobId } = requestor
  await untilOver(world, member)
  expect(await member.store.loadKeys(['job', jobId, 'agreement'])).toHaveLength(2)
  await member.peer.forget(jobId)
  expect(await member.store.loadKeys(['job', jobId])).toHaveLength(0)
})

it('keeps the first agreement of a number though its provider signs another, after a reload too', async () => {
  const { world, provider, members } = await startWorking(1)
  const [requestor] = members
  if (requestor === undefined) throw new Error('one requestor')
  const { member, jobId } = requestor
  const kept = () => member.store.loadRange(['job', jobId, 'agreement', provider.mesh.self])
  const first = await kept()
  expect(first).toHaveLength(1)
  /** The same key begins its chain anew, and works for whoever takes it. */
  const beginAnew = async () => {
    const again = await world.join({ seed: provider.seed })
    await again.peer.startProviding(PROVIDE)
    await world.clock.advance(20_000)
    expect(await endings(world, again)).not.toHaveLength(0)
    expect((await again.peer.view()).provider.jobs).toEqual([])
    expect(await kept()).toEqual(first)
    await again.peer.stop()
  }
  await provider.peer.stop()
  await beginAnew()
  await member.peer.stop()
  const reloaded = await world.join({ store: member.store, seed: member.seed })
  await beginAnew()
  await reloaded.peer.stop()
})
