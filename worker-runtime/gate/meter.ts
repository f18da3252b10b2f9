import {
  type Feature,
  movesInBulk,
  skipBlockType,
  skipPlain,
  skipPrefixed,
} from './instructions.ts'
import type { Reader } from './reader.ts'
import { Refusal } from './refusal.ts'
import { readCount, readValueType } from './types.ts'
import { Writer } from './writer.ts'

/** Words of call stack a program may use; tens of times less than any engine's own limit allows. */
export const MAX_DEPTH_WORDS = 32_768
/** What a call costs beside its parameters and locals, in words. */
const CALL_WORDS = 12
/** A function that calls nothing adds one frame; below this size it is not worth counting. */
const UNCOUNTED_LEAF_WORDS = 256
const MAX_LOCALS = 50_000
/** Bytes that a bulk operation moves for one gas, as a power of two. */
const BULK_BYTES_PER_GAS_LOG2 = 3
/** What a page of fresh memory costs. */
const GAS_PER_PAGE = 1_024

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

const op = {
  unreachable: 0x00,
  block: 0x02,
  loop: 0x03,
  if: 0x04,
  else: 0x05,
  end: 0x0b,
  br: 0x0c,
  brIf: 0x0d,
  brTable: 0x0e,
  return: 0x0f,
  call: 0x10,
  callIndirect: 0x11,
  localGet: 0x20,
  localTee: 0x22,
  globalGet: 0x23,
  globalSet: 0x24,
  memorySize: 0x3f,
  memoryGrow: 0x40,
  i32Const: 0x41,
  i64Const: 0x42,
  i32Equal: 0x46,
  i32GreaterUnsigned: 0x4b,
  i64LessSigned: 0x53,
  i64GreaterUnsigned: 0x56,
  i32Add: 0x6a,
  i32Subtract: 0x6b,
  i32ShiftRight: 0x76,
  i64Add: 0x7c,
  i64Subtract: 0x7d,
  i64Multiply: 0x7e,
  i64Extend: 0xad,
} as const
const VOID = 0x40

function writeTrapIf(out: Writer): void {
  out.u8(op.if, VOID, op.unreachable, op.end)
}

function writeGasCheck(out: Writer, indexes: MeterIndexes): void {
  out.u8(op.globalGet).u32(indexes.gas).u8(op.i64Const, 0, op.i64LessSigned)
  writeTrapIf(out)
}

function writeCharge(out: Writer, indexes: MeterIndexes, gas: number): void {
  out.u8(op.globalGet).u32(indexes.gas)
  out.u8(op.i64Const).positive(gas).u8(op.i64Subtract)
  out.u8(op.globalSet).u32(indexes.gas)
}

function writeDepth(out: Writer, indexes: MeterIndexes, words: number, change: number): void {
  out.u8(op.globalGet).u32(indexes.depth)
  out.u8(op.i32Const).positive(words).u8(change)
  out.u8(op.globalSet).u32(indexes.depth)
}

/** Words the locals take, a vector counting two; their declarations are copied to `out`. */
function copyLocals(reader: Reader, out: Writer): number {
  const start = reader.at
  let count = 0
  let words = 0
  for (let groups = readCount(reader); groups > 0; groups--) {
    const locals = reader.u32()
    count += locals
    words += readValueType(reader) === 0x7b ? locals * 2 : locals
    if (count > MAX_LOCALS) throw new Refusal('size', start, `More than ${MAX_LOCALS} locals`)
  }
  out.raw(reader.bytes.subarray(start, reader.at))
  return words
}

/** Straight-line code waiting for its charge, which has to stand before it. */
class Segment {
  readonly #reader: Reader
  readonly #out: Writer
  readonly #indexes: MeterIndexes
  readonly #code = new Writer()
  #copiedTo: number
  #gas = 0
  #checked = true

  constructor(reader: Reader, out: Writer, indexes: MeterIndexes) {
    this.#reader = reader
    this.#out = out
    this.#indexes = indexes
    this.#copiedTo = reader.at
  }

  count(): void {
    this.#gas++
  }

