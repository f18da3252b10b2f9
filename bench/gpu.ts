import { readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { openSandboxTab, type SandboxTab } from '#test/support/sandbox-tab.ts'
import type { RenderParams } from '#wasm-tasks/render/params.ts'
import type { Benchmark } from './benchmark.ts'
import type { GpuPage } from './support/gpu-page.ts'

declare const page: GpuPage

/** Ways to a hardware adapter without a screen, by how often they lead to one; then whatever there is. */
const FLAGS: readonly (readonly string[])[] = [
  [
    '--ignore-gpu-blocklist',
    '--use-angle=vulkan',
    '--enable-features=Vulkan',
    '--disable-vulkan-surface',
  ],
  ['--ignore-gpu-blocklist', '--enable-features=Vulkan', '--use-webgpu-adapter=default'],
  ['--ignore-gpu-blocklist', '--use-angle=gl-egl'],
  [],
]
/** Where flags ask for a driver that is not there, Chromium may never answer. */
const ANSWER_MS = 10_000
const FOR_MS = 3_000
const SCENE = new URL('../wasm-tasks/render/scenes/sample.glb', import.meta.url)
const picture: RenderParams = { frames: 24, width: 640, height: 360, samples: 16, tile: 64 }
/** A device is filled by more paths than a core wants at once. */
const LARGE = { ...picture, tile: 256 }
/** As much light as a device can compute while a computer without one still ends this benchmark. */
const SMALL: RenderParams = { ...picture, width: 128, height: 72, samples: 4, tile: 32 }

/** A tab with the best device that any of the flags leads to. */
async function openTab(say: (text: string) => void) {
  let fallback: { tab: SandboxTab; name: string } | undefined
  for (const flags of FLAGS) {
    const tab = await openSandboxTab({
      entry: new URL('./support/gpu-page.ts', import.meta.url),
      flags,
    })
    const device = await Promise.race([
      tab.page.evaluate(() => page.describe()).catch(() => null),
      sleep(ANSWER_MS, null, { ref: false }),
    ])
    if (device && !device.isSoftware) {
      await fallback?.tab.close()
      return { tab, name: device.name, isSoftware: false }
    }
    say(`${device ? `only ${device.name}` : 'no adapter'} with ${flags.join(' ') || 'no flags'}`)
    if (device && !fallback) fallback = { tab, name: device.name }
    else await tab.close()
  }
  return fallback && { ...fallback, isSoftware: true }
}

/**
 * The render app's path tracer as shaders beside its WASM kernel on one core of the same machine,
 * both inside the sandbox, and how far their pictures lie apart. Where there is no graphics device
 * the shaders run in software, which says something of the pictures and nothing of the speed.
 */
export const gpu: Benchmark = {
  name: 'gpu',
  title: 'the path tracer on a graphics device beside WASM on one core',
  runs: 5,
  async measure({ runs, cleanup, say }) {
    const opened = await openTab(say)
    if (!opened) throw new Error('This Chromium offers no WebGPU adapter at all')
    const { tab, name, isSoftware } = opened
    cleanup.add(() => tab.close())
    say(`on ${name}${isSoftware ? ', in software: no speed of a graphics device' : ''}`)
    const scene = [...(await readFile(SCENE))]
    const used = isSoftware ? SMALL : picture
    const { wgslMs } = await tab.page.evaluate(
      ([bytes, params]) => page.open(new Uint8Array(bytes), params),
      [scene, used] as const,
    )
    const rate = (kind: 'kernel' | 'wgsl', params: RenderParams) =>
      tab.page.evaluate((call) => page.rate(...call), [kind, params, FOR_MS] as const)
    const kernel: number[] = []
    const own: number[] = []
    const large: number[] = []
    const measured: number[] = []
    for (let run = 1; run <= runs; run += 1) {
      say(`run ${run} of ${runs}`)
      const { pathsPerSecond, said } = await tab.page.evaluate(() => page.measure())
      if (run === 1) say(said)
      measured.push(pathsPerSecond)
      kernel.push(await rate('kernel', used))
      own.push(await rate('wgsl', used))
      if (!isSoftware) large.push(await rate('wgsl', LARGE))
    }
    const tiles = isSoftware ? [0, 3, 6, 9, 11] : Array.from({ length: 120 }, (_, at) => at * 12)
    const { pixels, outliers, steps } = await tab.page.evaluate((call) => page.compare(...call), [
      used,
      tiles,
    ] as const)
    say(`bytes by how far they are off: ${JSON.stringify(byStep(steps))}`)
    const peer = 'WASM kernel, one core'
    return [
      { name: `shaders, tiles of ${used.tile}`, unit: 'paths/s', values: own, against: peer },
      ...(large.length > 0
        ? [{ name: 'shaders, tiles of 256', unit: 'paths/s', values: large, against: peer }]
        : []),
      { name: 'by a provider’s own measure', unit: 'paths/s', values: measured },
      { name: peer, unit: 'paths/s', values: kernel },
      { name: 'compile and load', unit: 'ms', values: [wgslMs] },
      { name: 'pixels that are outliers', unit: '‰', values: [(outliers * 1_000) / pixels] },
      { name: 'furthest byte', unit: 'steps', values: [steps.findLastIndex((count) => count > 0)] },
    ]
  },
}

const byStep = (steps: readonly number[]) =>
  Object.fromEntries([...steps.entries()].filter(([, count]) => count > 0))
