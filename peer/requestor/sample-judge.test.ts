import { readFile } from 'node:fs/promises'
import { afterAll, describe, expect, it } from 'vitest'
import type { SampleRule } from '#protocol/task/verify-rule.ts'
import { chanceMissed } from '#protocol/trust/sample.ts'
import { render } from '#wasm-tasks/render/render.ts'
import { renderGpu } from '#wasm-tasks/render/render-gpu.ts'
import { countPixels, pixelsInput } from '#wasm-tasks/render/tiles.ts'
import { createNodeCompute } from '#worker-runtime/host/node.ts'
import { OwnCore, type OwnProgram, type OwnRun } from './own-core.ts'
import { SampleJudge } from './sample-judge.ts'
import { ToleranceJudge } from './tolerance-judge.ts'

const { limits, verify } = renderGpu.manifest
const rule = verify as SampleRule
const params = { frames: 1, width: 64, height: 64, samples: 1, bounces: 1, tile: 32 }
const TILE = 2
const PIXELS = 32 * 32
const scene = await readFile(new URL('../../wasm-tasks/render/scenes/sample.glb', import.meta.url))
const { module, shared } = await render.prepare(params, { scene: new Uint8Array(scene) })
const compute = createNodeCompute({ cores: 2 })
afterAll(() => compute.stop())
const signal = AbortSignal.timeout(120_000)
const core = await compute.open({ format: 'kernel', module, shared }, { signal })
const rendered = await core.run(render.input(params, TILE), limits, { signal })
if (rendered.kind !== 'done') throw new Error(rendered.message)
const honest = rendered.output

/** The tile with so many pixels far off, spread over it. */
function forge(pixels: number): Uint8Array {
  const forged = honest.slice()
  for (let at = 0; at < pixels; at += 1) {
    const byte = Math.floor((at * PIXELS) / pixels) * 3 + (at % 3)
    forged[byte] = (forged[byte] ?? 0) ^ 0x80
  }
  return forged
}

/** A judge whose randomness is another every time, and the same in every run of this test. */
function createJudge(run?: (inputBytes: number) => void) {
  let seed = 0
  const own = new OwnCore({ compute: { ...compute, open: async () => core }, shared })
  const reference: OwnProgram = { format: 'kernel', module, limits }
  const watched: OwnRun = (input) => {
    run?.(input.byteLength)
    return own.run(reference, input)
  }
  const input = (index: number) => render.input(params, index)
  return new SampleJudge({
    run: watched,
    whole: new ToleranceJudge({ run: watched, tolerance: rule.tolerance, input }),
    rule,
    count: (index) => countPixels(params, index),
    input: (index, items) => pixelsInput(params, index, items),
    randomBytes: (length) => {
      seed += 1
      return Uint8Array.from({ length }, (_, at) => (seed >>> (8 * (at % 4))) & 0xff)
    },
  })
}

describe('a sample of a rendered tile', { timeout: 120_000 }, () => {
  it.each([
    [11, 250],
    [52, 120],
    [PIXELS, 10],
  ])('finds %d forged pixels of 1024 as often as stated', async (forged, runs) => {
    const judge = createJudge()
    const output = forge(forged)
    let found = 0
    for (let run = 0; run < runs; run += 1)
      if ((await judge.find(TILE, output, false)) === 'wrong') found += 1
    // What is stated is the least: it allows for an item to be drawn twice.
    const stated = 1 - chanceMissed(forged / PIXELS, 29)
    const deviation = Math.sqrt((stated * (1 - stated)) / runs)
    expect(Math.abs(found / runs - stated)).toBeLessThanOrEqual(4 * deviation + 0.01)
  })

  it('accuses nobody of what the tolerance allows, however often it is drawn', async () => {
    let wholes = 0
    const judge = createJudge((inputBytes) => {
      if (inputBytes === 36) wholes += 1
    })
    // Two pixels of 1024 may be anything, and all may be two steps off.
    const rounded = forge(2).map((byte) => (byte > 1 ? byte - 2 : byte))
    for (let run = 0; run < 150; run += 1)
      expect(await judge.find(TILE, rounded, false)).toBe('right')
    // 5.6 % of the samples drew one of the two, and were followed by the whole tile.
    expect(wholes).toBeGreaterThan(0)
    expect(wholes).toBeLessThan(25)
    expect(await judge.find(TILE, forge(3), true)).toBe('wrong')
  })

  it('recomputes 29 pixels, and of who is new the whole tile', async () => {
    const inputs: number[] = []
    const judge = createJudge((inputBytes) => inputs.push(inputBytes))
    expect(await judge.find(TILE, honest, false)).toBe('right')
    expect(await judge.find(TILE, honest, true)).toBe('right')
    expect(inputs).toEqual([36 + 4 * 29, 36])
    expect(judge.share(TILE, 0.02)).toBeCloseTo((0.02 * PIXELS) / 29)
  })

  it('needs no run to tell an output of another size', async () => {
    const judge = createJudge(() => expect.unreachable())
    expect(await judge.find(TILE, honest.slice(3), false)).toBe('wrong')
  })
})
