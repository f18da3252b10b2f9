import { z } from 'zod'
import type { RunResult } from '#peer/ports/compute.ts'
import type { Format } from '#protocol/task/app.ts'
import type { ProgramLimits } from '../formats/metered.ts'
import type { LoadedProgram, LoadedShaders } from './loaded-program.ts'

/** One subtask on its way to a sandbox. */
export interface TaskMessage {
  readonly id: number
  readonly input: Uint8Array
  readonly limits: ProgramLimits
  /** Whether the host wants to hear what is printed while it runs. */
  readonly printsAloud: boolean
}

/** What the host says to a sandbox. Our own words, so not checked there. */
export type ToSandbox =
  | {
      readonly type: 'open'
      readonly format: Format
      /** Plain module; gated inside the sandbox, and metered there unless `plain`. */
      readonly module: Uint8Array
      readonly plain: boolean
      readonly shared: Uint8Array
    }
  | {
      readonly type: 'run'
      /** Run and answered in this order. */
      readonly tasks: readonly TaskMessage[]
    }
  | {
      /** Of shaders alone, which rest between dispatches; the host itself paces everything else. */
      readonly type: 'pace'
      readonly dutyCycle: number
    }

/** What the frame hands to its worker once the module is compiled. */
export type LoadMessage = (LoadedProgram | LoadedShaders) & {
  /** The line to the host, which the worker answers on from here on. */
  readonly port: MessagePort
}

const id = z.int().nonnegative()
const text = z.string().max(2 ** 20)

const outcome = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('success') }),
  z.strictObject({ kind: z.literal('exit'), code: z.int().min(1).max(0xffff_ffff) }),
  z.strictObject({ kind: z.literal('trap') }),
  z.strictObject({ kind: z.literal('outOfGas') }),
])

// A view of more than it shows would keep that alive in the host; one that can grow would grow.
const ownBytes = z
  .instanceof(Uint8Array)
  .refine(
    ({ byteLength, buffer }) =>
      byteLength === buffer.byteLength && buffer instanceof ArrayBuffer && !buffer.resizable,
  )

const answer = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('done'),
    id,
    outcome,
    output: ownBytes,
    gas: z.bigint().nonnegative(),
    log: z.string(),
    because: z.enum(['depth', 'memory']).exactOptional(),
  }),
  z.strictObject({
    kind: z.literal('failed'),
    id,
    reason: z.enum(['memory', 'output', 'crashed', 'refused']),
    message: text,
  }),
])

type Reason = Extract<RunResult, { kind: 'hostFailure' }>['reason']

/** Whether a sandbox is fit to go on after a task that failed so; else it stops, and is thrown away. */
export const isSurvived = (reason: Reason): boolean => reason === 'output' || reason === 'refused'

/** Results a sandbox may send in one message. */
export const MAX_ANSWERS = 256

/** What a sandbox may say to the host. Strangers' code runs beside it: checked before any use. */
export const fromSandbox = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('opened') }),
  z.strictObject({
    type: z.literal('refused'),
    feature: text,
    offset: z.int().nonnegative(),
    reason: text,
  }),
  z.strictObject({
    type: z.literal('printed'),
    id,
    stream: z.enum(['stdout', 'stderr']),
    bytes: ownBytes.refine(({ byteLength }) => byteLength > 0),
  }),
  z.strictObject({
    type: z.literal('answers'),
    answers: z.array(answer).min(1).max(MAX_ANSWERS),
  }),
])

export type FromSandbox = z.infer<typeof fromSandbox>
export type Answer = z.infer<typeof answer>
