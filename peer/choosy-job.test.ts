import { describe, expect, it } from 'vitest'
import { NO_PREFERENCES, type Preferences } from '#protocol/market/preferences.ts'
import {
  createToyWorld,
  jobOf,
  joinPaid,
  PROVIDE,
  postFree,
  richWallet,
  type ToyMember,
  untilOver,
} from '#test/support/toy-world.ts'

const GLM = 10n ** 18n

/** A paid job at 1 GLM for 10⁹ gas at most, with these wishes. */
async function postChoosy(prefers: Partial<Preferences>) {
  const world = createToyWorld()
  const requestor = await world.join({ wallet: richWallet(world) })
  const preparing = requestor.peer.prepare('toy', { subtasks: 8 }, {})
  await world.clock.advance(200)
  const draft = await preparing
  if (draft.kind !== 'ready') throw new Error(draft.message)
  const posting = requestor.peer.post(draft.draftId, {
    kind: 'paid',
    budget: GLM,
    ceilingPerGigaGas: GLM,
    prefers: { ...NO_PREFERENCES, ...prefers },
  })
  await world.clock.advance(100)
  const posted = await posting
  if (posted.kind !== 'posted') throw new Error(posted.message)
  return { world, requestor }
}

describe('a choosy requestor', { timeout: 60_000 }, () => {
  it('has those work whom it names, and tells of everybody else', async () => {
    const probe = createToyWorld()
    const named = [probe.payee(11), probe.payee(12)].map(({ address }) => address)
    const { world, requestor } = await postChoosy({ allow: named })
    const stranger = await joinPaid(world, 13)
    await world.clock.advance(3_000)
    expect(await jobOf(requestor)).toMatchObject({
      explanation: {
        reason:
          'Looking for providers. One offer was not taken, the last because: is not on this job’s list of those who may work.',
        advice: 'A job with it under “Only these”, or with nobody there, would take it.',
      },
      turnedAway: [
        {
          peer: stranger.mesh.self,
          reason: 'is not on this job’s list of those who may work',
        },
      ],
    })
    await joinPaid(world, 11)
    await joinPaid(world, 12)
    const job = await untilOver(world, requestor)
    expect(job).toMatchObject({ phase: 'done', verified: 8 })
    expect(new Set(job.providers.map(({ payee }) => payee))).toEqual(new Set(named))
  })

  it('waits for a price, keeps its money free meanwhile, and says what it waits for', async () => {
    const { world, requestor } = await postChoosy({ waitForPrice: GLM / 4n })
    const signer = world.payee(11)
    const dear = await world.join({ signer })
    await dear.peer.startProviding({
      ...PROVIDE,
      payee: signer.address,
      floorPerGigaGas: GLM / 2n,
    })
    await world.clock.advance(5_000)
    const job = await jobOf(requestor)
    expect(job.explanation?.reason).toMatch(
      /^Waiting for a price of 0\.25 GLM for 10⁹ gas or less\. The lowest offer so far asks (1|0\.5)\.$/,
    )
    expect(job.money).toMatchObject({ free: GLM, reserved: 0n })
    expect((await requestor.peer.view()).market.offers).toMatchObject([
      { provider: dear.mesh.self, answer: { advice: job.turnedAway[0]?.advice } },
    ])
    expect(job.turnedAway[0]?.reason).toMatch(
      /^price (1|0\.5) > 0\.25 GLM for 10⁹ gas that this job waits for$/,
    )
  })

  it('says what would bring somebody, where nobody has offered', async () => {
    const { world, requestor } = await postChoosy({})
    await world.clock.advance(10_000)
    expect((await jobOf(requestor)).explanation?.reason).toBe(
      'Looking for providers. Nobody has offered yet: those who are here may be busy, or ask more than 1 GLM for 10⁹ gas.',
    )
  })

  it('knows what is asked, offered and agreed, where others know what they hear', async () => {
    const { world, requestor } = await postChoosy({})
    const bystander = await world.join()
    await joinPaid(world, 11)
    await joinPaid(world, 12)
    await world.clock.advance(4_000)
    const rate = async ({ peer }: ToyMember) => (await peer.view()).market.rates
    expect(await rate(requestor)).toMatchObject([
      { format: 'kernel', unit: 'gas', asks: { count: 2 }, agreed: { count: 2 } },
    ])
    const [heard] = await rate(bystander)
    expect(heard).toMatchObject({ ceilings: { count: 1, median: GLM }, asks: undefined })
    await world.clock.advance(60_000)
    expect(await rate(bystander)).toEqual([])
  })

  it('remembers no prices of free work', async () => {
    const world = createToyWorld()
    const requestor = await world.join()
    await postFree(world, requestor, 4)
    await world.clock.advance(3_000)
    expect((await requestor.peer.view()).market.rates).toEqual([])
  })
})
