import { z } from 'zod'
import { InputError } from '#protocol/errors.ts'

/** The app's name in jobs and demands. */
export const RENDER_APP = 'render'
/** Its twin for graphics devices. */
export const RENDER_GPU_APP = 'render-gpu'
/** Whether an app's jobs have this app's parameters and pictures. */
export const isRender = (appId: string): boolean => appId === RENDER_APP || appId === RENDER_GPU_APP

/** What a person chooses for a render. Plain data; the scene itself is the file `scene`. */
export interface RenderParams {
  /** Frames spread evenly over the scene's whole animation, so that any number of them loops. */
  readonly frames: number
  /** Pixels, even (video needs it). */
  readonly width: number
  readonly height: number
  /** Light paths per pixel. */
  readonly samples: number
  /** Speed of playback; 24 when left out. */
  readonly fps?: number | undefined
  /** Surfaces a path may visit after the first; 4 when left out. */
  readonly bounces?: number | undefined
  /** Side of a tile in pixels; chosen from `samples` when left out. */
  readonly tile?: number | undefined
}

/** What the render app accepts at most. */
export const RENDER_LIMITS = {
  sceneBytes: 128 * 2 ** 20,
  triangles: 500_000,
  textureBytes: 64 * 2 ** 20,
  bodies: 1024,
  sharedBytes: 192 * 2 ** 20,
  frames: 10_000,
  side: 4096,
  samples: 4096,
} as const

const side = z.number().int().min(16).max(RENDER_LIMITS.side).multipleOf(2)
const schema = z.object({
  frames: z.number().int().min(1).max(RENDER_LIMITS.frames),
  width: side,
  height: side,
  samples: z.number().int().min(1).max(RENDER_LIMITS.samples),
  fps: z.number().min(1).max(120).optional(),
  bounces: z.number().int().min(0).max(16).optional(),
  tile: z.number().int().min(8).max(512).optional(),
})

/** Field names in a sentence of “the number of …”. */
const PLAIN: Readonly<Record<string, string>> = {
  width: 'pixels across',
  height: 'pixels down',
}

/** Paths per subtask that take roughly 0.1–0.5 s on one core. */
const PATHS_PER_TILE = 150_000

/** The parameters that a value of unknown origin holds, such as a stored job's; undefined if none. */
export const readParams = (value: unknown): RenderParams | undefined => schema.safeParse(value).data

/**
 * Parameters with every default filled in.
 * @throws {InputError} naming the field that cannot be.
 */
export function resolveParams(params: RenderParams) {
  const parsed = schema.safeParse(params)
  if (!parsed.success) {
    const field = parsed.error.issues[0]?.path.join('.') ?? 'parameters'
    const given = Object.entries(params).find(([name]) => name === field)?.[1]
    const fault = Number.isFinite(given) ? `cannot be ${given}` : 'is not a number'
    throw new InputError(
      `render-${field}`,
      `The number of ${PLAIN[field] ?? field} ${fault}.`,
      `Use 1–${RENDER_LIMITS.frames} frames, even sides of 16–${RENDER_LIMITS.side} pixels and 1–${RENDER_LIMITS.samples} samples.`,
    )
  }
  const { fps = 24, bounces = 4, tile = defaultTile(parsed.data.samples), ...rest } = parsed.data
  return { ...rest, fps, bounces, tile }
}

function defaultTile(samples: number) {
  const side = 2 ** Math.floor(Math.log2(Math.sqrt(PATHS_PER_TILE / samples)))
  return Math.min(256, Math.max(8, side))
}
