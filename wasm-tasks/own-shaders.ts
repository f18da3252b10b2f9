import type { Cid } from '#protocol/ids.ts'
import { cutBlob } from '#protocol/task/blob.ts'
import { renderShader } from './render/gpu.ts'

/**
 * Every shader program that comes with Loam, by the CID of its blob: those a graphics device may
 * run without its volunteer's trust in strangers.
 */
export const ownShaders: ReadonlySet<Cid> = new Set(
  [renderShader].map((program) => cutBlob(program).root),
)
