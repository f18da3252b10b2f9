import type { GraphicsDevice } from '#peer/ports/compute.ts'
import { GRAPHICS_LIMITS, SHADER_FEATURES } from '#protocol/task/graphics.ts'

/** A broken driver may leave the question unanswered for ever; the page must start without it. */
const ANSWER_MS = 2_000
const MAX_NAME_LETTERS = 80

/**
 * What this machine's graphics device lets a shader have, by WebGPU's names; undefined where there is
 * none worth lending: one in software is slower than WASM.
 */
export async function readGraphicsDevice(): Promise<GraphicsDevice | undefined> {
  // Absent in browsers without WebGPU and on pages of insecure origins, whatever its type says.
  const gpu: GPU | undefined = navigator.gpu
  const adapter = await Promise.race([
    gpu?.requestAdapter({ powerPreference: 'high-performance' }).catch(() => null),
    new Promise<null>((resolve) => setTimeout(resolve, ANSWER_MS, null)),
  ])
  return adapter == null || adapter.info.isFallbackAdapter ? undefined : describeAdapter(adapter)
}

/** What a shader may use of an adapter: what the sandbox asks of it, and nothing else it can do. */
export function describeAdapter(
  adapter: Pick<GPUAdapter, 'features' | 'limits' | 'info'>,
): GraphicsDevice {
  const { description, vendor, architecture } = adapter.info
  const name = description || [vendor, architecture].filter(Boolean).join(' ')
  return {
    name: name.slice(0, MAX_NAME_LETTERS),
    features: SHADER_FEATURES.filter((feature) => adapter.features.has(feature)),
    // An older browser knows fewer limits than its types say.
    limits: Object.fromEntries(
      GRAPHICS_LIMITS.map((limit) => [limit, adapter.limits[limit]]).filter(
        ([, value]) => value !== undefined,
      ),
    ),
  }
}
