import { expect, it } from 'vitest'
import { createMemoryNetwork } from '#peer/adapters/mesh-memory/memory-network.ts'
import { createMemoryStore } from '#peer/adapters/store-memory/memory-store.ts'
import { createPeer } from '#peer/create-peer.ts'
import type { Allowance } from '#peer/ports/compute.ts'
import type { ProviderSettings } from '#peer/provider-view.ts'
import { USUAL_RULES } from '#protocol/market/market-rules.ts'
import { peerIdOfSeed } from '#protocol/trust/seal.ts'
import { createFakeClock } from '#test/support/fake-clock.ts'
import { promptPacking } from '#test/support/prompt-packing.ts'
import { roundedToyApp, toyApp } from '#test/support/toy-app.ts'
import { createToyCompute } from '#test/support/toy-compute.ts'

const TERMS = { payee: undefined, acceptFree: true, floorPerGigaGas: 0n }

/** A volunteer at work for a job of many subtasks, and what its sandbox is told. */
async function startWorking(settings: Partial<ProviderSettings> = {}, app = 'toy') {
  const clock = createFakeClock()
  const network = createMemoryNetwork({ clock })
  const store = createMemoryStore
  const join = (at: number) => {
    const seed = new Uint8Array(32).fill(at)
    const mesh = network.join(peerIdOfSeed(seed))
    return { seed, clock, mesh, packing: promptPacking, apps: [toyApp, roundedToyApp] }
  }
  const requestor = await createPeer({
    ...join(1),
    compute: createToyCompute(clock),
    store: store(),
  })

  const other = await createPeer({
    ...join(3),
    compute: createToyCompute(clock),
    store: store(),
  })
  await other.startProviding({ cores: 1, ...TERMS, shaders: 'any' })

  const toy = createToyCompute(clock, { cores: 4, subtaskMs: 300 })
  const allowances: (Allowance | undefined)[] = []
  const paces: number[] = []
  let open = 0
  const provider = await createPeer({
    ...join(2),
    compute: {
      ...toy,
      open: async (program, options) => {
        allowances.push(options.allowance)
        open += 1
        const core = await toy.open(program, options)
        return {
          ...core,
          pace: (dutyCycle) => void paces.push(dutyCycle),
          close: async () => {
            open -= 1
          },
        }
      },
    },
    store: store(),
  })
  const provide = (change: Partial<ProviderSettings>) =>
    provider.startProviding({ cores: 2, ...TERMS, shaders: 'any', ...settings, ...change })
  await provide({})

  const preparing = requestor.prepare(app, { subtasks: 1_000 }, {})
  await clock.advance(200)
  const draft = await preparing
  if (draft.kind !== 'ready') throw new Error(draft.message)
  await requestor.post(draft.draftId, { kind: 'free' })
  await clock.advance(4_000)
  const look = async () => (await provider.view()).provider
  return { clock, provide, look, allowances, paces, open: () => open }
}

it('lends what was asked for, and of what was not the usual', async () => {
  const usual = await startWorking()
  const allowance = { dutyCycle: 1, memoryBytes: 2 ** 30, shaders: 'any' }
  expect(usual.allowances).toEqual([allowance, allowance])
  const shy = await startWorking({ cores: 1, dutyCycle: 0.25, maxMemoryBytes: 2 ** 28 })
  expect(shy.allowances).toEqual([{ dutyCycle: 0.25, memoryBytes: 2 ** 28, shaders: 'any' }])
})

it.each(['toy', 'rounded-toy'])(
  'paces the cores of %s at work anew, once a change',
  async (app) => {
    const { provide, paces, open, clock } = await startWorking({ cores: 2, dutyCycle: 0.5 }, app)
    expect(paces).toEqual([])
    await provide({ dutyCycle: 0.1 })
    await provide({ dutyCycle: 0.1 })
    expect(paces).toEqual(Array(open()).fill(0.1))
    await provide({ dutyCycle: 1, cores: 4 })
    await clock.advance(1_000)
    expect(paces.slice(-1)).toEqual([1])
  },
)

it('gives cores back that are lent no longer, and takes others, while it works', async () => {
  const { clock, provide, look, open, allowances } = await startWorking({ cores: 3 })
  expect(open()).toBe(3)
  await provide({ cores: 1, dutyCycle: 0.5 })
  await clock.advance(1_000)
  expect(open()).toBe(1)
  expect(await look()).toMatchObject({ status: 'working', jobs: [{ running: 1 }] })
  const { answered } = (await look()).jobs[0] ?? { answered: 0 }
  await clock.advance(3_000)
  expect((await look()).jobs[0]?.answered).toBeGreaterThan(answered)
  await provide({ cores: 2, dutyCycle: 0.5 })
  await clock.advance(1_000)
  expect(open()).toBe(2)
  expect(allowances.at(-1)).toMatchObject({ dutyCycle: 0.5 })
  expect((await look()).jobs[0]?.running).toBe(2)
})

it('lends one graphics device however many cores are lent', async () => {
  const { provide, clock, open } = await startWorking({ cores: 3 }, 'rounded-toy')
  expect(open()).toBe(1)
  await provide({ cores: 4 })
  await clock.advance(1_000)
  expect(open()).toBe(1)
})

it.each<[string, Partial<ProviderSettings>, string]>([
  ['less memory', { maxMemoryBytes: 2 ** 16 - 1 }, 'of memory'],
  ['less time', { maxWallMs: 1 }, 'a subtask may take'],
  [
    'no graphics and no processor',
    { shaders: 'none', rules: { ...USUAL_RULES, formats: ['wgsl'] } },
    'the graphics card is lent to nobody',
  ],
])('hands work back when %s is lent than it needs, and says why', async (_, change, reason) => {
  const { clock, provide, look, open } = await startWorking({}, 'rounded-toy')
  expect(await look()).toMatchObject({ status: 'working' })
  await provide(change)
  await clock.advance(10_000)
  expect(open()).toBe(0)
  expect(await look()).toMatchObject({ status: 'idle', jobs: [] })
  expect((await look()).explanation?.reason).toContain(reason)
})

it('goes on with work under way whose terms it would not agree to again', async () => {
  const { clock, provide, look } = await startWorking()
  await provide({ acceptFree: false })
  await clock.advance(3_000)
  expect(await look()).toMatchObject({ status: 'working', jobs: [{ running: 2 }] })
})
