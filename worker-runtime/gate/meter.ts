import { type Body, MAX_BODY_BYTES } from './body.ts'
import { BULK_BYTES_PER_GAS_LOG2, GAS_PER_PAGE } from './instructions.ts'
import { op, VOID } from './opcodes.ts'
import { Refusal } from './refusal.ts'
import type { Float } from './sinks.ts'
import type { Label } from './steps.ts'
import { Discord, type OwnLocals, Tally, UNCHECKED_LEAF_GAS, writeTrapIfNegative } from './tally.ts'
import { type FunctionType, wordsOf } from './types.ts'
import { Writer } from './writer.ts'

/** Words of call stack a program may use; several times less than any engine's own limit allows. */
export const MAX_DEPTH_WORDS = 32_768
/** What a call costs beside its parameters, locals and operands, in words. */
const CALL_WORDS = 12
/** Kept values to a word: they are bounded generously, and engines' stacks have room for more. */
const KEPT_PER_WORD = 2
/** A function that calls nothing adds one frame; below this size it is not worth counting. */
const UNCOUNTED_LEAF_WORDS = 256
/** What asking the engine for memory costs, beside the pages. */
const GAS_PER_GROWTH = 2_000

/** Where the meter's own globals and functions stand in the module's index spaces. */
export interface MeterIndexes {
  /** i64, mutable: gas left; below zero the program is out of gas. */
  readonly gas: number
  /** i32, mutable: words of call stack in use. */
  readonly depth: number
  /** i32, mutable: pages the memory may grow to. */
  readonly maxPages: number
  /** i32, mutable: 1 once the engine refused growth below `maxPages`. */
  readonly growFailed: number
  /** Charges for a length and hands it back. */
  readonly charge: number
  /** Stands for `memory.grow`. */
  readonly grow: number
}

function writeDepth(out: Writer, indexes: MeterIndexes, words: number, change: number): void {
  out.u8(op.globalGet).u32(indexes.depth)
  out.u8(op.i32Const).positive(words).u8(change)
  out.u8(op.globalSet).u32(indexes.depth)
}

const branching = new Set<number>([op.loop, op.if, op.branch, op.branchIf, op.branchTable])

/** @returns whether control ever comes to the function's end. */
function writeSteps(
  out: Writer,
  source: Uint8Array,
  body: Body,
  options: { readonly indexes: MeterIndexes; readonly own: OwnLocals; readonly parameters: number },
): boolean {
  const write = (cleared: readonly Label[]) => {
    const code = new Writer()
    const tally = new Tally(code, source, body, { ...options, cleared })
    for (const [at, step] of body.steps.entries()) {
      tally.write(step, body.steps[at + 1]?.gas)
    }
    out.raw(code.view())
    return tally.live
  }
  try {
    return write([])
  } catch (error) {
    if (!(error instanceof Discord)) throw error
    return write(
      body.steps.flatMap(({ opcode, labels }) => (opcode === op.branchTable ? labels : [])),
    )
  }
}

/** The locals that the meter adds to a function's own, by what they hold. */
function addLocals(body: Body, parameters: number): OwnLocals {
  let next = body.locals.reduce((sum, { count }) => sum + count, parameters)
  const needs = (type: Float) => body.steps.some(({ sink }) => sink?.float === type)
  return {
    gas: body.steps.some(({ opcode }) => branching.has(opcode)) ? next++ : undefined,
    f32: needs(0x7d) ? next++ : undefined,
    f64: needs(0x7c) ? next++ : undefined,
    v128:
      body.cleanings.length > 0 || body.steps.some((step) => step.miscompiled !== undefined)
        ? next++
        : undefined,
    entries: body.steps.some((step) => step.movesEntries) ? next++ : undefined,
  }
}

function writeLocals(out: Writer, body: Body, own: OwnLocals): void {
  const types = { gas: 0x7e, f32: 0x7d, f64: 0x7c, v128: 0x7b, entries: 0x7f } as const
  const keys = ['gas', 'f32', 'f64', 'v128', 'entries'] as const
  const added = keys.filter((key) => own[key] !== undefined)
  out.u32(body.locals.length + added.length)
  for (const { count, type } of body.locals) out.u32(count).u8(type)
  for (const key of added) out.u32(1).u8(types[key])
}

/**
 * Writes a function instrumented with gas and call depth.
 *
 * Gas is one per instruction but `block`, `loop`, `else`, `end` and `nop`, and more for what
 * engines do slowly. It is checked at the entry of functions that call or are long, and on the way
 * where that is long. Depth is counted in words of what an engine may put on its stack.
 *
 * Where several ways lead to the end, the code is wrapped in a block, so that falling off, `return`
 * and a branch to the function's own label all pass the one place where gas is committed and the
 * words are given back.
 *
 * @throws {Refusal} when engines would not take so long a function.
 */
