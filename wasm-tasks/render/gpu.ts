import type { Amount } from '#protocol/task/amount.ts'
import type { Tolerance } from '#protocol/task/tolerance.ts'
import { encodeWgslProgram, type WgslPass } from '#protocol/task/wgsl-program.ts'
import { shaders } from './generated/shader.ts'

/** Words of a tile's input (`tiles.ts`) and of a scene's header (`scene-bytes.ts`). */
const WIDTH: Amount = { input: 3 }
const HEIGHT: Amount = { input: 4 }
const SAMPLES: Amount = { input: 7 }
const BODIES: Amount = { shared: 1 }
const LIGHTS: Amount = { shared: 11 }

const GROUP_SIZE = 64
const LIGHTS_PER_SUM = 256
/** As in `shader/runs.wgsl`. */
const MAX_INVOCATIONS = 2 ** 20

const times = (...terms: Amount[]): Amount => ({ times: terms })
const plus = (...terms: Amount[]): Amount => ({ plus: terms })
const over = (a: Amount, b: Amount): Amount => ({ over: [a, b] })

const pixels = times(WIDTH, HEIGHT)
const paths = times(pixels, { least: [SAMPLES, over(MAX_INVOCATIONS, pixels)] })
/** Units of a tile: a unit is one path. */
export const renderUnits: Amount = times(pixels, SAMPLES)
/** Vectors of `world`, as `shader/scene.wgsl` lays it out. */
const worldVectors = plus(times(BODIES, 22), 7, times(LIGHTS, 3), over(LIGHTS, LIGHTS_PER_SUM), 1)

const along = (count: Amount): WgslPass['groups'] => [over(count, GROUP_SIZE), 1, 1]

function bind(...buffers: readonly (readonly [string, 'read' | 'write'])[]): WgslPass['bindings'] {
  return buffers.map(([buffer, access], binding) => ({ group: 0, binding, buffer, access }))
}

const prepare = (entry: string, groups: WgslPass['groups']): WgslPass => ({
  shader: 'prepare',
  entry,
  bindings: bind(['scene', 'read'], ['tile', 'read'], ['world', 'write']),
  groups,
})

/**
 * How a device's tile may differ from the WASM kernel's. Two of 255 steps cover rounding; a path
 * that rounding sends elsewhere makes its pixel an outlier. Measured: none with rounding as in
 * WASM, none with every hit off by up to 4 parts in 8 million, 60 % of the bytes with half the
 * samples, and 0.4–2 % with one bounce left out.
 */
export const RENDER_TOLERANCE: Tolerance = {
  element: 'u8',
  itemLength: 3,
  abs: 2,
  rel: 0,
  outliers: 0.002,
}

/**
 * The path tracer as a `wgsl` program: the WASM kernel's scene bytes and tiles in, its RGB8 rows
 * out. The same random numbers choose the same paths, so pictures differ by rounding alone, until a
 * rounding turns a path: `RENDER_TOLERANCE` says how much of that is honest.
 *
 * A unit is one path.
 */
export const renderShader: Uint8Array = encodeWgslProgram({
  shaders,
  buffers: {
    scene: { kind: 'shared' },
    tile: { kind: 'input' },
    world: { kind: 'scratch', bytes: times(worldVectors, 16) },
    light: { kind: 'scratch', bytes: times(paths, 16) },
    picture: { kind: 'output', bytes: times(pixels, 3) },
  },
  steps: [
    prepare('placeBodies', along(BODIES)),
    prepare('orderBodies', along(BODIES)),
    // The tree has fewer than 4 / 3 nodes a body, and one for a single body.
    prepare('growTree', along(plus(times(BODIES, 2), 1))),
    prepare('placeLights', along(over(LIGHTS, LIGHTS_PER_SUM))),
    prepare('sumLights', [1, 1, 1]),
    {
      shader: 'trace',
      entry: 'tracePaths',
      bindings: bind(
        ['scene', 'read'],
        ['scene', 'read'],
        ['tile', 'read'],
        ['world', 'read'],
        ['light', 'write'],
      ),
      groups: along(paths),
      slice: 'x',
    },
    {
      shader: 'resolve',
      entry: 'resolve',
      bindings: bind(['tile', 'read'], ['light', 'read'], ['picture', 'write']),
      groups: along(over(times(pixels, 3), 4)),
      slice: 'x',
    },
  ],
  units: renderUnits,
})
