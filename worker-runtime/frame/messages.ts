import { z } from 'zod'
import type { RunResult } from '#peer/ports/compute.ts'
import type { Format } from '#protocol/task/app.ts'
import { areJoined, type JoinedBytes, splitBytes } from '#protocol/task/joined-bytes.ts'
import type { PlainResults } from '#protocol/task/plain-results.ts'
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
      readonly ids: Uint32Array
      readonly inputs: JoinedBytes
      readonly limits: ProgramLimits
      readonly printsAloud: boolean
    }
  | {
      /** Of shaders alone, which rest between dispatches; the host itself paces everything else. */
      readonly type: 'pace'
      readonly dutyCycle: number
    }

/** The tasks that a message has run. */
export const tasksOf = (message: Extract<ToSandbox, { type: 'run' }>): TaskMessage[] => {
  const { ids, inputs, limits, printsAloud } = message
  return splitBytes(inputs).map((input, at) => ({
    id: ids[at] as number,
    input,
    limits,
    printsAloud,
  }))
}

/** What the frame hands to its worker once the module is compiled. */
export type LoadMessage = (LoadedProgram | LoadedShaders) & {
  /** The line to the host, which the worker answers on from here on. */
  readonly port: MessagePort
}

const id = z.int().nonnegative()
const text = z.string().max(2 ** 20)

/** Of a buffer that shows all it has, for the rest would live on in the host, and that cannot change there. */
const isOwn = (value: ArrayBufferView): value is ArrayBufferView<ArrayBuffer> =>
  value.buffer instanceof ArrayBuffer &&
  value.byteLength === value.buffer.byteLength &&
  !value.buffer.resizable

const isOwnBytes = (value: unknown): value is Uint8Array<ArrayBuffer> =>
  value instanceof Uint8Array && isOwn(value)

const ownBytes = z.custom<Uint8Array<ArrayBuffer>>(isOwnBytes)

/** What a sandbox says of one task. */
export type Answer = { readonly id: number } & (
  | (Extract<RunResult, { kind: 'done' }> & { readonly output: Uint8Array<ArrayBuffer> })
  | {
      readonly kind: 'failed'
      readonly reason: 'memory' | 'output' | 'crashed' | 'refused'
      readonly message: string
    }
)

type Fields = Readonly<Record<string, unknown>>

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const hasKeys = (value: Fields, count: number) => Object.keys(value).length === count
const isCount = (value: unknown): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0

function isOutcome(value: unknown): boolean {
  if (!isFields(value)) return false
  const { kind, code } = value
  if (kind === 'exit') return hasKeys(value, 2) && isCount(code) && code > 0 && code <= 0xffff_ffff
  return hasKeys(value, 1) && (kind === 'success' || kind === 'trap' || kind === 'outOfGas')
}

function isDone(value: Fields): boolean {
  const { id, outcome, output, gas, log, because } = value
  const isExplained = 'because' in value
  return (
    hasKeys(value, isExplained ? 7 : 6) &&
    isCount(id) &&
    isOutcome(outcome) &&
    isOwnBytes(output) &&
    typeof gas === 'bigint' &&
    gas >= 0n &&
    typeof log === 'string' &&
    (!isExplained || because === 'depth' || because === 'memory')
  )
}

const FAILURES = new Set<unknown>(['memory', 'output', 'crashed', 'refused'])

const isFailed = (value: Fields): boolean =>
  hasKeys(value, 4) &&
  isCount(value.id) &&
  FAILURES.has(value.reason) &&
  text.safeParse(value.message).success

/** Looked at without a schema's walk, since there is one for every subtask. Nothing else may be in it. */
function isAnswer(value: unknown): value is Answer {
  if (!isFields(value)) return false
  return value.kind === 'done' ? isDone(value) : value.kind === 'failed' && isFailed(value)
}

function areAnswers(list: unknown): boolean {
  if (!Array.isArray(list) || list.length === 0 || list.length > MAX_ANSWERS) return false
  // By number: what merely walks over a list passes its holes.
  for (let at = 0; at < list.length; at += 1) if (!isAnswer(list[at])) return false
  return true
}

function areJoinedBytes(value: unknown, count: number): value is JoinedBytes {
  if (!isFields(value) || !hasKeys(value, 2)) return false
  const { bytes, ends } = value
  const isWhole = isOwnBytes(bytes) && ends instanceof Uint32Array && isOwn(ends)
  return isWhole && ends.length === count && areJoined({ bytes, ends })
}

/** Answers that are plain, packed. */
export interface PackedAnswers extends PlainResults {
  readonly ids: Uint32Array
}

function areResults(value: unknown): value is PackedAnswers {
  if (!isFields(value) || !hasKeys(value, 3)) return false
  const { ids, gas, outputs } = value
  if (!(ids instanceof Uint32Array) || !isOwn(ids)) return false
  if (ids.length === 0 || ids.length > MAX_ANSWERS) return false
  const isGas = gas instanceof BigUint64Array && isOwn(gas) && gas.length === ids.length
  return isGas && areJoinedBytes(outputs, ids.length)
}

type Reason = Extract<RunResult, { kind: 'hostFailure' }>['reason']

/** Whether a sandbox is fit to go on after a task that failed so; else it stops, and is thrown away. */
export const isSurvived = (reason: Reason): boolean => reason === 'output' || reason === 'refused'

/** Results a sandbox may send in one message. */
export const MAX_ANSWERS = 1_024

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
    answers: z.custom<Answer[]>(areAnswers),
  }),
  z.strictObject({
    type: z.literal('results'),
    results: z.custom<PackedAnswers>(areResults),
  }),
])

export type FromSandbox = z.infer<typeof fromSandbox>
