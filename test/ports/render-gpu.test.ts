import { readFile } from 'node:fs/promises'
import { afterAll, describe, expect, test, vi } from 'vitest'
import { systemClock } from '#peer/adapters/clock-system.ts'
import { createMemoryEscrow } from '#peer/adapters/ledger-memory/memory-escrow.ts'
import { createCarrier } from '#peer/adapters/ledger-viem/escrow-signing.ts'
import { createMemoryNetwork } from '#peer/adapters/mesh-memory/memory-network.ts'
import { createMemoryStore } from '#peer/adapters/store-memory/memory-store.ts'
import { createPeer } from '#peer/create-peer.ts'
import type { Compute, RunResult } from '#peer/ports/compute.ts'
import { oneByOne } from '#peer/ports/run-results.ts'
import { Speeds } from '#peer/provider/speeds.ts'
import { createAuditor } from '#peer/requestor/create-auditor.ts'
import { SavedRecords } from '#peer/saved-records.ts'
import { asAddress, asPeerId } from '#protocol/ids.ts'
import { evaluateAmount } from '#protocol/task/amount.ts'
import { LEAST_LIMITS } from '#protocol/task/graphics.ts'
import { decodeWgslProgram, encodeWgslProgram } from '#protocol/task/wgsl-program.ts'
import { CHECK_FLOOR, FIRST_POLICY } from '#protocol/trust/policy.ts'
import { chanceMissed, itemsToDraw } from '#protocol/trust/sample.ts'
import { peerIdOfSeed } from '#protocol/trust/seal.ts'
import { compareWithin } from '#protocol/trust/tolerance.ts'
import { computeOfTab, hasGpu, openComputeTab } from '#test/support/browser-compute.ts'
import { ownShaders } from '#wasm-tasks/own-shaders.ts'
import { RENDER_TOLERANCE, renderShader, renderUnits } from '#wasm-tasks/render/gpu.ts'
import { RENDER_GPU_APP } from '#wasm-tasks/render/params.ts'
import { render } from '#wasm-tasks/render/render.ts'
import { renderGpu } from '#wasm-tasks/render/render-gpu.ts'
import { renderYardstick } from '#wasm-tasks/render/yardstick.ts'
import { createNodeCompute } from '#worker-runtime/host/node.ts'

const scene = new Uint8Array(
  await readFile(new URL('../../wasm-tasks/render/scenes/sample.glb', import.meta.url)),
)
const params = { frames: 3, width: 64, height: 36, samples: 4, tile: 16 }
/** Of so many subtasks that three who each take a batch leave some. */
const LONGER = { ...params, frames: 12 }
/** Sky and ground, then the middle of the picture, of two frames. */
const TILES = [1, 5, 12 + 6]

const tab = await openComputeTab()
afterAll(() => tab.close())
const gpu = await hasGpu(tab)
if (!gpu) console.warn('SKIPPED: no WebGPU adapter; the path tracer for graphics is not tested')

