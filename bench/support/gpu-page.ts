/** Bundled and run in a page by `bench/gpu.ts`: the render app's tiles by either kernel. */
import { systemClock } from '#peer/adapters/clock-system.ts'
import { createMemoryStore } from '#peer/adapters/store-memory/memory-store.ts'
import type { Core } from '#peer/ports/compute.ts'
import { Speeds } from '#peer/provider/speeds.ts'
import { SavedRecords } from '#peer/saved-records.ts'
import { compareWithin } from '#protocol/trust/tolerance.ts'
import { ownShaders } from '#wasm-tasks/own-shaders.ts'
import { RENDER_TOLERANCE, renderShader } from '#wasm-tasks/render/gpu.ts'
import type { RenderParams } from '#wasm-tasks/render/params.ts'
import { render } from '#wasm-tasks/render/render.ts'
import { countTiles, tileOf } from '#wasm-tasks/render/tiles.ts'
import { renderYardstick } from '#wasm-tasks/render/yardstick.ts'
import { describeAdapter } from '#web/engine/graphics-device.ts'
import { createBrowserCompute } from '#worker-runtime/host/browser.ts'

/** Tiles asked for at once, so that a device waits for no message. */
const AHEAD = 4
/** Two bytes lie this many steps apart less one, at most. */
const STEPS = 256

/** What the page measures. */
export interface GpuPage {
  /** The device's own words about itself; null where there is none. */
  describe(): Promise<{ readonly name: string; readonly isSoftware: boolean } | null>
  /** Opens both kernels on a scene; gives the milliseconds that the shaders took. */
  open(scene: Uint8Array, params: RenderParams): Promise<{ readonly wgslMs: number }>
  /** Light paths a second over about `forMs`, after as long to warm up. */
  rate(kind: 'kernel' | 'wgsl', params: RenderParams, forMs: number): Promise<number>
  /** What a provider would say of itself: paths a second by its own measure, features and limits. */
  measure(): Promise<{ readonly pathsPerSecond: number; readonly said: string }>
  /** How `tiles` differ between the kernels: outliers by the app's tolerance, and byte steps. */
  compare(
    params: RenderParams,
    tiles: readonly number[],
  ): Promise<{ readonly pixels: number; readonly outliers: number; readonly steps: number[] }>
}

const never = new AbortController().signal
const { limits } = render.manifest
const compute = createBrowserCompute({
  // One for each kernel, and one that the measure takes.
  cores: 3,
  ownShaders,
  frameUrl: (place) => `http://s${place}.localhost:${location.port}/sandbox.html`,
})
const cores = new Map<'kernel' | 'wgsl', Core>()

async function runTile(kind: 'kernel' | 'wgsl', params: RenderParams, index: number) {
  const result = await cores.get(kind)?.run(render.input(params, index), limits, { signal: never })
  if (result?.kind !== 'done' || result.outcome.kind !== 'success')
    throw new Error(
      `Tile ${index} by ${kind}: ${JSON.stringify({ ...result, gas: '', output: '' })}`,
    )
  return result.output
}

/** Tiles of a frame, for ever, in an order that meets every part of the picture early. */
function* tilesOf(params: RenderParams): Generator<number, never> {
  const tiles = countTiles({ ...params, frames: 1 })
  for (let at = 0; ; at++) yield Math.floor(((at * 0.618_033_988_75) % 1) * tiles)
}

async function pathsWithin(kind: 'kernel' | 'wgsl', params: RenderParams, forMs: number) {
  const order = tilesOf(params)
  const startedAt = performance.now()
  let paths = 0
  const line = async () => {
    do {
      const index = order.next().value
      const { width, height } = tileOf(params, index)
      await runTile(kind, params, index)
      paths += width * height * params.samples
    } while (performance.now() - startedAt < forMs)
  }
  await Promise.all(Array.from({ length: AHEAD }, line))
  return (paths * 1_000) / (performance.now() - startedAt)
}

const page: GpuPage = {
  async describe() {
    const gpu: GPU | undefined = navigator.gpu
    const adapter = await gpu?.requestAdapter({ powerPreference: 'high-performance' })
    if (!adapter) return null
    const { vendor, architecture, device, description, isFallbackAdapter } = adapter.info
    const name = [vendor, architecture, device, description].filter(Boolean).join(' ')
    return { name, isSoftware: isFallbackAdapter || /swiftshader|llvmpipe|lavapipe/i.test(name) }
  },
  async open(scene, params) {
    const { module, shared } = await render.prepare(params, { scene })
    for (const core of cores.values()) await core.close()
    cores.set('kernel', await compute.open({ format: 'kernel', module, shared }, { signal: never }))
    const startedAt = performance.now()
    const program = { format: 'wgsl', module: renderShader, shared } as const
    cores.set('wgsl', await compute.open(program, { signal: never }))
    return { wgslMs: performance.now() - startedAt }
  },
  async rate(kind, params, forMs) {
    await pathsWithin(kind, params, forMs)
    return pathsWithin(kind, params, forMs)
  },
  async measure() {
    const adapter = await navigator.gpu.requestAdapter({ powerPreference: 'high-performance' })
    if (!adapter) throw new Error('The adapter is gone')
    const graphics = describeAdapter(adapter)
    const speeds = await Speeds.load({
      compute: {
        ...compute,
        open: (...given) => compute.open(...given),
        capacity: { ...compute.capacity, graphics },
      },
      clock: systemClock,
      store: createMemoryStore(),
      saved: new SavedRecords(),
      measure: { module: new Uint8Array(), machine: 'bench', graphics: renderYardstick },
    })
    await speeds.measure(['wgsl'], never)
    return { pathsPerSecond: Number(speeds.of('wgsl', 'path')), said: JSON.stringify(graphics) }
  },
  async compare(params, tiles) {
    const steps = new Array<number>(STEPS).fill(0)
    let pixels = 0
    let outliers = 0
    for (const tile of tiles) {
      const [wasm, wgsl] = await Promise.all([
        runTile('kernel', params, tile),
        runTile('wgsl', params, tile),
      ])
      const verdict = compareWithin(RENDER_TOLERANCE, wasm, wgsl)
      if (verdict.kind === 'misshapen') throw new Error(`Tile ${tile} has another size`)
      pixels += wasm.length / 3
      outliers += verdict.outliers
      for (const [at, byte] of wasm.entries()) {
        const step = Math.abs(byte - (wgsl[at] ?? 0))
        steps[step] = (steps[step] ?? 0) + 1
      }
    }
    return { pixels, outliers, steps }
  },
}
Object.assign(globalThis, { page })