export function meterBody(
  out: Writer,
  source: Uint8Array,
  body: Body,
  options: {
    readonly indexes: MeterIndexes
    readonly type: FunctionType
    /** Block type that yields the function's results. */
    readonly writeBlockType: (out: Writer) => void
  },
): void {
  const { indexes, type } = options
  const parameterWords = type.parameters.reduce((sum, each) => sum + wordsOf(each), 0)
  const words = CALL_WORDS + parameterWords + body.words + Math.ceil(body.keptWords / KEPT_PER_WORD)
  const isCounted = body.calls || words > UNCOUNTED_LEAF_WORDS
  const isChecked =
    body.calls || body.steps.reduce((sum, { gas }) => sum + gas, 0) > UNCHECKED_LEAF_GAS
  const own = addLocals(body, type.parameters.length)
  const code = new Writer()
  writeLocals(code, body, own)
  if (isCounted) {
    writeDepth(code, indexes, words, op.i32Add)
    code.u8(op.globalGet).u32(indexes.depth)
    code.u8(op.i32Const).positive(MAX_DEPTH_WORDS).u8(op.i32GreaterUnsigned)
    code.u8(op.if, VOID, op.unreachable, op.end)
  }
  if (own.gas !== undefined || isChecked) code.u8(op.globalGet).u32(indexes.gas)
  if (own.gas !== undefined) code.u8(isChecked ? op.localTee : op.localSet).u32(own.gas)
  if (isChecked) writeTrapIfNegative(code)
  if (body.label.targeted) {
    code.u8(op.block)
    options.writeBlockType(code)
  }
  const returns = writeSteps(code, source, body, {
    indexes,
    own,
    parameters: type.parameters.length,
  })
  if (returns && isCounted) writeDepth(code, indexes, words, op.i32Subtract)
  code.u8(op.end)
  if (code.length > MAX_BODY_BYTES)
    throw new Refusal(
      'size',
      body.start,
      `A function of more than ${MAX_BODY_BYTES} bytes, metered`,
    )
  out.sized(code)
}

/** The body of `charge(length) → length`. */
export function writeChargeHelper(out: Writer, indexes: MeterIndexes): void {
  const body = new Writer().u8(0)
  body.u8(op.globalGet).u32(indexes.gas)
  body.u8(op.localGet, 0, op.i32Const, BULK_BYTES_PER_GAS_LOG2, op.i32ShiftRight)
  body.u8(op.i64Extend, op.i64Subtract, op.globalSet).u32(indexes.gas)
  body.u8(op.globalGet).u32(indexes.gas)
  writeTrapIfNegative(body)
  out.sized(body.u8(op.localGet, 0, op.end))
}

/**
 * The body of `grow(pages) → pages before, or -1`. Growth beyond the cap answers -1 without
 * asking the engine; growth that the engine refuses below it is the host's failure, so it sets
 * the flag and traps rather than tell the program.
 */
export function writeGrowHelper(out: Writer, indexes: MeterIndexes): void {
  const body = new Writer().u8(0)
  body.u8(op.memorySize, 0, op.i64Extend, op.localGet, 0, op.i64Extend, op.i64Add)
  body.u8(op.globalGet).u32(indexes.maxPages).u8(op.i64Extend, op.i64GreaterUnsigned)
  body.u8(op.if, VOID, op.i32Const, 2, op.globalSet).u32(indexes.growFailed)
  body.u8(op.i32Const, 0x7f, op.return, op.end)
  body.u8(op.globalGet).u32(indexes.gas)
  body.u8(op.localGet, 0, op.i64Extend, op.i64Const).positive(GAS_PER_PAGE)
  body.u8(op.i64Multiply, op.i64Subtract)
  body.u8(op.i64Const).positive(GAS_PER_GROWTH).u8(op.i64Subtract)
  body.u8(op.globalSet).u32(indexes.gas)
  body.u8(op.globalGet).u32(indexes.gas)
  writeTrapIfNegative(body)
  body.u8(op.localGet, 0, op.memoryGrow, 0, op.localTee, 0)
  body.u8(op.i32Const, 0x7f, op.i32Equal, op.if, VOID)
  body.u8(op.i32Const, 1, op.globalSet).u32(indexes.growFailed)
  body.u8(op.unreachable, op.end)
  out.sized(body.u8(op.localGet, 0, op.end))
}
