import type { App } from '#protocol/task/app.ts'
import { kernel } from './generated/kernel.ts'
import { RENDER_TOLERANCE, renderShader } from './gpu.ts'
import { RENDER_GPU_APP, type RenderParams, resolveParams } from './params.ts'
import { render } from './render.ts'
import { tileOf } from './tiles.ts'

/** The path tracer for graphics devices: same scenes, tiles and pictures, paid by the path. */
export const renderGpu: App<RenderParams> = {
  ...render,
  manifest: {
    ...render.manifest,
    id: RENDER_GPU_APP,
    title: 'Render an animation on graphics cards',
    format: 'wgsl',
    unit: 'path',
    verify: { tolerance: RENDER_TOLERANCE, auditShare: 0.05 },
  },
  prepare: async (params, files) => ({
    ...(await render.prepare(params, files)),
    module: renderShader,
  }),
  reference: {
    module: kernel,
    units: (params, index) => {
      const { width, height } = tileOf(params, index)
      return BigInt(width * height * resolveParams(params).samples)
    },
  },
}
