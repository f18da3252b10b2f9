import { expect, it } from 'vitest'
import type { Rate } from '#protocol/payment/rate.ts'
import {
  createToyWorld,
  joinPaid,
  PROVIDE,
  richWallet,
  type ToyMember,
  untilOver,
} from '#test/support/toy-world.ts'

const GLM = 10n ** 18n
const EUR: Rate = { currency: 'EUR', perGlm: GLM / 4n, perCoin: 2_400n * GLM }
const USD: Rate = { currency: 'USD', perGlm: GLM / 3n, perCoin: 2_500n * GLM }

const readRates = async ({ peer }: ToyMember) =>
  (await peer.ledger())?.map(({ side, rate }) => [side, rate?.currency, rate?.at])

it('keeps with a job what it was worth when it was opened, whoever dies and whatever is said later', async () => {
  const world = createToyWorld()
  const wallet = richWallet(world)
  const first = await world.join({
    // The tab dies while the wallet is asked: what it opens is found on the chain.
    wallet: {
      ...wallet,
      open: async (draft) => {
        await wallet.open(draft)
        return new Promise(() => {})
      },
    },
  })
  const preparing = first.peer.prepare('toy', { subtasks: 400 }, {})
  await world.clock.advance(200)
  const draft = await preparing
  if (draft.kind !== 'ready') throw new Error(draft.message)
  const openedAt = world.clock.now()
  const terms = { kind: 'paid', budget: GLM, ceilingPerGigaGas: GLM, rate: EUR } as const
  void first.peer.post(draft.draftId, terms)
  await world.clock.advance(100)
  world.network.kill(first.mesh.self)

  const provider = await joinPaid(world, 11)
  await provider.peer.startProviding({ ...PROVIDE, payee: world.payee(11).address, rate: USD })
  await joinPaid(world, 12)
  const again = await world.join({ wallet, store: first.store })
  expect(await readRates(again)).toEqual([['requestor', 'EUR', openedAt]])
  let promises: Awaited<ReturnType<typeof readRates>>
  for (let halves = 0; !promises?.length && halves < 120; halves += 1) {
    await world.clock.advance(500)
    promises = await readRates(provider)
  }
  const [promised] = promises ?? []
  const [early] = (await provider.peer.ledger()) ?? []
  expect(promised).toEqual(['provider', 'USD', expect.any(Number)])
  await provider.peer.startProviding({ ...PROVIDE, payee: world.payee(11).address, rate: EUR })
  expect(await untilOver(world, again)).toMatchObject({ phase: 'done', verified: 400 })
  expect(await readRates(provider)).toEqual([promised])
  expect(await readRates(again)).toEqual([['requestor', 'EUR', openedAt]])

  world.network.kill(provider.mesh.self)
  const reopened = await world.join({ store: provider.store })
  await world.clock.advance(1_000)
  expect(await readRates(reopened)).toEqual([promised])
  const [late] = (await reopened.peer.ledger()) ?? []
  expect(late).toMatchObject({ reserved: 0n, lost: 0n, unknown: 0n })
  // Since when the job has promised something, too, whoever dies; and until when.
  if (early?.side !== 'provider' || late?.side !== 'provider') throw new Error('no promise')
  expect(late.taken?.first).toBe(early.taken?.first)
  expect(late.taken?.last).toBeGreaterThan(early.taken?.last ?? Number.POSITIVE_INFINITY)
})