  /** Takes over what was read up to `end` unchanged. */
  #copy(end: number): void {
    this.#code.raw(this.#reader.bytes.subarray(this.#copiedTo, end))
    this.#copiedTo = end
  }

  /** Puts `write`'s code in place of everything read since `start`. */
  replace(start: number, write: (code: Writer) => void): void {
    this.#copy(start)
    write(this.#code)
    this.#copiedTo = this.#reader.at
  }

  /** Ends the segment here. The next one checks the limit when it starts a loop. */
  flush(nextIsLoop: boolean): void {
    this.#copy(this.#reader.at)
    if (this.#gas > 0) writeCharge(this.#out, this.#indexes, this.#gas)
    if (this.#checked) writeGasCheck(this.#out, this.#indexes)
    this.#out.raw(this.#code.view())
    this.#code.clear()
    this.#gas = 0
    this.#checked = nextIsLoop
  }
}

/** Walks the instructions into `out`; whether the function calls any other. */
function meterCode(
  reader: Reader,
  out: Writer,
  indexes: MeterIndexes,
  features: Set<Feature>,
): { readonly calls: boolean } {
  const segment = new Segment(reader, out, indexes)
  const loops: boolean[] = []
  let calls = false
  for (;;) {
    const start = reader.at
    const opcode = reader.u8()
    switch (opcode) {
      case op.block:
        skipBlockType(reader)
        loops.push(false)
        break
      case op.loop:
        skipBlockType(reader)
        loops.push(true)
        segment.flush(true)
        break
      case op.if:
        skipBlockType(reader)
        loops.push(false)
        segment.count()
        segment.flush(false)
        break
      case op.else:
        segment.flush(false)
        break
      case op.end: {
        const loop = loops.pop()
        if (loop === true) break
        segment.flush(false)
        if (loop === undefined) {
          if (reader.at !== reader.end) {
            throw new Refusal('malformed', reader.at, 'Code follows the end of a function')
          }
          return { calls }
        }
        break
      }
      case op.unreachable:
        segment.count()
        segment.flush(false)
        break
      case op.br:
      case op.brIf:
        reader.u32()
        segment.count()
        segment.flush(false)
        break
      case op.brTable:
        for (let left = readCount(reader) + 1; left > 0; left--) reader.u32()
        segment.count()
        segment.flush(false)
        break
      case op.return:
        segment.count()
        segment.replace(start, (code) => code.u8(op.br).u32(loops.length))
        segment.flush(false)
        break
      case op.memoryGrow:
        skipPlain(reader, opcode, start, features)
        segment.count()
        segment.replace(start, (code) => code.u8(op.call).u32(indexes.grow))
        break
      case 0xfc: {
        const bulk = movesInBulk(skipPrefixed(reader, start, features))
        segment.count()
        if (!bulk) break
        const original = reader.bytes.subarray(start, reader.at)
        segment.replace(start, (code) => code.u8(op.call).u32(indexes.charge).raw(original))
        break
      }
      case op.call:
      case op.callIndirect:
        calls = true
        segment.count()
        skipPlain(reader, opcode, start, features)
        break
      default:
        if (opcode !== 0x01) segment.count()
        skipPlain(reader, opcode, start, features)
    }
  }
}

/**
 * Walks one function body and writes it instrumented.
 *
 * Gas is one per instruction but `block`, `loop`, `else`, `end` and `nop`, charged before each
 * stretch of straight-line code and checked at function entry and loop heads. A body that calls
 * is wrapped in a block, so that falling off, `return` and a branch to the function's own label
 * all pass the one place where the call's words are given back.
 */
export function meterBody(
  reader: Reader,
  out: Writer,
  options: {
    readonly indexes: MeterIndexes
    readonly features: Set<Feature>
    readonly parameterWords: number
    /** Block type that yields the function's results. */
    readonly writeBlockType: (out: Writer) => void
  },
): void {
  const { indexes, features } = options
  const body = new Writer()
  const words = CALL_WORDS + options.parameterWords + copyLocals(reader, body)
  const code = new Writer()
  const { calls } = meterCode(reader, code, indexes, features)
  if (!calls && words <= UNCOUNTED_LEAF_WORDS) {
    out.sized(body.raw(code.view()))
    return
  }
  writeDepth(body, indexes, words, op.i32Add)
  body.u8(op.globalGet).u32(indexes.depth)
  body.u8(op.i32Const).positive(MAX_DEPTH_WORDS).u8(op.i32GreaterUnsigned)
  writeTrapIf(body)
  body.u8(op.block)
  options.writeBlockType(body)
  body.raw(code.view())
  writeDepth(body, indexes, words, op.i32Subtract)
  out.sized(body.u8(op.end))
}

/** The body of `charge(length) → length`. */
export function writeChargeHelper(out: Writer, indexes: MeterIndexes): void {
  const body = new Writer().u8(0)
  body.u8(op.globalGet).u32(indexes.gas)
  body.u8(op.localGet, 0, op.i32Const, BULK_BYTES_PER_GAS_LOG2, op.i32ShiftRight)
  body.u8(op.i64Extend, op.i64Subtract, op.globalSet).u32(indexes.gas)
  writeGasCheck(body, indexes)
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
  body.u8(op.if, VOID, op.i32Const, 0x7f, op.return, op.end)
  body.u8(op.globalGet).u32(indexes.gas)
  body.u8(op.localGet, 0, op.i64Extend, op.i64Const).positive(GAS_PER_PAGE)
  body.u8(op.i64Multiply, op.i64Subtract, op.globalSet).u32(indexes.gas)
  writeGasCheck(body, indexes)
  body.u8(op.localGet, 0, op.memoryGrow, 0, op.localTee, 0)
  body.u8(op.i32Const, 0x7f, op.i32Equal, op.if, VOID)
  body.u8(op.i32Const, 1, op.globalSet).u32(indexes.growFailed)
  body.u8(op.unreachable, op.end)
  out.sized(body.u8(op.localGet, 0, op.end))
}
