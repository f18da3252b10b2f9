import type { WasmFormat } from '#protocol/task/app.ts'
import { readBody } from './body.ts'
import { requiredExports, WASI_MODULE, wasiSignatures } from './imports.ts'
import { type MeterIndexes, meterBody, writeChargeHelper, writeGrowHelper } from './meter.ts'
import { Reader } from './reader.ts'
import { Refusal } from './refusal.ts'
import { HEADER, type Outline, readOutline, readSections, section } from './sections.ts'
import { describeType, type FunctionType, readCount } from './types.ts'
import { Writer } from './writer.ts'

/** Names under which the metered module exports what the host drives it by. */
export const meterExports = {
  /** i64 global: gas left. Zero until the host sets it; below zero the program ran out. */
  gas: 'loam:gas',
  /** i32 global: words of call stack in use, above `MAX_DEPTH_WORDS` after a depth trap. */
  depth: 'loam:depth',
  /** i32 global: pages the memory may grow to. The host lowers it to the subtask's limit. */
  maxPages: 'loam:max-pages',
  /** i32 global: 1 once the engine refused growth that the cap allowed, 2 once the cap forbade it. */
  growFailed: 'loam:grow-failed',
  /** The module's start function, if it had one; the host calls it once gas is set. */
  start: 'loam:start',
} as const

/**
 * How the exports begin that a module has whose instances can be put back to how they began: all of
 * its mutable globals, the meter's among them. What else an instance could change is its memory
 * (docs/adr/0017).
 */
export const STATE_EXPORT = 'loam:state-'

/** A module with more mutable globals than this is not put back. */
const MAX_STATE_GLOBALS = 64
/** Integers, which a host reads and writes without changing a bit. */
const INTEGERS = new Set([0x7f, 0x7e])

/**
 * Name of the metered module's custom section that says, in decimal digits, what its instantiation
 * costs: tables, globals, segments and first pages of memory, which engines make before any
 * instruction could be counted. The host takes that much off the limit, or does not instantiate.
 */
export const INSTANTIATION_GAS = 'loam:instantiation-gas'

/** What the gate says of a module. */
export type Verdict =
  | { readonly kind: 'accepted'; readonly module: Uint8Array<ArrayBuffer> }
  | {
      readonly kind: 'refused'
      /** The feature or fault in kebab-case, `relaxed-simd`. */
      readonly feature: string
      /** Byte of the module where it stands. */
      readonly offset: number
      readonly reason: string
    }

const MAX_MODULE_BYTES = 64 * 2 ** 20
const MAX_PAGES = 65_536
/** Functions, and globals, that engines take. */
const MAX_INDEXES = 1_000_000

function checkImports(outline: Outline, format: WasmFormat): void {
  for (const { module, name, typeIndex, offset } of outline.imports) {
    if (format === 'kernel') {
      throw new Refusal('imports', offset, `A kernel imports nothing, this one ${module}.${name}`)
    }
    const signature = module === WASI_MODULE ? wasiSignatures.get(name) : undefined
    if (!signature) throw new Refusal('imports', offset, `WASI has no ${module}.${name}`)
    const type = outline.types[typeIndex]
    if (!type || describeType(type) !== signature) {
      throw new Refusal('imports', offset, `${name} is imported with a wrong signature`)
    }
  }
}

function typeOfFunction(outline: Outline, index: number): FunctionType | undefined {
  const typeIndex =
    outline.imports[index]?.typeIndex ?? outline.functions[index - outline.imports.length]
  return typeIndex === undefined ? undefined : outline.types[typeIndex]
}

function checkExports(outline: Outline, format: WasmFormat): void {
  for (const { name, offset } of outline.exports) {
    if (name.startsWith('loam:')) throw new Refusal('exports', offset, `${name} is reserved`)
  }
  const find = (name: string, kind: number) =>
    outline.exports.find((each) => each.name === name && each.kind === kind)
  if (!find('memory', 2)) throw new Refusal('exports', 0, 'The module exports no memory')
  for (const [name, signature] of Object.entries(requiredExports[format])) {
    const found = find(name, 0)
    const type = found && typeOfFunction(outline, found.index)
    if (!type || describeType(type) !== signature) {
      throw new Refusal('exports', found?.offset ?? 0, `${name} (${signature}) is not exported`)
    }
  }
}

