import {
  changesTable,
  changesTableOrSegment,
  gasOf,
  gasOfPrefixed,
  movesEntries,
  movesInBulk,
  readBlockType,
  skipPlain,
  skipPrefixed,
  skipVector,
} from './instructions.ts'
import { KeptValues } from './kept-values.ts'
import { kindGiven, unevenLanes } from './lane-kinds.ts'
import { findVectors, type Locals, readLocals } from './locals.ts'
import { asMiscompiled } from './miscompiled.ts'
import { op } from './opcodes.ts'
import { Reader } from './reader.ts'
import { Refusal } from './refusal.ts'
import { type Float, RAW, SINKS, VECTOR_SINKS } from './sinks.ts'
import { stackChange } from './stack-effects.ts'
import { type Label, openLabel, type Step } from './steps.ts'
import { type FunctionType, readCount, VECTOR, wordsOf } from './types.ts'
import { type Cleaning, VectorNaNs } from './vector-nans.ts'

/** Engines' own limit, which also bounds what is noted about one function. */
export const MAX_BODY_BYTES = 7_654_321

export interface Body {
  /** The declared locals, group by group. */
  readonly locals: Locals
  /** First byte of the code. */
  readonly start: number
  readonly steps: readonly Step[]
  /** What a branch out of all blocks leads to. */
  readonly label: Label
  readonly calls: boolean
  /** Whether it changes more of the instance than memory and globals. */
  readonly changesTables: boolean
  /** Locals that are given anything else than what was just loaded from memory. */
  readonly computed: ReadonlySet<number>
  /** Where lanes of vectors are to be cleaned of NaNs that are not alike, in order. */
  readonly cleanings: readonly Cleaning[]
  /** Words that its locals and, at the most, its operands take; a vector takes two. */
  readonly words: number
  /** Words that a compiler may keep over a call besides, at the most. */
  readonly keptWords: number
}

/** What surrounds the body. */
export interface Surroundings {
  readonly types: readonly FunctionType[]
  typeOfFunction(index: number): FunctionType | undefined
}

interface Frame {
  readonly label: Label
  /** Operands below it, and how many it takes and leaves. */
  readonly base: number
  readonly parameters: number
  readonly results: number
}

/** What has the same value wherever it is computed from the same. */
const isComputed = (opcode: number) => (opcode >= 0x45 && opcode <= 0xc4) || opcode === op.globalGet
/** Words that a vector takes with another that the meter makes of it: the compiler may keep both. */
const TWO_VECTORS = 4
const isSaturating = (code: number) => code <= 7

/** Follows one body instruction by instruction. */
class Walk {
  readonly #reader: Reader
  readonly #surroundings: Surroundings
  readonly #frames: Frame[]
  readonly steps: Step[] = []
  readonly label = openLabel(false)
  calls = false
  changesTables = false
  vectors = false
  highest = 0
  readonly computed = new Set<number>()
  readonly kept = new KeptValues()
  readonly vectorNaNs: VectorNaNs
  readonly #type: FunctionType
  /** The instruction before, and the local that it left on top of the stack, if it did. */
  #before: { readonly opcode: number; readonly local: number | undefined } | undefined
  #height = 0
  #gas = 0

  constructor(
    reader: Reader,
    surroundings: Surroundings,
    options: { readonly type: FunctionType; readonly locals: Locals },
  ) {
    this.#reader = reader
    this.#surroundings = surroundings
    this.#type = options.type
    const { parameters, results } = options.type
    const isVector = findVectors(parameters, options.locals)
    this.vectorNaNs = new VectorNaNs({ parameters: parameters.length, isVector })
    const frame = { label: this.label, base: 0, parameters: 0, results: results.length }
    this.#frames = [frame]
    this.vectorNaNs.open({ ...frame, isIf: false, givesVector: false })
  }

  get #frame(): Frame {
    const frame = this.#frames.at(-1)
    if (!frame) throw new Refusal('malformed', this.#reader.at, 'More ends than blocks')
    return frame
  }

  /** Code that cannot be reached may pop more than there is. */
  #shift(change: number): void {
    this.#height = Math.max(this.#frame.base, this.#height + change)
    if (this.#height > this.highest) this.highest = this.#height
  }

