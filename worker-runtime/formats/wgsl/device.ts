import { GRAPHICS_LIMITS, type ShaderFeature } from '#protocol/task/graphics.ts'
import { ShaderRefusal } from './pipelines.ts'

/** A graphics device and the news of its loss. */
export interface Gpu {
  readonly device: GPUDevice
  /** Settles when the device is gone, with the reason in words. */
  readonly lost: Promise<string>
}

/**
 * The strongest device here, with `GRAPHICS_LIMITS` in full and the features asked for; null where there
 * is none.
 * @throws {ShaderRefusal} for a feature that it lacks.
 */
export async function openGpu(features: readonly ShaderFeature[]): Promise<Gpu | null> {
  // Missing in Node, in insecure contexts and in browsers without WebGPU, whatever its type says.
  const gpu: GPU | undefined = globalThis.navigator?.gpu
  const adapter = await gpu?.requestAdapter({ powerPreference: 'high-performance' })
  if (!adapter) return null
  for (const feature of features)
    if (!adapter.features.has(feature))
      throw new ShaderRefusal('no-feature', 0, `This host's graphics device has no ${feature}`)
  const device = await adapter.requestDevice({
    requiredFeatures: [...features],
    requiredLimits: Object.fromEntries(GRAPHICS_LIMITS.map((name) => [name, adapter.limits[name]])),
  })
  const lost = device.lost.then(({ reason, message }) => message || reason)
  return { device, lost }
}