/** The types the meter adds: its helpers' own, then one for each many-valued result. */
class AddedTypes {
  readonly #first: number
  readonly #types: FunctionType[] = [{ parameters: [0x7f], results: [0x7f] }]
  /** Where each stands among the added ones: by the list it came from, and by its description. */
  readonly #indexOf = new Map<FunctionType['results'] | string, number>()

  constructor(first: number) {
    this.#first = first
  }

  get helper(): number {
    return this.#first
  }

  writeBlockType(out: Writer, results: FunctionType['results']): void {
    const [only] = results
    if (only === undefined) out.u8(0x40)
    else if (results.length === 1) out.u8(only)
    else {
      const index = this.#indexOf.get(results) ?? this.#add(results)
      out.positive(this.#first + index)
    }
  }

  #add(results: FunctionType['results']): number {
    const type: FunctionType = { parameters: [], results }
    const described = describeType(type)
    const index = this.#indexOf.get(described) ?? this.#types.push(type) - 1
    this.#indexOf.set(described, index).set(results, index)
    return index
  }

  get count(): number {
    return this.#types.length
  }

  write(out: Writer): void {
    for (const { parameters, results } of this.#types) {
      out
        .u8(0x60)
        .u32(parameters.length)
        .u8(...parameters)
      out.u32(results.length).u8(...results)
    }
  }
}

function meterFunctions(
  code: Reader | undefined,
  outline: Outline,
  indexes: MeterIndexes,
  added: AddedTypes,
): { readonly functions: Writer; readonly changesTables: boolean } {
  const count = code ? readCount(code) : 0
  if (count !== outline.functions.length) {
    throw new Refusal('malformed', code?.at ?? 0, 'Functions and bodies differ in number')
  }
  const out = new Writer().u32(count + 2)
  let changesTables = false
  const surroundings = {
    types: outline.types,
    typeOfFunction: (index: number) => typeOfFunction(outline, index),
  }
  for (const typeIndex of outline.functions) {
    const type = outline.types[typeIndex]
    if (!code || !type) throw new Refusal('malformed', code?.at ?? 0, 'Unknown function type')
    const body = readBody(code.slice(code.u32()), type, surroundings)
    changesTables ||= body.changesTables
    meterBody(out, code.bytes, body, {
      indexes,
      type,
      writeBlockType: (block) => added.writeBlockType(block, type.results),
    })
  }
  if (code && code.at !== code.end) {
    throw new Refusal('malformed', code.at, 'A section is longer than its content')
  }
  writeChargeHelper(out, indexes)
  writeGrowHelper(out, indexes)
  return { functions: out, changesTables }
}

/**
 * Indexes of all globals that a run can change, where nothing else but its memory is left changed
 * by it; undefined where something is, or where the host could not put them back.
 */
function stateOf({ globals }: Outline, indexes: MeterIndexes, changesTables: boolean) {
  const mutable = [...globals.entries()].filter(([, { isMutable }]) => isMutable)
  const isInteger = mutable.every(([, { type }]) => INTEGERS.has(type))
  if (changesTables || !isInteger || mutable.length > MAX_STATE_GLOBALS) return undefined
  const { gas, depth, maxPages, growFailed } = indexes
  return [...mutable.map(([index]) => index), gas, depth, maxPages, growFailed]
}

function writeGlobals(out: Writer, maxPages: number): void {
  out.u8(0x7e, 1, 0x42, 0, 0x0b)
  out.u8(0x7f, 1, 0x41, 0, 0x0b)
  out.u8(0x7f, 1, 0x41).positive(maxPages).u8(0x0b)
  out.u8(0x7f, 1, 0x41, 0, 0x0b)
}

function writeExports(
  out: Writer,
  indexes: MeterIndexes,
  start: number | undefined,
  state: readonly number[],
): void {
  for (const name of ['gas', 'depth', 'maxPages', 'growFailed'] as const) {
    out.name(meterExports[name]).u8(3).u32(indexes[name])
  }
  if (start !== undefined) out.name(meterExports.start).u8(0).u32(start)
  for (const index of state) out.name(`${STATE_EXPORT}${index}`).u8(3).u32(index)
}

