import type { Reader } from './reader.ts'
import { Refusal } from './refusal.ts'
import {
  type FunctionType,
  isValueType,
  readCount,
  readReferenceType,
  readValueType,
  VECTOR,
} from './types.ts'

const bulkLengthOnTop = new Set([8, 10, 11, 12, 14, 17])

/** Whether a 0xFC instruction moves as many bytes or entries as the number on top of the stack. */
export const movesInBulk = (code: number) => bulkLengthOnTop.has(code)

const entriesOnTop = new Set([12, 14, 17])

/** Whether it moves entries of a table. */
export const movesEntries = (code: number) => entriesOnTop.has(code)

const lastingPrefixed = new Set([9, 12, 13, 14, 17])

/** Whether a plain instruction changes a table. */
export const changesTable = (opcode: number) => opcode === 0x26

/** Whether a 0xFC instruction changes a table, or drops a segment. */
export const changesTableOrSegment = (code: number) => lastingPrefixed.has(code)

/** What an entry that a table operation moves costs. A function's takes V8 30 ns. */
export const GAS_PER_ENTRY = 128

/** Bytes that a bulk operation moves for one gas, as a power of two. */
export const BULK_BYTES_PER_GAS_LOG2 = 3

/** What a page of memory costs, whether the program begins with it or asks for it. */
export const GAS_PER_PAGE = 1_024

/** What an instruction of a constant expression costs: engines interpret it, V8 in 28 ns. */
const GAS_PER_CONSTANT = 128

const dear: ReadonlyMap<number, number> = new Map([
  [0x26, 64], // table.set
  [0xd2, 16], // ref.func
])

/** What a plain instruction costs: one, but where engines leave their compiled code for it. */
export const gasOf = (opcode: number) => dear.get(opcode) ?? (opcode === 0x01 ? 0 : 1)

/** What a 0xFC instruction costs beside what it moves. */
export const gasOfPrefixed = (code: number) => (movesEntries(code) ? 32 : 1)

function refuseOpcode(opcode: number, offset: number): never {
  if ((opcode >= 0x06 && opcode <= 0x0a) || opcode === 0x18 || opcode === 0x19 || opcode === 0x1f) {
    throw new Refusal('exceptions', offset, 'Exception handling is not allowed')
  }
  if (opcode === 0x12 || opcode === 0x13 || opcode === 0x15) {
    throw new Refusal('tail-calls', offset, 'Tail calls are not allowed')
  }
  if (opcode === 0xfe) throw new Refusal('threads', offset, 'Atomic operations are not allowed')
  if (opcode === 0xfb || opcode === 0x14 || (opcode >= 0xd3 && opcode <= 0xd6)) {
    throw new Refusal('gc', offset, 'Typed references and garbage collection are not allowed')
  }
  throw new Refusal('unknown', offset, `Unknown instruction 0x${opcode.toString(16)}`)
}

function skipMemoryArgument(reader: Reader): void {
  const offset = reader.at
  if (reader.u32() >= 0x40) throw new Refusal('multi-memory', offset, 'Only one memory is allowed')
  reader.u32()
}

function skipMemoryIndex(reader: Reader): void {
  const offset = reader.at
  if (reader.u8() !== 0) throw new Refusal('multi-memory', offset, 'Only one memory is allowed')
}

/** How many operands a block takes and leaves, and whether the first it leaves is a vector. */
export function readBlockType(
  reader: Reader,
  types: readonly FunctionType[],
): { readonly parameters: number; readonly results: number; readonly givesVector: boolean } {
  const offset = reader.at
  const byte = reader.u8()
  if (byte === 0x40) return { parameters: 0, results: 0, givesVector: false }
  if (isValueType(byte)) return { parameters: 0, results: 1, givesVector: byte === VECTOR }
  if (byte >= 0x40 && byte < 0x80) throw new Refusal('gc', offset, 'Unknown block type')
  reader.at = offset
  const index = reader.u32()
  // An engine reads a signed number here: of several bytes, this would be a negative one.
  const isNegative = ((reader.bytes[reader.at - 1] ?? 0) & 0x40) !== 0
  const type = isNegative ? undefined : types[index]
  if (!type) throw new Refusal('malformed', offset, 'A block of an unknown type')
  const { parameters, results } = type
  const givesVector = results[0] === VECTOR
  return { parameters: parameters.length, results: results.length, givesVector }
}

