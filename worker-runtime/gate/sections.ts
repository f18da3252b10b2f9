import {
  BULK_BYTES_PER_GAS_LOG2,
  GAS_PER_ENTRY,
  GAS_PER_PAGE,
  gasOfPrefixed,
  skipConstant,
} from './instructions.ts'
import { Reader } from './reader.ts'
import { Refusal } from './refusal.ts'
import {
  type FunctionType,
  readCount,
  readFunctionType,
  readLimits,
  readReferenceType,
  readValueType,
} from './types.ts'

export const section = {
  custom: 0,
  type: 1,
  import: 2,
  function: 3,
  table: 4,
  memory: 5,
  global: 6,
  export: 7,
  start: 8,
  element: 9,
  code: 10,
  data: 11,
  dataCount: 12,
} as const

/** The order in which known sections must stand; the data count comes before the code. */
const order = [1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 10, 11]
const MAX_TABLES = 100
/** Entries of all tables together, and of all segments that an engine makes to fill them. */
const MAX_TABLE_ENTRIES = 100_000
const MEMORY_INIT = 8
const TABLE_INIT = 12
/** What a global costs beside its value. It takes V8 20 ns. */
const GAS_PER_GLOBAL = 128
export const HEADER = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00]

/** Cuts the module into its known sections. Of custom ones, which compute nothing, the last is kept. */
export function readSections(bytes: Uint8Array): ReadonlyMap<number, Reader> {
  const reader = new Reader(bytes)
  for (const expected of HEADER) {
    const offset = reader.at
    if (reader.u8() !== expected) throw new Refusal('malformed', offset, 'Not a WASM 1 module')
  }
  const sections = new Map<number, Reader>()
  let last = -1
  while (reader.at < reader.end) {
    const offset = reader.at
    const id = reader.u8()
    const content = reader.slice(reader.u32())
    if (id === section.custom) {
      sections.set(id, content)
      continue
    }
    if (id === 13) throw new Refusal('exceptions', offset, 'Exception tags are not allowed')
    const place = order.indexOf(id)
    if (place < 0) throw new Refusal('unknown', offset, `Unknown section ${id}`)
    if (place <= last) throw new Refusal('malformed', offset, 'Sections out of order')
    last = place
    sections.set(id, content)
  }
  return sections
}

function finish(reader: Reader): void {
  if (reader.at !== reader.end) {
    throw new Refusal('malformed', reader.at, 'A section is longer than its content')
  }
}

/** Reads a section that is a vector, element by element; an absent one is empty. */
function readVector<T>(
  reader: Reader | undefined,
  readElement: (reader: Reader, index: number) => T,
): T[] {
  if (!reader) return []
  const elements = Array.from({ length: readCount(reader) }, (_, index) =>
    readElement(reader, index),
  )
  finish(reader)
  return elements
}

export interface Import {
  readonly module: string
  readonly name: string
  readonly typeIndex: number
  readonly offset: number
}

export interface Export {
  readonly name: string
  /** 0 function, 1 table, 2 memory, 3 global. */
  readonly kind: number
  readonly index: number
  readonly offset: number
}

export interface Global {
  readonly type: number
  readonly isMutable: boolean
  /** What it costs to make it. */
  readonly gas: number
}

/** What the gate needs to know about a module beside its code. */
export interface Outline {
  readonly types: readonly FunctionType[]
  readonly imports: readonly Import[]
  /** Type index of every function the module defines. */
  readonly functions: readonly number[]
  readonly globals: readonly Global[]
  readonly memory: { readonly min: number; readonly max: number | undefined } | undefined
  readonly exports: readonly Export[]
  readonly start: number | undefined
  /** What an engine does before the program's first instruction, in gas. */
  readonly instantiationGas: number
}

function readImport(reader: Reader): Import {
  const offset = reader.at
  const module = reader.name()
  const name = reader.name()
  if (reader.u8() !== 0) {
    throw new Refusal('imports', offset, `Only functions can be imported, not ${module}.${name}`)
  }
  return { module, name, typeIndex: reader.u32(), offset }
}

/** Hands out table entries, which an engine keeps beside the memory. */
class EntryBudget {
  #left = MAX_TABLE_ENTRIES

