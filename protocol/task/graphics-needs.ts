import { type AmountSource, evaluateAmount } from './amount.ts'
import { GRAPHICS_LIMITS, type Graphics, type GraphicsLimit, LEAST_LIMITS } from './graphics.ts'
import { planBuffers } from './wgsl-buffers.ts'
import type { WgslPass, WgslProgram } from './wgsl-program.ts'

/** Storage that the host binds beside the program's own, to count a stranger's steps. */
const OWN_STORAGE_BUFFERS = 1
const AXES = ['x', 'y', 'z'] as const

/**
 * What a shader program needs of a graphics device to run on these inputs, beyond what every device
 * has: what it declares, and what its buffers and passes come to. Undefined where any will do.
 *
 * @throws {MalformedError} when an amount cannot be computed from an input.
 */
export function graphicsNeeds(
  program: WgslProgram,
  sources: readonly AmountSource[],
): Graphics | undefined {
  const { features = [], limits: declared = {} } = program.needs ?? {}
  const reckoned = sources.map((source) => reckonLimits(program, source))
  const limits = Object.fromEntries(
    GRAPHICS_LIMITS.map((name): [GraphicsLimit, number] => [
      name,
      Math.max(declared[name] ?? 0, ...reckoned.map((each) => each[name] ?? 0)),
    ]).filter(([name, needed]) => needed > LEAST_LIMITS[name]),
  )
  return features.length === 0 && Object.keys(limits).length === 0
    ? undefined
    : { features: [...features], limits }
}

function reckonLimits(
  program: WgslProgram,
  source: AmountSource,
): Partial<Record<GraphicsLimit, number>> {
  const { sizes } = planBuffers(program, source)
  const passes = program.steps.flatMap((step) => ('repeat' in step ? step.passes : [step]))
  const bound = passes.map(({ bindings }) => bindings)
  const largest = Math.max(...sizes.values())
  const uniforms = bound.flat().filter(({ access }) => access === 'uniform')
  return {
    maxBufferSize: largest,
    // Whatever a program binds it as, a host makes every buffer fit for storage.
    maxStorageBufferBindingSize: largest,
    maxStorageBuffersPerShaderStage: Math.max(
      ...bound.map(
        (bindings) =>
          OWN_STORAGE_BUFFERS + bindings.filter(({ access }) => access !== 'uniform').length,
      ),
    ),
    maxUniformBufferBindingSize: Math.max(
      0,
      ...uniforms.map(({ buffer }) => sizes.get(buffer) ?? 0),
    ),
    maxComputeWorkgroupsPerDimension: Math.max(...passes.map((pass) => mostAlong(pass, source))),
  }
}

/** Workgroups along the longest axis that the host may not cut. */
const mostAlong = ({ groups, slice }: WgslPass, source: AmountSource): number =>
  Math.max(
    0,
    ...groups.flatMap((amount, axis) =>
      AXES[axis] === slice ? [] : evaluateAmount(amount, source),
    ),
  )
