import { z } from 'zod'

/**
 * The limits of a graphics device that a shader may use to the full, by WebGPU's names, with what
 * every device has at least. Others stay at WebGPU's own figures, whatever the hardware can.
 */
export const LEAST_LIMITS = {
  maxBufferSize: 2 ** 28,
  maxStorageBufferBindingSize: 2 ** 27,
  maxStorageBuffersPerShaderStage: 8,
  maxUniformBufferBindingSize: 2 ** 16,
  maxComputeWorkgroupStorageSize: 2 ** 14,
  maxComputeInvocationsPerWorkgroup: 256,
  maxComputeWorkgroupSizeX: 256,
  maxComputeWorkgroupSizeY: 256,
  maxComputeWorkgroupSizeZ: 64,
  maxComputeWorkgroupsPerDimension: 65_535,
} as const
export type GraphicsLimit = keyof typeof LEAST_LIMITS
export const GRAPHICS_LIMITS = Object.keys(LEAST_LIMITS) as readonly GraphicsLimit[]

/** Features of a device that a shader may use, by WebGPU's names, and what WGSL calls them. */
export const SHADER_EXTENSIONS = { 'shader-f16': 'f16', subgroups: 'subgroups' } as const
export type ShaderFeature = keyof typeof SHADER_EXTENSIONS
export const SHADER_FEATURES = Object.keys(SHADER_EXTENSIONS) as readonly ShaderFeature[]

const MAX_NAMED = 32

/**
 * What a shader needs of a graphics device beyond what every device has, or what a device has of
 * it, by WebGPU's names. A stranger's names may be any word, and one nobody knows is nobody's.
 */
export const graphicsSchema = z.object({
  features: z.array(z.string().regex(/^[a-z0-9-]{1,64}$/)).max(MAX_NAMED),
  limits: z
    .record(z.string().regex(/^[a-zA-Z0-9]{1,64}$/), z.int().nonnegative())
    .refine((limits) => Object.keys(limits).length <= MAX_NAMED),
})
export type Graphics = z.output<typeof graphicsSchema>
