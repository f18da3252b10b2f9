import type { WgslPass } from '#protocol/task/wgsl-program.ts'
import type { AcceptedShaders } from '../../gate/wgsl.ts'
import { COMPUTE_STAGE } from './gpu-flags.ts'

/** Bind group of Loam's own buffers. */
export const LOAM_GROUP = 3

/** A pass made ready for a device. */
export interface Pipeline {
  /** Names the pass within its program. */
  readonly id: string
  readonly pass: WgslPass
  readonly pipeline: GPUComputePipeline
  /** Layouts of groups 0 to 2. */
  readonly layouts: readonly GPUBindGroupLayout[]
  /** The most steps one workgroup of a stranger's shader takes; Loam's own are not counted. */
  readonly groupSteps: number | undefined
}

/** All of a program's passes on a device. */
export interface Pipelines {
  readonly byPass: ReadonlyMap<WgslPass, Pipeline>
  readonly loamLayout: GPUBindGroupLayout
}

/** The device's compiler or its limits refuse a shader. */
export class ShaderRefusal extends Error {
  readonly feature: string
  readonly offset: number
  constructor(feature: string, offset: number, reason: string, options?: ErrorOptions) {
    super(reason, options)
    this.feature = feature
    this.offset = offset
  }
}

const bufferTypes = {
  read: 'read-only-storage',
  write: 'storage',
  uniform: 'uniform',
} as const satisfies Record<string, GPUBufferBindingType>

async function compile(device: GPUDevice, name: string, code: string): Promise<GPUShaderModule> {
  const module = device.createShaderModule({ code })
  const { messages } = await module.getCompilationInfo()
  const error = messages.find(({ type }) => type === 'error')
  if (!error) return module
  const place = `shader “${name}”, line ${error.lineNum}`
  throw new ShaderRefusal('wgsl', error.offset, `${error.message} (${place})`)
}

/**
 * Compiles a program for a device.
 * @throws {ShaderRefusal}
 */
export async function createPipelines(
  device: GPUDevice,
  accepted: AcceptedShaders,
): Promise<Pipelines> {
  const { program, sources, budgeted, groupSteps: known } = accepted
  const modules = new Map<string, GPUShaderModule>()
  for (const [name, code] of Object.entries(sources))
    modules.set(name, await compile(device, name, code))
  const loamLayout = device.createBindGroupLayout({
    entries: [
      {
        binding: 0,
        visibility: COMPUTE_STAGE,
        buffer: { type: 'uniform', hasDynamicOffset: true },
      },
      ...(budgeted
        ? [
            {
              binding: 1,
              visibility: COMPUTE_STAGE,
              buffer: { type: 'storage' as const },
            },
          ]
        : []),
    ],
  })
  const byPass = new Map<WgslPass, Pipeline>()
  const passes = program.steps.flatMap((step) => ('repeat' in step ? step.passes : [step]))
  for (const [index, pass] of passes.entries()) {
    const layouts = Array.from({ length: LOAM_GROUP }, (_, group) =>
      device.createBindGroupLayout({
        entries: pass.bindings
          .filter((each) => each.group === group)
          .map(({ binding, access }) => ({
            binding,
            visibility: COMPUTE_STAGE,
            buffer: { type: bufferTypes[access] },
          })),
      }),
    )
    const pipeline = await createPipeline(device, pass, {
      module: modules.get(pass.shader) as GPUShaderModule,
      layouts: [...layouts, loamLayout],
    })
    const groupSteps = known.get(pass.shader)?.get(pass.entry)
    if (budgeted && groupSteps === undefined)
      throw new ShaderRefusal('wgsl-pipeline', 0, `“${pass.entry}” is no entry point`)
    byPass.set(pass, { id: `${index}`, pass, pipeline, layouts, groupSteps })
  }
  return { byPass, loamLayout }
}

async function createPipeline(
  device: GPUDevice,
  pass: WgslPass,
  { module, layouts }: { module: GPUShaderModule; layouts: GPUBindGroupLayout[] },
): Promise<GPUComputePipeline> {
  try {
    return await device.createComputePipelineAsync({
      layout: device.createPipelineLayout({ bindGroupLayouts: layouts }),
      compute: { module, entryPoint: pass.entry },
    })
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    const place = `entry “${pass.entry}” of shader “${pass.shader}”`
    throw new ShaderRefusal('wgsl-pipeline', 0, `${reason} (${place})`, { cause })
  }
}
