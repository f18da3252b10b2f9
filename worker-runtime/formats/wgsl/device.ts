import { GRAPHICS_LIMITS } from '#protocol/task/graphics.ts'

/** A graphics device and the news of its loss. */
export interface Gpu {
  readonly device: GPUDevice
  /** Settles when the device is gone, with the reason in words. */
  readonly lost: Promise<string>
}

/** The strongest device here with all it can do, or null where there is none. */
export async function openGpu(): Promise<Gpu | null> {
  // Missing in Node, in insecure contexts and in browsers without WebGPU, whatever its type says.
  const gpu: GPU | undefined = globalThis.navigator?.gpu
  const adapter = await gpu?.requestAdapter({ powerPreference: 'high-performance' })
  if (!adapter) return null
  const device = await adapter.requestDevice({
    requiredLimits: Object.fromEntries(GRAPHICS_LIMITS.map((name) => [name, adapter.limits[name]])),
  })
  const lost = device.lost.then(({ reason, message }) => message || reason)
  return { device, lost }
}