function skipBulk(reader: Reader, code: number, offset: number): void {
  if (code <= 7) return
  if (code === 8) {
    reader.u32()
    skipMemoryIndex(reader)
  } else if (code === 10) {
    skipMemoryIndex(reader)
    skipMemoryIndex(reader)
  } else if (code === 11) skipMemoryIndex(reader)
  else if (code === 12 || code === 14) {
    reader.u32()
    reader.u32()
  } else if (code === 9 || code === 13 || code === 16 || code === 17) reader.u32()
  else if (code === 15) {
    throw new Refusal('table-grow', offset, 'Growing tables can fail differently between engines')
  } else throw new Refusal('unknown', offset, `Unknown instruction 0xfc ${code}`)
}

/** Steps over a 0xFD instruction and names it. */
export function skipVector(reader: Reader, offset: number): number {
  const code = reader.u32()
  if (code >= 0x100) {
    throw new Refusal('relaxed-simd', offset, 'Relaxed SIMD differs between processors')
  }
  if (code <= 11 || code === 92 || code === 93) skipMemoryArgument(reader)
  else if (code === 12 || code === 13) reader.skip(16)
  else if (code >= 21 && code <= 34) reader.u8()
  else if (code >= 84 && code <= 91) {
    skipMemoryArgument(reader)
    reader.u8()
  }
  return code
}

/**
 * Steps over what follows a plain instruction's opcode. Control flow and calls (0x00–0x11) and
 * 0xFC are others' to know; everything else that it does not know is refused.
 */
export function skipPlain(reader: Reader, opcode: number, offset: number): void {
  if (opcode >= 0x45 && opcode <= 0xc4) return
  if (opcode >= 0x20 && opcode <= 0x26) reader.u32()
  else if (opcode >= 0x28 && opcode <= 0x3e) skipMemoryArgument(reader)
  else if (opcode === 0x41) reader.skipLeb(5)
  else if (opcode === 0x42) reader.skipLeb(10)
  else if (opcode === 0x43) reader.skip(4)
  else if (opcode === 0x44) reader.skip(8)
  else if (opcode === 0xd2) reader.u32()
  else if (opcode === 0x1c) {
    for (let left = readCount(reader); left > 0; left--) readValueType(reader)
  } else if (opcode === 0x3f || opcode === 0x40) skipMemoryIndex(reader)
  else if (opcode === 0xd0) readReferenceType(reader)
  else if (opcode === 0xfd) skipVector(reader, offset)
  else if (opcode !== 0x01 && opcode !== 0x1a && opcode !== 0x1b && opcode !== 0xd1) {
    refuseOpcode(opcode, offset)
  }
}

/** Steps over a 0xFC instruction and names it. */
export function skipPrefixed(reader: Reader, offset: number): number {
  const code = reader.u32()
  skipBulk(reader, code, offset)
  return code
}

/** Steps over a constant expression, its `end` included. @returns what evaluating it costs. */
export function skipConstant(reader: Reader): number {
  for (let gas = 0; ; gas += GAS_PER_CONSTANT) {
    const offset = reader.at
    const opcode = reader.u8()
    if (opcode === 0x0b) return gas
    const arithmetic = (opcode >= 0x6a && opcode <= 0x6c) || (opcode >= 0x7c && opcode <= 0x7e)
    if (arithmetic) continue
    const constant = (opcode >= 0x41 && opcode <= 0x44) || opcode === 0x23
    if (constant || opcode === 0xd0 || opcode === 0xd2 || opcode === 0xfd) {
      skipPlain(reader, opcode, offset)
    } else refuseOpcode(opcode, offset)
  }
}