  spend(count: number, offset: number): void {
    this.#left -= count
    if (this.#left >= 0) return
    throw new Refusal('size', offset, `More than ${MAX_TABLE_ENTRIES} table entries`)
  }
}

/** Tables never grow, so that what they begin with is all they ever have. @returns gas to make it. */
function skipTable(reader: Reader, index: number, budget: EntryBudget): number {
  const offset = reader.at
  if (index >= MAX_TABLES) throw new Refusal('size', offset, `More than ${MAX_TABLES} tables`)
  readReferenceType(reader)
  const { min } = readLimits(reader)
  budget.spend(min, offset)
  return min * GAS_PER_ENTRY
}

function readGlobal(reader: Reader): Global {
  const type = readValueType(reader)
  const offset = reader.at
  const mutability = reader.u8()
  if (mutability & 2) throw new Refusal('threads', offset, 'Shared globals are not allowed')
  const gas = GAS_PER_GLOBAL + skipConstant(reader)
  return { type, isMutable: mutability === 1, gas }
}

function readExport(reader: Reader): Export {
  const offset = reader.at
  const name = reader.name()
  const kind = reader.u8()
  if (kind > 3) throw new Refusal('unknown', offset, `Unknown kind of export ${kind}`)
  return { name, kind, index: reader.u32(), offset }
}

/**
 * @returns gas to fill a table with it. One that is only at hand costs the same: V8 makes all its
 * entries when the first is taken.
 */
function skipElements(reader: Reader, budget: EntryBudget): number {
  const offset = reader.at
  const flags = reader.u32()
  if (flags > 7) throw new Refusal('unknown', offset, 'Unknown kind of element segment')
  const active = (flags & 1) === 0
  const onlyDeclared = (flags & 3) === 3
  const expressions = (flags & 4) !== 0
  if (active && flags & 2) reader.u32()
  let gas = active ? skipConstant(reader) : 0
  if (flags & 3) {
    if (expressions) readReferenceType(reader)
    else reader.u8()
  }
  const count = readCount(reader)
  for (let left = count; left > 0; left--) {
    if (expressions) gas += skipConstant(reader)
    else reader.u32()
  }
  if (onlyDeclared) return 0
  budget.spend(count, offset)
  return gas + gasOfPrefixed(TABLE_INIT) + count * GAS_PER_ENTRY
}

/** @returns gas to copy it into memory; one that is only at hand costs nothing. */
function skipData(reader: Reader): number {
  const offset = reader.at
  const flags = reader.u32()
  if (flags > 2) throw new Refusal('unknown', offset, 'Unknown kind of data segment')
  if (flags === 2 && reader.u32() !== 0) {
    throw new Refusal('multi-memory', offset, 'Only one memory is allowed')
  }
  const offsetGas = flags === 1 ? 0 : skipConstant(reader)
  const length = reader.u32()
  reader.skip(length)
  if (flags === 1) return 0
  return offsetGas + gasOfPrefixed(MEMORY_INIT) + Math.floor(length / 2 ** BULK_BYTES_PER_GAS_LOG2)
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0)

/**
 * Walks everything but the code, refusing what is not allowed.
 * @throws {Refusal}
 */
export function readOutline(sections: ReadonlyMap<number, Reader>): Outline {
  const types = readVector(sections.get(section.type), readFunctionType)
  const imports = readVector(sections.get(section.import), readImport)
  const functions = readVector(sections.get(section.function), (reader) => reader.u32())
  const entries = new EntryBudget()
  const tables = readVector(sections.get(section.table), (reader, index) =>
    skipTable(reader, index, entries),
  )
  const memories = readVector(sections.get(section.memory), (reader, index) => {
    if (index > 0) throw new Refusal('multi-memory', reader.at, 'Only one memory is allowed')
    return readLimits(reader)
  })
  const globals = readVector(sections.get(section.global), readGlobal)
  const exports = readVector(sections.get(section.export), readExport)
  const startSection = sections.get(section.start)
  const start = startSection?.u32()
  if (startSection) finish(startSection)
  const filled = new EntryBudget()
  const elements = readVector(sections.get(section.element), (reader) =>
    skipElements(reader, filled),
  )
  const data = readVector(sections.get(section.data), skipData)
  return {
    types,
    imports,
    functions,
    globals,
    memory: memories[0],
    exports,
    start,
    instantiationGas:
      sum(tables) +
      sum(globals.map(({ gas }) => gas)) +
      sum(elements) +
      sum(data) +
      (memories[0]?.min ?? 0) * GAS_PER_PAGE,
  }
}