/** A vector section with elements added at its end, or, when nothing is to be added, as it was. */
function writeVector(
  out: Writer,
  id: number,
  original: Reader | undefined,
  added: number,
  writeAdded: (out: Writer) => void,
): void {
  if (!original && added === 0) return
  const content = new Writer()
  if (original) {
    const reader = new Reader(original.bytes, original.start, original.end)
    content.u32(reader.u32() + added).raw(reader.bytes.subarray(reader.at, reader.end))
  } else content.u32(added)
  writeAdded(content)
  out.u8(id).sized(content)
}

/** @throws {Refusal} */
function meterModule(bytes: Uint8Array, format: WasmFormat) {
  if (bytes.length > MAX_MODULE_BYTES) {
    throw new Refusal('size', 0, `More than ${MAX_MODULE_BYTES} bytes`)
  }
  const sections = readSections(bytes)
  const outline = readOutline(sections)
  checkImports(outline, format)
  checkExports(outline, format)
  const functions = outline.imports.length + outline.functions.length
  const indexes: MeterIndexes = {
    gas: outline.globals.length,
    depth: outline.globals.length + 1,
    maxPages: outline.globals.length + 2,
    growFailed: outline.globals.length + 3,
    charge: functions,
    grow: functions + 1,
  }
  if (indexes.grow >= MAX_INDEXES || indexes.growFailed >= MAX_INDEXES)
    throw new Refusal('size', 0, `More than ${MAX_INDEXES} functions or globals, metered`)
  const added = new AddedTypes(outline.types.length)
  const { functions: code, changesTables } = meterFunctions(
    sections.get(section.code),
    outline,
    indexes,
    added,
  )
  const maxPages = Math.min(outline.memory?.max ?? MAX_PAGES, MAX_PAGES)
  const state = format === 'kernel' ? (stateOf(outline, indexes, changesTables) ?? []) : []
  const exported = (outline.start === undefined ? 4 : 5) + state.length

  const out = new Writer().u8(...HEADER)
  const copy = (id: number) => writeVector(out, id, sections.get(id), 0, () => undefined)
  const extend = (id: number, count: number, write: (out: Writer) => void) =>
    writeVector(out, id, sections.get(id), count, write)
  extend(section.type, added.count, (content) => added.write(content))
  copy(section.import)
  extend(section.function, 2, (content) => content.u32(added.helper).u32(added.helper))
  copy(section.table)
  copy(section.memory)
  extend(section.global, 4, (content) => writeGlobals(content, maxPages))
  extend(section.export, exported, (content) =>
    writeExports(content, indexes, outline.start, state),
  )
  copy(section.element)
  copy(section.dataCount)
  out.u8(section.code).sized(code)
  copy(section.data)
  const digits = new TextEncoder().encode(String(outline.instantiationGas))
  out.u8(section.custom).sized(new Writer().name(INSTANTIATION_GAS).raw(digits))
  return out.finish()
}

/**
 * Checks a stranger's module and instruments it, in one walk over its code.
 *
 * Accepted modules compute the same on every engine: no threads, relaxed SIMD, 64-bit or second
 * memories, exceptions, garbage collection, tail calls, or anything unknown; imports and exports
 * are exactly those of the format. The result counts gas and call depth and stops at their limits
 * (`meterExports`). Pure and deterministic: the same bytes give the same metered module anywhere.
 *
 * @example
 * const verdict = gate(bytes, { format: 'kernel' })
 * if (verdict.kind === 'refused') explain(verdict.feature, verdict.offset, verdict.reason)
 */
export function gate(bytes: Uint8Array<ArrayBuffer>, options: { format: WasmFormat }): Verdict {
  try {
    const module = meterModule(bytes, options.format)
    if (WebAssembly.validate(bytes)) return { kind: 'accepted', module }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const { feature, offset, message } = error
    return { kind: 'refused', feature, offset, reason: message }
  }
  // The plain module's own validity keeps it from naming the types, globals and functions that
  // the meter adds.
  return { kind: 'refused', feature: 'invalid', offset: 0, reason: 'The module is not valid WASM' }
}
