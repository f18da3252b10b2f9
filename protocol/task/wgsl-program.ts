import * as cbor from '@ipld/dag-cbor'
import { z } from 'zod'
import { decode } from '../wire/codec.ts'
import { amountSchema } from './amount.ts'
import { GRAPHICS_LIMITS, SHADER_FEATURES } from './graphics.ts'

/** Largest encoded program: shaders are text, and data belongs into the shared bytes. */
export const WGSL_PROGRAM_BYTES = 2 ** 20

/** Most steps a stranger's invocation may be given; see `stepBudget`. */
const MAX_STEP_BUDGET = 2 ** 24
export const DEFAULT_STEP_BUDGET = 2 ** 22

const name = z.string().regex(/^[a-z][a-zA-Z0-9]{0,31}$/)
const named = <T extends z.ZodType>(value: T, max: number) =>
  z.record(name, value).refine((all) => Object.keys(all).length <= max, `More than ${max}`)

const buffer = z.discriminatedUnion('kind', [
  /** The subtask's bytes. */
  z.strictObject({ kind: z.literal('input') }),
  /** The job's bytes, on the device once. */
  z.strictObject({ kind: z.literal('shared') }),
  /** Zeroed before every run. */
  z.strictObject({ kind: z.literal('scratch'), bytes: amountSchema }),
  /** Zeroed before every run; its bytes after the last step are the subtask's output. */
  z.strictObject({ kind: z.literal('output'), bytes: amountSchema }),
  /** Constants of the program. */
  z.strictObject({
    kind: z.literal('constant'),
    bytes: z.custom<Uint8Array>((value) => value instanceof Uint8Array && value.byteLength > 0),
  }),
])

const binding = z.strictObject({
  /** Group 3 is Loam's own. */
  group: z.int().min(0).max(2),
  binding: z.int().min(0).max(63),
  buffer: name,
  /** `write` is a `read_write` storage buffer; input, shared and constants are never written. */
  access: z.enum(['read', 'write', 'uniform']),
})

const pass = z.strictObject({
  shader: name,
  entry: z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,63}$/),
  bindings: z.array(binding).max(24),
  /** Workgroups along x, y and z; none along any of them skips the pass. */
  groups: z.tuple([amountSchema, amountSchema, amountSchema]),
  /**
   * The axis along which the host may cut the pass into several dispatches, so that none holds the
   * device for long: the shader then adds `loam.first` to its `workgroup_id`. Without it the pass
   * is one dispatch.
   */
  slice: z.enum(['x', 'y', 'z']).optional(),
})

const repeat = z.strictObject({
  /** Rounds; `loam.round` counts them from 0. */
  repeat: amountSchema,
  /** Pairs of scratch buffers that change places after every round: ping-pong. */
  swap: z.array(z.tuple([name, name])).max(8),
  passes: z.array(pass).min(1).max(16),
})

/**
 * A `wgsl` program: what the job's module holds, encoded. Loam puts these before every shader:
 *
 * ```wgsl
 * struct Loam { first: vec3u, round: u32 }
 * @group(3) @binding(0) var<uniform> loam: Loam;
 * ```
 */
const wgslProgram = z
  .strictObject({
    shaders: named(z.string().max(256 * 1024), 16),
    buffers: named(buffer, 24),
    steps: z
      .array(z.union([pass, repeat]))
      .min(1)
      .max(64),
    /**
     * How many of its app's units one run makes: what a provider is paid for where the program is
     * Loam's own. For a stranger's the host counts the steps its dispatches may take instead.
     */
    units: amountSchema,
    /**
     * Steps one invocation may take in a stranger's loops (default 2^22): a loop's round costs as
     * many as its body has words and signs, called functions included. Who has none left is ended,
     * and the subtask is out of gas. The smaller it is, the larger the dispatches: invocations
     * times steps are bounded.
     */
    stepBudget: z.int().min(1).max(MAX_STEP_BUDGET).optional(),
    /**
     * What the shaders' texts use beyond what every device has: features, which the host asks its
     * device for and enables, and limits, such as of a workgroup's memory. What its buffers and
     * passes come to is reckoned, and need not be said.
     */
    needs: z
      .strictObject({
        features: z.array(z.enum(SHADER_FEATURES)).max(SHADER_FEATURES.length),
        limits: z.partialRecord(z.enum(GRAPHICS_LIMITS), z.int().nonnegative()),
      })
      .optional(),
  })
  .superRefine((program, issues) => {
    const fault = (message: string) => issues.addIssue({ code: 'custom', message })
    const kinds = new Map(Object.entries(program.buffers).map(([key, { kind }]) => [key, kind]))
    if ([...kinds.values()].filter((kind) => kind === 'output').length !== 1)
      fault('A program has one output')
    for (const step of program.steps) {
      const swaps = 'repeat' in step ? step.swap.flat() : []
      if (swaps.some((each) => kinds.get(each) !== 'scratch')) fault('Only scratch is swapped')
      for (const each of 'repeat' in step ? step.passes : [step]) {
        if (!Object.hasOwn(program.shaders, each.shader)) fault(`No shader ${each.shader}`)
        const places = each.bindings.map(({ group, binding: slot }) => `${group}.${slot}`)
        if (new Set(places).size !== places.length) fault('Two buffers in one place')
        for (const { buffer: key, access } of each.bindings) {
          const kind = kinds.get(key)
          if (kind === undefined) fault(`No buffer ${key}`)
          if (access === 'write' && kind !== 'scratch' && kind !== 'output')
            fault(`${key} cannot be written`)
        }
      }
    }
  })

export type WgslProgram = z.infer<typeof wgslProgram>
export type WgslPass = z.infer<typeof pass>

/** Deterministic bytes of a program; their hash names it. @throws {ZodError} for a wrong one. */
export const encodeWgslProgram = (program: WgslProgram): Uint8Array =>
  cbor.encode(wgslProgram.parse(program))

/** Reads a stranger's program. @throws {MalformedError} with what is wrong in its cause. */
export const decodeWgslProgram = (bytes: Uint8Array): WgslProgram =>
  decode(wgslProgram, bytes, 'shader program', WGSL_PROGRAM_BYTES)