describe.skipIf(!gpu)('the render app on a graphics device', async () => {
  const compute = computeOfTab(tab)
  const { limits } = render.manifest
  const { module, shared } = await render.prepare(params, { scene })
  const signal = AbortSignal.timeout(240_000)

  async function renderTiles(format: 'kernel' | 'wgsl', program: Uint8Array) {
    const allowance = { dutyCycle: 1, memoryBytes: 2 ** 30, shaders: 'any' } as const
    const opened = { format, module: new Uint8Array(program), shared }
    const core = await compute.open(opened, { signal, allowance })
    try {
      const inputs = TILES.map((tile) => render.input(params, tile))
      return await Promise.all(inputs.map((input) => core.run(input, limits, { signal })))
    } finally {
      await core.close()
    }
  }
  const reference = renderTiles('kernel', module)

  /** How each tile of a shader program compares with the WASM kernel's. */
  async function judge(program: Uint8Array) {
    const expected = await reference
    const found = await renderTiles('wgsl', program)
    return found.map((tile, at) => {
      const wasm = expected[at]
      if (tile.kind !== 'done' || wasm?.kind !== 'done') return tile
      expect(tile.outcome).toEqual({ kind: 'success' })
      return compareWithin(RENDER_TOLERANCE, wasm.output, tile.output)
    })
  }

  /** The tracer with a change that a cheat or a bug might make. */
  function changed(from: string, to: string): Uint8Array {
    const program = decodeWgslProgram(renderShader)
    const shaders = Object.entries(program.shaders).map(([name, text]) => [
      name,
      text.replaceAll(from, to),
    ])
    const altered = encodeWgslProgram({ ...program, shaders: Object.fromEntries(shaders) })
    expect(altered).not.toEqual(renderShader)
    return altered
  }

  test("agrees with the WASM kernel within the app's tolerance; a unit is a path", async () => {
    const verdicts = await judge(renderShader)
    expect(verdicts.map(({ kind }) => kind)).toEqual(TILES.map(() => 'agrees'))
    const [tile] = await renderTiles('wgsl', renderShader)
    expect(tile).toMatchObject({ gas: BigInt(16 * 16 * params.samples) })
  }, 300_000)

  test('agrees still when its loops pay from a budget', async () => {
    const verdicts = await judge(changed('fn unitOf(', 'fn  unitOf('))
    expect(verdicts.map(({ kind }) => kind)).toEqual(TILES.map(() => 'agrees'))
  }, 300_000)

  test('agrees still on a device that rounds otherwise', async () => {
    const noise = (value: string) =>
      `${value} * (1.0 + 2.4e-7 * (unitOf(hash(bitcast<u32>(${value}))) * 4.0 - 2.0))`
    const verdicts = await judge(changed('hit.t = t[lane];', `hit.t = ${noise('t[lane]')};`))
    expect(verdicts.map(({ kind }) => kind)).toEqual(TILES.map(() => 'agrees'))
  }, 300_000)

  test.each([
    ['half the samples', 'startSample(s)', 'startSample(s / 2u)'],
    ['no light from what was met second', 'tile[0], tile[8])', 'tile[0], 1u)'],
    ['another frame', 'startPixel(px, py, tile[0])', 'startPixel(px, py, tile[0] + 1u)'],
  ])(
    'tells who computes %s',
    async (_, from, to) => {
      const verdicts = await judge(changed(from, to))
      expect(verdicts.map(({ kind }) => kind)).toContain('differs')
    },
    300_000,
  )

  describe('judged by its requestor', () => {
    const own = createNodeCompute({ cores: 1 })
    afterAll(() => own.stop())

    /** A provider’s tiles as an auditor looks at them: the first as a stranger’s, the others of one it trusts. */
    async function objectionsTo(
      tiles: ReadonlyArray<readonly [index: number, tile: RunResult | undefined]>,
    ) {
      const auditor = createAuditor({
        compute: own,
        clock: systemClock,
        app: renderGpu,
        params,
        module,
        shared,
        policy: FIRST_POLICY,
      })
      const said: (string | undefined)[] = []
      for (const [at, [index, tile]] of tiles.entries()) {
        if (tile?.kind !== 'done') throw new Error('no tile')
        const gas = BigInt(
          evaluateAmount(renderUnits, { input: renderGpu.input(params, index), shared }),
        )
        const claim = { index, outcome: tile.outcome, gas }
        const peer = asPeerId('it')
        const ruling = await auditor?.judge({
          peer,
          claim,
          output: tile.output,
          given: at * 1_000,
        })
        said.push(ruling?.kind === 'objection' ? ruling.reason : undefined)
      }
      await auditor?.close()
      return said
    }
    const repeat = <Item>(items: readonly Item[], times: number) =>
      Array.from({ length: times }, () => items).flat()

    test.each([
      ['card’s', 'wgsl', renderShader],
      ['processor’s', 'kernel', module],
    ] as const)(
      'no %s tile is objected to, however often it is sampled',
      async (_, format, program) => {
        const rendered = await renderTiles(format, program)
        const tiles = TILES.map((index, at) => [index, rendered[at]] as const)
        expect(await objectionsTo(repeat(tiles, 60))).toEqual(Array(180).fill(undefined))
      },
      300_000,
    )

    test('a twentieth of a card’s tile made up is objected to as often as is stated', async () => {
      const [tile] = await renderTiles('wgsl', renderShader)
      if (tile?.kind !== 'done') throw new Error('no tile')
      const [index = 0] = TILES
      const [pixels, forgedPixels, times] = [16 * 16, 13, 300]
      const output = tile.output.map((byte, at) => (at % 60 === 0 ? byte ^ 0x80 : byte))
      const forgeries = repeat([[index, { ...tile, output }] as const], times)
      // Who is new is looked at closely, so it begins in all honesty.
      const [first, ...others] = await objectionsTo([[index, tile], ...forgeries])
      expect(first).toBeUndefined()
      const found = others.filter((said) => said === 'returned a wrong result').length
      const drawn = itemsToDraw(0.01, 0.25)
      const stated =
        ((CHECK_FLOOR * pixels) / drawn) * (1 - chanceMissed(forgedPixels / pixels, drawn))
      const deviation = Math.sqrt((stated * (1 - stated)) / times)
      // Drawn anew in every run: by chance alone it is further off in one of twenty million.
      expect(Math.abs(found / times - stated)).toBeLessThan(6 * deviation)
    }, 300_000)
  })

  test('is measured by shaders that come with Loam', async () => {
    const capacity = {
      ...compute.capacity,
      graphics: { name: 'software', features: [], limits: LEAST_LIMITS },
    }
    const speeds = await Speeds.load({
      compute: { ...compute, capacity },
      clock: systemClock,
      store: createMemoryStore(),
      saved: new SavedRecords(),
      measure: { module: new Uint8Array(), machine: 'this', graphics: renderYardstick },
    })
    const begun = systemClock.now()
    await speeds.measure(['wgsl'], signal)
    expect(systemClock.now() - begun).toBeLessThan(60_000)
    // From software on a busy machine to a card that is not built yet.
    expect(speeds.of('wgsl', 'path')).toBeGreaterThan(1_000n)
    expect(speeds.of('wgsl', 'path')).toBeLessThan(10n ** 11n)
  }, 120_000)

  /** Joins peers that know the app, each over a sandbox of its own and for a wallet of its own. */
  function createNetwork() {
    const network = createMemoryNetwork({ clock: systemClock, latencyMs: 1 })
    const escrow = createMemoryEscrow({ clock: systemClock })
    const rich = escrow.wallet(asAddress(`0x${'ab'.repeat(20)}`), {
      glm: 10n ** 24n,
      coin: 10n ** 18n,
    })
    return async (fill: number, port: Compute) => {
      const seed = new Uint8Array(32).fill(fill)
      const signer = createCarrier(`0x${`${fill}`.padStart(64, '0')}`, escrow.ledger())
      const peer = await createPeer({
        mesh: network.join(peerIdOfSeed(seed)),
        compute: port,
        clock: systemClock,
        store: createMemoryStore(),
        seed,
        apps: [renderGpu],
        ownShaders,
        money: {
          ledger: escrow.ledger(),
          desk: { wallet: async () => rich, carrierFor: async () => signer },
          escrow: { glmPerCoin: 10n ** 18n },
        },
      })
      return { peer, payee: signer.address }
    }
  }

  type Run = () => Promise<RunResult>

  /** A sandbox whose every subtask is run by way of `around`. */
  function wrapRuns(port: Compute, around: (run: Run) => Promise<RunResult>): Compute {
    return {
      capacity: port.capacity,
      keepWarm: (isWanted) => port.keepWarm(isWanted),
      stop: () => port.stop(),
      open: async (...asked) => {
        const core = await port.open(...asked)
        return oneByOne({
          pace: (dutyCycle) => core.pace(dutyCycle),
          close: () => core.close(),
          run: (...subtask) => around(() => core.run(...subtask)),
        })
      },
    }
  }

  /**
   * Has the first answer of each wait for the first answer of who comes before it, and that of the
   * first until all were asked: so that all have a part, however slow one of them is here.
   */
  function takeTurns(ports: readonly Compute[]): readonly Compute[] {
    const turns = ports.map(() => ({
      asked: Promise.withResolvers<void>(),
      answered: Promise.withResolvers<void>(),
    }))
    return ports.map((port, at) =>
      wrapRuns(port, async (run) => {
        turns[at]?.asked.resolve()
        await Promise.all(turns.map(({ asked }) => asked.promise))
        await turns[at - 1]?.answered.promise
        const result = await run()
        turns[at]?.answered.resolve()
        return result
      }),
    )
  }

  /** A processor that changes what it computed. */
  const createForger = (change: (tile: Uint8Array) => Uint8Array) =>
    wrapRuns(createNodeCompute({ cores: 1 }), async (run) => {
      const result = await run()
      return result.kind === 'done' ? { ...result, output: change(result.output) } : result
    })

  test('a card and a processor serve one job for pay, and who forges a twentieth is banned', async () => {
    const join = createNetwork()
    const { peer: requestor } = await join(1, createNodeCompute({ cores: 1 }))
    const members = await Promise.all(
      takeTurns([
        createForger((tile) => tile.map((byte, at) => (at % 60 === 0 ? byte ^ 0x80 : byte))),
        { ...compute, stop: async () => {} },
        createNodeCompute({ cores: 1 }),
      ]).map((port, at) => join(2 + at, port)),
    )
    try {
      for (const { peer, payee } of members)
        await peer.startProviding({
          ...{ cores: 1, payee, acceptFree: true, floorPerGigaGas: 0n },
          shaders: 'own',
        })
      const draft = await requestor.prepare(RENDER_GPU_APP, LONGER, { scene })
      if (draft.kind !== 'ready') throw new Error(draft.message)
      const ceilingPerGigaGas = 10n ** 18n
      const budget = (10n * draft.estimatedGas * ceilingPerGigaGas) / 10n ** 9n
      await requestor.post(draft.draftId, { kind: 'paid', budget, ceilingPerGigaGas })
      const views = async () => (await requestor.view()).jobs[0]
      await vi.waitUntil(async () => (await views())?.phase === 'done', {
        timeout: 120_000,
        interval: 200,
      })
      const job = await views()
      expect(job).toMatchObject({ verified: draft.subtasks })
      const seen = async () =>
        Promise.all(
          members.map(async ({ peer }) => {
            const { self, provider } = await peer.view()
            const shown = job?.providers.find((other) => other.peer === self)
            const { gasTotal, earnedTotal } = provider
            return {
              isBanned: shown?.state === 'banned',
              hasEarned: earnedTotal > 0n && earnedTotal === gasTotal * 10n ** 9n,
            }
          }),
        )
      // The last vouchers are on their way.
      await vi.waitFor(
        async () =>
          expect(await seen()).toEqual([
            { isBanned: true, hasEarned: false },
            { isBanned: false, hasEarned: true },
            { isBanned: false, hasEarned: true },
          ]),
        { timeout: 30_000, interval: 200 },
      )
      const { offers } = (await requestor.view()).market
      const formats = members.map(
        ({ payee }) => offers.find((offer) => offer.payee === payee)?.format,
      )
      expect(formats).toEqual(['kernel', 'wgsl', 'kernel'])
    } finally {
      await Promise.all([requestor, ...members.map(({ peer }) => peer)].map((peer) => peer.stop()))
    }
  }, 300_000)

  test('a whole job goes over a lent device, and its requestor takes it', async () => {
    const join = createNetwork()
    const { peer: requestor } = await join(1, createNodeCompute({ cores: 1 }))
    const { peer: provider } = await join(2, { ...compute, stop: async () => {} })
    try {
      const settings = { cores: 2, payee: undefined, acceptFree: true, floorPerGigaGas: 0n }
      await provider.startProviding({ ...settings, shaders: 'own' })
      const draft = await requestor.prepare(RENDER_GPU_APP, params, { scene })
      if (draft.kind !== 'ready') throw new Error(draft.message)
      const devices = new Set<string>()
      provider.onView((view) => {
        for (const { device } of view.provider.jobs) devices.add(device)
      })
      const posted = await requestor.post(draft.draftId, { kind: 'free' })
      expect(posted.kind).toBe('posted')
      await vi.waitUntil(async () => (await requestor.view()).jobs[0]?.phase === 'done', {
        timeout: 120_000,
        interval: 200,
      })
      const [job] = (await requestor.view()).jobs
      expect(job).toMatchObject({ verified: draft.subtasks })
      const paths = BigInt(params.frames * params.width * params.height * params.samples)
      // The last verdict is on its way when the job is done.
      await expect.poll(async () => (await provider.view()).provider.gasTotal).toBe(paths)
      expect((await provider.view()).provider.rejectedTotal).toBe(0)
      expect([...devices]).toEqual(['graphics'])
    } finally {
      await provider.stop()
      await requestor.stop()
    }
  }, 300_000)
})
