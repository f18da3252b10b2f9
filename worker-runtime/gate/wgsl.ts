import { LoamError } from '#protocol/errors.ts'
import { SHADER_EXTENSIONS } from '#protocol/task/graphics.ts'
import {
  DEFAULT_STEP_BUDGET,
  decodeWgslProgram,
  type WgslProgram,
} from '#protocol/task/wgsl-program.ts'
import { Refusal } from './refusal.ts'
import { addBudget, type BoundedShader } from './wgsl-budget.ts'

/** A shader program as it is run: its texts bounded, and what it may do said. */
export interface AcceptedShaders {
  readonly kind: 'accepted'
  readonly program: WgslProgram
  /** What the device compiles, by shader name. */
  readonly sources: Readonly<Record<string, string>>
  /** Whether the loops count, and `loam_spent` has to be bound. */
  readonly budgeted: boolean
  /** The most steps one workgroup takes, by shader and entry point; empty where none count. */
  readonly groupSteps: ReadonlyMap<string, BoundedShader['groupSteps']>
}

/** What the gate says of a shader program. */
export type WgslVerdict =
  | AcceptedShaders
  | {
      readonly kind: 'refused'
      readonly feature: string
      /** Byte of the shader's own text, or 0. */
      readonly offset: number
      readonly reason: string
    }

const OFFSET_UNIFORM =
  'struct Loam { first: vec3u, round: u32 } @group(3) @binding(0) var<uniform> loam: Loam; '

const budgetPrelude = (steps: number) =>
  `@group(3) @binding(1) var<storage, read_write> loam_spent: atomic<u32>; var<private> loam_left: u32 = ${steps}u; `

/**
 * Checks a `wgsl` program and bounds its loops.
 *
 * @param options.trusted one of Loam's own, known by its hash: its loops are left as they are.
 */
export function gateWgsl(bytes: Uint8Array, options: { readonly trusted: boolean }): WgslVerdict {
  const budgeted = !options.trusted
  try {
    const program = decodeWgslProgram(bytes)
    const steps = program.stepBudget ?? DEFAULT_STEP_BUDGET
    // WGSL wants them first, and a stranger's text may have none of its own.
    const enabling = (program.needs?.features ?? []).map(
      (feature) => `enable ${SHADER_EXTENSIONS[feature]}; `,
    )
    const prelude = enabling.join('') + OFFSET_UNIFORM
    const groupSteps = new Map<string, BoundedShader['groupSteps']>()
    const sources = Object.entries(program.shaders).map(([name, text]) => {
      if (!budgeted) return [name, prelude + text]
      const shader = bounded(name, text, steps)
      groupSteps.set(name, shader.groupSteps)
      return [name, prelude + budgetPrelude(steps) + shader.text]
    })
    return { kind: 'accepted', program, sources: Object.fromEntries(sources), budgeted, groupSteps }
  } catch (error) {
    if (error instanceof Refusal)
      return {
        kind: 'refused',
        feature: error.feature,
        offset: error.offset,
        reason: error.message,
      }
    if (error instanceof LoamError)
      return { kind: 'refused', feature: 'wgsl-program', offset: 0, reason: error.message }
    throw error
  }
}

function bounded(name: string, text: string, steps: number): BoundedShader {
  try {
    return addBudget(text, steps)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    throw new Refusal(error.feature, error.offset, `${error.message}, in shader “${name}”`)
  }
}