  /** Notes a step that begins at `start` and ends here, with what is special about it. */
  #step(opcode: number, start: number, more: Partial<Step> = {}): void {
    this.steps.push({ opcode, start, end: this.#reader.at, gas: this.#gas, labels: [], ...more })
    this.#gas = 0
  }

  /**
   * What was loaded is stored again as it is: programs keep other things than numbers there.
   * @returns whether NaNs are sure to be made alike.
   */
  #sink(opcode: number, start: number, float: Float | undefined): boolean {
    if (float === undefined || RAW.has(this.#before?.opcode ?? op.nop)) return false
    const sink = { float, local: this.#before?.local }
    this.#step(opcode, start, { sink })
    return sink.local === undefined || sink.local < this.#type.parameters.length
  }

  #walkLocal(opcode: number, start: number): void {
    const local = this.#noteLocal(opcode, start)
    const { at } = this.#reader
    if (opcode === op.localGet) this.vectorNaNs.getLocal(local, this.#height, at)
    else this.vectorNaNs.setLocal(local, this.#height, at, opcode === op.localTee)
    this.#shift(stackChange('plain', opcode))
    // `local.set` leaves nothing on top of the stack.
    this.#before = { opcode, local: opcode === op.localSet ? undefined : local }
  }

  /** @returns the local that is read or set. */
  #noteLocal(opcode: number, start: number): number {
    const local = new Reader(this.#reader.bytes, start + 1).u32()
    if (opcode !== op.localGet && !RAW.has(this.#before?.opcode ?? op.nop)) {
      this.computed.add(local)
    }
    return local
  }

  #walkVector(start: number): void {
    const reader = this.#reader
    this.vectors = true
    this.#gas++
    const code = skipVector(reader, start)
    const miscompiled = asMiscompiled(code)
    const isKeptTwice = miscompiled !== undefined || unevenLanes(kindGiven(code)) !== 0
    this.kept.compute(isKeptTwice ? TWO_VECTORS : wordsOf(VECTOR))
    if (miscompiled !== undefined) this.#step(op.vector, start, { miscompiled })
    const isQuiet = this.#sink(op.vector, start, VECTOR_SINKS.get(code))
    const place = { height: this.#height, at: reader.at }
    this.vectorNaNs.vector(code, place, { bytes: reader.bytes.subarray(start, reader.at), isQuiet })
    this.#shift(stackChange('vector', code))
  }

  #target(): Label {
    const offset = this.#reader.at
    const depth = this.#reader.u32()
    const label = this.#frames.at(-1 - depth)?.label
    if (!label) throw new Refusal('malformed', offset, 'A branch leads out of its function')
    this.kept.branch(depth)
    this.vectorNaNs.branch(depth, this.#height)
    label.targeted = true
    return label
  }

  #open(opcode: number, start: number): void {
    const type = readBlockType(this.#reader, this.#surroundings.types)
    if (opcode === op.if) {
      this.#gas++
      this.#shift(-1)
    }
    this.kept.open(opcode === op.loop ? 'loop' : opcode === op.if ? 'if' : 'block')
    const label = openLabel(opcode === op.loop)
    const base = Math.max(this.#frame.base, this.#height - type.parameters)
    this.vectorNaNs.open({ ...type, label, base, isIf: opcode === op.if })
    this.#frames.push({ ...type, label, base })
    this.#shift(0)
    this.#step(opcode, start, { labels: [label] })
  }

  #leave(): void {
    this.#height = this.#frame.base
    this.kept.leave()
    this.vectorNaNs.leave(this.#height)
  }

  #call(start: number, opcode: number, type: FunctionType | undefined): void {
    if (!type) throw new Refusal('malformed', start, 'A call of an unknown function or type')
    this.#shift(-type.parameters.length - (opcode === op.callIndirect ? 1 : 0))
    this.vectorNaNs.see(this.#height)
    this.#shift(type.results.length)
    this.calls = true
    this.kept.call()
    this.#gas++
    this.#step(opcode, start)
  }

  #callAny(start: number, opcode: number): void {
    const index = this.#reader.u32()
    if (opcode === op.call) {
      this.#call(start, opcode, this.#surroundings.typeOfFunction(index))
    } else {
      this.#reader.u32()
      this.#call(start, opcode, this.#surroundings.types[index])
    }
  }

  /** Takes the next instruction; whether it was the function's last. */
  next(): boolean {
    const reader = this.#reader
    const start = reader.at
    const opcode = reader.u8()
    switch (opcode) {
      case op.block:
      case op.loop:
      case op.if:
        this.#open(opcode, start)
        break
      case op.else: {
        const { label, base, parameters } = this.#frame
        label.hasElse = true
        this.kept.else()
        this.vectorNaNs.else(this.#height)
        this.#height = base + parameters
        this.#step(opcode, start, { labels: [label] })
        break
      }
      case op.end: {
        const { label, base, results } = this.#frame
        this.#frames.pop()
        this.kept.close()
        this.vectorNaNs.end(this.#height, reader.at)
        this.#step(opcode, start, { labels: [label] })
        if (this.#frames.length === 0) return true
        this.#height = base
        this.#shift(results)
        break
      }
      case op.branch:
        this.#gas++
        this.#step(opcode, start, { labels: [this.#target()] })
        this.#leave()
        break
      case op.branchIf:
        this.#gas++
        this.#shift(-1)
        this.#step(opcode, start, { labels: [this.#target()] })
        break
      case op.branchTable: {
        this.#gas++
        this.#shift(-1)
        const labels = Array.from({ length: readCount(reader) + 1 }, () => this.#target())
        this.#step(opcode, start, { labels })
        this.#leave()
        break
      }
      case op.return:
      case op.unreachable:
        this.#gas++
        if (opcode === op.return) {
          this.label.targeted = true
          this.vectorNaNs.see(this.#height - this.#type.results.length)
        }
        this.#step(opcode, start, { labels: [this.label] })
        this.#leave()
        break
      case op.call:
      case op.callIndirect:
        this.#callAny(start, opcode)
        break
      case op.memoryGrow:
        skipPlain(reader, opcode, start)
        this.#gas++
        this.#step(opcode, start)
        break
      case op.prefixed: {
        const code = skipPrefixed(reader, start)
        this.#gas += gasOfPrefixed(code)
        this.#shift(stackChange('prefixed', code))
        if (isSaturating(code)) this.kept.compute(1)
        if (changesTableOrSegment(code)) this.changesTables = true
        if (movesInBulk(code)) this.#step(opcode, start, { movesEntries: movesEntries(code) })
        break
      }
      case op.vector:
        this.#walkVector(start)
        break
      case op.localGet:
      case op.localSet:
      case op.localTee:
        skipPlain(reader, opcode, start)
        this.#gas++
        this.#walkLocal(opcode, start)
        return false
      default:
        skipPlain(reader, opcode, start)
        this.#gas += gasOf(opcode)
        if (changesTable(opcode)) this.changesTables = true
        this.vectorNaNs.plain(opcode, this.#height, reader.at)
        this.#shift(stackChange('plain', opcode))
        if (isComputed(opcode)) this.kept.compute(1)
        this.#sink(opcode, start, SINKS.get(opcode))
    }
    this.#before = { opcode, local: undefined }
    return false
  }
}

/**
 * Walks one function body: refuses what is not allowed, and notes all that the meter has to know.
 * @throws {Refusal}
 */
export function readBody(reader: Reader, type: FunctionType, surroundings: Surroundings): Body {
  if (reader.end - reader.start > MAX_BODY_BYTES) {
    throw new Refusal('size', reader.start, `A function of more than ${MAX_BODY_BYTES} bytes`)
  }
  const locals = readLocals(reader, type.parameters.length)
  const start = reader.at
  const walk = new Walk(reader, surroundings, { type, locals })
  while (!walk.next());
  if (reader.at !== reader.end) {
    throw new Refusal('malformed', reader.at, 'Code follows the end of a function')
  }
  const { steps, label, calls, changesTables, computed } = walk
  const cleanings = walk.vectorNaNs.findCleanings()
  const localWords = locals.reduce((sum, each) => sum + each.count * wordsOf(each.type), 0)
  const words = localWords + walk.highest * (walk.vectors ? 2 : 1)
  const keptWords = walk.kept.words
  return {
    locals,
    start,
    steps,
    label,
    calls,
    changesTables,
    computed,
    cleanings,
    words,
    keptWords,
  }
}
