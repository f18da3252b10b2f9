import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { Document, WebIO } from '@gltf-transform/core'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { evaluateAmount } from '#protocol/task/amount.ts'
import { renderKernelModule } from './build-kernel.ts'
import { shaderModule } from './build-shader.ts'
import { joinFrames } from './frames.ts'
import { renderUnits } from './gpu.ts'
import { hashFrames } from './merge.ts'
import { type RenderParams, readParams } from './params.ts'
import { render } from './render.ts'
import { renderGpu } from './render-gpu.ts'
import { countTiles, probeIndexes, tileOf } from './tiles.ts'

const sample = new Uint8Array(await readFile(new URL('./scenes/sample.glb', import.meta.url)))
/** What mends a committed file that its sources no longer give. */
const REGENERATE = 'npm run generate:kernels'
const SMALL: RenderParams = { frames: 2, width: 64, height: 36, samples: 4, tile: 32 }

interface Kernel {
  memory: WebAssembly.Memory
  alloc(size: number): number
  run(shared: number, sharedLen: number, input: number, inputLen: number): number
  output_ptr(): number
  output_len(): number
}

async function tileSource(params: RenderParams, scene = sample) {
  const job = await render.prepare(params, { scene })
  const module = await WebAssembly.compile(job.module as Uint8Array<ArrayBuffer>)
  return async (index: number) => {
    const kernel = new WebAssembly.Instance(module).exports as unknown as Kernel
    const put = (bytes: Uint8Array) => {
      const at = kernel.alloc(bytes.length)
      new Uint8Array(kernel.memory.buffer).set(bytes, at)
      return at
    }
    const input = render.input(params, index)
    expect(kernel.run(put(job.shared), job.shared.length, put(input), input.length)).toBe(0)
    return new Uint8Array(kernel.memory.buffer).slice(
      kernel.output_ptr(),
      kernel.output_ptr() + kernel.output_len(),
    )
  }
}

describe('render', () => {
  test('gives the same frames however they are tiled, and the committed ones', async () => {
    const hashes = await Promise.all(
      [32, 64, 20].map(async (tile) => {
        const params = { ...SMALL, tile }
        return hashFrames(params, await tileSource(params))
      }),
    )
    expect(new Set(hashes).size).toBe(1)
    expect(hashes[0]).toMatchInlineSnapshot(
      `"825e25ae5a924836c0a06fb5bb5d011f4a978507ff42d3549ce813417322ba25"`,
    )
  }, 60_000)

  test('animates: two frames differ', async () => {
    const hashes: string[] = []
    for await (const rgb of joinFrames(SMALL, await tileSource(SMALL)))
      hashes.push(createHash('sha256').update(rgb).digest('hex'))
    expect(hashes[0]).not.toBe(hashes[1])
  }, 60_000)

  test('committed kernel is what its sources give', async () => {
    const committed = await readFile(new URL('./generated/kernel.ts', import.meta.url), 'utf8')
    expect((await renderKernelModule()) === committed, REGENERATE).toBe(true)
  }, 60_000)

  test('committed shaders are what their sources give', async () => {
    const committed = await readFile(new URL('./generated/shader.ts', import.meta.url), 'utf8')
    expect((await shaderModule()) === committed, REGENERATE).toBe(true)
  })

  test('a path on a graphics card is counted as the kernel renders it', () => {
    const shared = new Uint8Array()
    const paths = Array.from({ length: countTiles(SMALL) }, (_, index) =>
      evaluateAmount(renderUnits, { input: renderGpu.input(SMALL, index), shared }),
    )
    const total = paths.reduce((sum, each) => sum + each, 0)
    expect(total).toBe(SMALL.frames * SMALL.width * SMALL.height * SMALL.samples)
  })
})

describe('tiles', () => {
  test('cover every pixel of every frame exactly once', () => {
    const even = fc.integer({ min: 8, max: 80 }).map((half) => half * 2)
    fc.assert(
      fc.property(
        fc.record({
          frames: fc.integer({ min: 1, max: 3 }),
          width: even,
          height: even,
          samples: fc.integer({ min: 1, max: 4096 }),
          tile: fc.integer({ min: 8, max: 200 }),
        }),
        (params) => {
          const seen = new Uint8Array(params.frames * params.width * params.height)
          for (let i = 0; i < countTiles(params); i++) {
            const t = tileOf(params, i)
            for (let y = t.y; y < t.y + t.height; y++)
              for (let x = t.x; x < t.x + t.width; x++) {
                const at = (t.frame * params.height + y) * params.width + x
                seen[at] = (seen[at] ?? 0) + 1
              }
          }
          expect(seen.every((times) => times === 1)).toBe(true)
        },
      ),
      { numRuns: 50 },
    )
  })

  test('probes spread over the picture and the frames, whatever their pattern', () => {
    const params = fc.record({
      frames: fc.integer({ min: 1, max: 300 }),
      width: fc.integer({ min: 8, max: 640 }).map((half) => half * 2),
      height: fc.integer({ min: 8, max: 360 }).map((half) => half * 2),
      samples: fc.integer({ min: 1, max: 64 }),
    })
    fc.assert(
      fc.property(params, (wishes) => {
        const perFrame = countTiles(wishes) / wishes.frames
        const places = probeIndexes(wishes).map((index) => index % perFrame)
        expect(new Set(places).size).toBe(Math.min(16, perFrame))
        for (const index of probeIndexes(wishes)) expect(index).toBeLessThan(countTiles(wishes))
      }),
    )
  })
})

describe('what cannot be rendered is refused in plain words', () => {
  const corrupt = sample.slice()
  corrupt.fill(0xff, 20, 200)
  const empty = async () => {
    const document = new Document()
    document.createScene()
    return new WebIO().writeBinary(document)
  }
  const compressed = () => {
    const json = new TextEncoder().encode(
      '{"asset":{"version":"2.0"},"extensionsRequired":["KHR_draco_mesh_compression"]}'.padEnd(80),
    )
    const bytes = new Uint8Array(20 + json.length)
    const view = new DataView(bytes.buffer)
    for (const [i, word] of [0x46546c67, 2, bytes.length, json.length, 0x4e4f534a].entries())
      view.setUint32(i * 4, word, true)
    bytes.set(json, 20)
    return bytes
  }
  test.each([
    [
      'not a GLB',
      () => new TextEncoder().encode('hello, I am a text file, no scene'),
      'scene-format',
    ],
    ['a corrupt GLB', () => corrupt, 'scene-corrupt'],
    ['a cut GLB', () => sample.slice(0, 5000), 'scene-corrupt'],
    ['no triangles', empty, 'scene-empty'],
    ['Draco', compressed, 'scene-extension'],
  ])('%s', async (_, scene, code) => {
    await expect(render.prepare(SMALL, { scene: await scene() })).rejects.toMatchObject({ code })
  })
  test.each([
    ['zero frames', { frames: 0 }, 'render-frames'],
    ['too many frames', { frames: 10_001 }, 'render-frames'],
    ['an odd width', { width: 65 }, 'render-width'],
    ['too many samples', { samples: 5000 }, 'render-samples'],
  ])('%s', async (_, change, code) => {
    await expect(render.prepare({ ...SMALL, ...change }, { scene: sample })).rejects.toMatchObject({
      code,
    })
  })
})

test('stored parameters are read as they were given, and other apps’ not at all', () => {
  expect(readParams(JSON.parse(JSON.stringify(SMALL)))).toEqual(SMALL)
  for (const other of [undefined, null, 'render', {}, { subtasks: 4 }, { ...SMALL, width: '64' }])
    expect(readParams(other)).toBeUndefined()
})
