import { InputError } from '#protocol/errors.ts'
import type { App, PreparedJob } from '#protocol/task/app.ts'
import { OWN_KERNEL } from '../own-kernel.ts'
import { kernel } from './generated/kernel.ts'
import { RENDER_APP, type RenderParams, resolveParams } from './params.ts'
import { encodeScene } from './scene-bytes.ts'
import { countTiles, probeIndexes, TILE_INPUT_BYTES, tileInput } from './tiles.ts'

/** The path tracer: a GLB in, tiles of its animation out, joined to a video by `merge.ts`. */
export const render: App<RenderParams, PreparedJob> = {
  manifest: {
    ...OWN_KERNEL,
    id: RENDER_APP,
    title: 'Render an animation',
    description: 'Path-traces a glTF scene, frame by frame and tile by tile, into a video.',
    inputBytes: TILE_INPUT_BYTES,
    verify: 'exact',
  },
  async prepare(params, files) {
    const { frames, width, height } = resolveParams(params)
    const scene = files.scene
    if (!scene) throw new InputError('scene-missing', 'No scene was chosen.', 'Choose a GLB file.')
    const shared = await encodeScene(scene, frames, width / height)
    return { module: kernel, shared, subtasks: countTiles(params) }
  },
  input: tileInput,
  probes: probeIndexes,
}
