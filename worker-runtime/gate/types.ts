import type { Reader } from './reader.ts'
import { Refusal } from './refusal.ts'

/** Value types that every engine computes alike: numbers, vectors, opaque references. */
export type ValueType = 0x7f | 0x7e | 0x7d | 0x7c | 0x7b | 0x70 | 0x6f

export const VECTOR: ValueType = 0x7b

/** Words a value takes on an engine's stack. */
export const wordsOf = (type: ValueType): number => (type === VECTOR ? 2 : 1)

export interface FunctionType {
  readonly parameters: readonly ValueType[]
  readonly results: readonly ValueType[]
}

const letters: Readonly<Record<ValueType, string>> = {
  127: 'i',
  126: 'I',
  125: 'f',
  124: 'F',
  123: 'v',
  112: 'r',
  111: 'e',
}

/** A signature in letters, `ii:i` for two i32 to one; `I` is i64. */
export function describeType(type: FunctionType): string {
  const spell = (types: readonly ValueType[]) => types.map((each) => letters[each]).join('')
  return `${spell(type.parameters)}:${spell(type.results)}`
}

export function isValueType(byte: number): byte is ValueType {
  return (byte >= 0x7b && byte <= 0x7f) || byte === 0x70 || byte === 0x6f
}

export function readValueType(reader: Reader): ValueType {
  const offset = reader.at
  const byte = reader.u8()
  if (!isValueType(byte)) throw new Refusal('gc', offset, 'Typed references are not allowed')
  return byte
}

export function readReferenceType(reader: Reader): 0x70 | 0x6f {
  const offset = reader.at
  const byte = reader.u8()
  if (byte === 0x70 || byte === 0x6f) return byte
  throw new Refusal('gc', offset, 'Typed references are not allowed')
}

/** What every engine takes at most, of parameters and of results. */
const MAX_ARITY = 1_000

function readArity(reader: Reader): ValueType[] {
  const offset = reader.at
  const count = readCount(reader)
  if (count <= MAX_ARITY) return Array.from({ length: count }, () => readValueType(reader))
  throw new Refusal('size', offset, `More than ${MAX_ARITY} parameters or results`)
}

export function readFunctionType(reader: Reader): FunctionType {
  const offset = reader.at
  if (reader.u8() !== 0x60) throw new Refusal('gc', offset, 'Only function types are allowed')
  return { parameters: readArity(reader), results: readArity(reader) }
}

/** A vector's length, never more than the bytes that are left. */
export function readCount(reader: Reader): number {
  const offset = reader.at
  const count = reader.u32()
  if (count > reader.end - reader.at) {
    throw new Refusal('truncated', offset, 'A list is longer than its section')
  }
  return count
}

export interface SizeLimits {
  readonly min: number
  readonly max: number | undefined
}

/** Limits of a memory or table, in its own unit. */
export function readLimits(reader: Reader): SizeLimits {
  const offset = reader.at
  const flags = reader.u8()
  if (flags & 2) throw new Refusal('threads', offset, 'Shared memory is not allowed')
  if (flags & 4) throw new Refusal('memory64', offset, '64-bit memories are not allowed')
  if (flags & ~1) throw new Refusal('unknown', offset, 'Unknown kind of memory or table')
  const min = reader.u32()
  return { min, max: flags & 1 ? reader.u32() : undefined }
}
