import type { App } from '#protocol/task/app.ts'
import { kernel } from './generated/kernel.ts'
import { RENDER_TOLERANCE, renderShader, renderUnits } from './gpu.ts'
import { RENDER_GPU_APP, type RenderParams } from './params.ts'
import { render } from './render.ts'
import { countPixels, pixelsInput } from './tiles.ts'

/** The path tracer for graphics devices: same scenes, tiles and pictures, paid by the path. */
export const renderGpu: App<RenderParams> = {
  ...render,
  manifest: {
    ...render.manifest,
    id: RENDER_GPU_APP,
    title: 'Render an animation on graphics cards',
    format: 'wgsl',
    unit: 'path',
    verify: {
      kind: 'sample',
      tolerance: RENDER_TOLERANCE,
      finds: { share: 0.01, chance: 0.25 },
    },
  },
  prepare: async (params, files) => ({
    ...(await render.prepare(params, files)),
    module: renderShader,
  }),
  reference: {
    module: kernel,
    units: renderUnits,
    part: { count: countPixels, input: pixelsInput },
  },
}
