import { Refusal } from './refusal.ts'
import type { Token } from './wgsl-tokens.ts'

/** What the gate reads as WGSL's own, or puts into a shader's text itself. */
const RESERVED = new Set(['array', 'atomic', 'atomicStore', 'loam', 'Loam', 'u32', 'vec3u'])
const DECLARING = new Set(['alias', 'const', 'fn', 'let', 'override', 'struct', 'var'])
/** One statement copies a whole value, so a value may have so many bytes. */
const MAX_VALUE_BYTES = 4_096
/** Variables outside functions are made anew for every invocation or workgroup. */
const MAX_VARIABLE_BYTES = 16_384
/** WGSL itself allows 15. */
const MAX_TYPE_NESTING = 16
/** A matrix of 4 × 4, WGSL's largest type that is neither array nor structure. */
const MATRIX_BYTES = 64
/** `var<storage, read_write,>` up to its last sign. */
const MAX_SPACE_TOKENS = 6
const NUMBER = /^(?:0[xX][0-9a-fA-F]+|[0-9]+)[iu]?$/

/** What a shader's declarations come to in memory. */
export interface Footprint {
  /** Reads a plain number, or a `const` that is one. @throws {Refusal} */
  readonly countAt: (token: number) => number
  /** The largest value that one statement can copy. */
  readonly valueBytes: number
  /** All variables outside functions that are zeroed before the entry point starts. */
  readonly variableBytes: number
}

/**
 * Measures the fixed-size types of a shader, which the gate's steps do not see.
 *
 * @throws {Refusal} for what is too large, for sizes that are not plain numbers or `const` names of
 * such, and for names that would make other words of the text mean something else.
 */
export function measureTypes(tokens: readonly Token[]): Footprint {
  checkNames(tokens)
  const sizes = new Sizes(tokens)
  let valueBytes = MATRIX_BYTES
  for (const [at, { text, offset }] of tokens.entries()) {
    if (text !== 'array' && text !== 'struct') continue
    const bytes = text === 'array' ? sizes.at(at).bytes : sizes.ofStruct(at)
    valueBytes = Math.max(valueBytes, bytes)
    if (bytes <= MAX_VALUE_BYTES) continue
    const reason = `A value of ${bytes} bytes; ${MAX_VALUE_BYTES} are allowed, and more in storage arrays without a size`
    throw new Refusal('wgsl-type-size', offset, reason)
  }
  let variableBytes = 0
  for (let at = 0; at < tokens.length; at++) {
    const space = tokens[at + 2]
    if (tokens[at]?.text !== 'var' || tokens[at + 1]?.text !== '<' || !space) continue
    if (space.text !== 'private' && space.text !== 'workgroup') continue
    const name = nameOfVar(tokens, at)
    variableBytes += tokens[name + 1]?.text === ':' ? sizes.at(name + 2).bytes : valueBytes
    if (variableBytes <= MAX_VARIABLE_BYTES) continue
    const reason = `Variables of more than ${MAX_VARIABLE_BYTES} bytes outside functions`
    throw new Refusal('wgsl-type-size', space.offset, reason)
  }
  return { valueBytes, variableBytes, countAt: (token) => sizes.count(token) }
}

function checkNames(tokens: readonly Token[]): void {
  for (const [at, { text }] of tokens.entries()) {
    const isDeclaring = DECLARING.has(text)
    // Parameters and members are declared by the colon behind them alone.
    const name = isDeclaring ? tokens[text === 'var' ? nameOfVar(tokens, at) : at + 1] : tokens[at]
    if (!name || !RESERVED.has(name.text)) continue
    if (isDeclaring || tokens[at + 1]?.text === ':')
      throw new Refusal('wgsl-name', name.offset, `“${name.text}” cannot be declared anew`)
  }
}

/** Where the name of the variable declared at `at` stands, behind its address space. */
function nameOfVar(tokens: readonly Token[], at: number): number {
  if (tokens[at + 1]?.text !== '<') return at + 1
  let name = at + 2
  while (name < at + MAX_SPACE_TOKENS && tokens[name]?.text !== '>') name += 1
  return name + 1
}

interface Measured {
  /** 0 for an array without a size, which cannot be copied. */
  readonly bytes: number
  /** The token behind the type. */
  readonly end: number
}

class Sizes {
  readonly #tokens: readonly Token[]
  /** Where the aliased type or the structure stands, by name. */
  readonly #declared = new Map<string, number>()
  readonly #known = new Map<string, number>()
  /** Without a number where one name stands for several things, or for more than a number. */
  readonly #constants = new Map<string, number | undefined>()

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens
    for (const [at, { text }] of tokens.entries()) {
      const name = this.#text(at + 1)
      if (text === 'alias') this.#declared.set(name, at + 3)
      if (text === 'struct') this.#declared.set(name, at)
      if (text !== 'const') continue
      const value = at + (this.#text(at + 2) === ':' ? 5 : 3)
      const isPlain = NUMBER.test(this.#text(value)) && this.#text(value + 1) === ';'
      const isOnly = !this.#constants.has(name)
      this.#constants.set(name, isPlain && isOnly ? numberOf(this.#text(value)) : undefined)
    }
  }

  /** The type that stands at a token. */
  at(at: number, nesting = 0): Measured {
    const name = this.#text(at)
    if (nesting > MAX_TYPE_NESTING) this.#refuse(at, 'Types are nested too deeply')
    if (name === 'array') return this.#ofArray(at, nesting)
    return { bytes: this.#ofName(name, nesting), end: this.#behindTemplate(at + 1) }
  }

  /** The structure declared at a token, its members end to end. */
  ofStruct(at: number, nesting = 0): number {
    let bytes = 0
    let least = 0
    for (let member = at + 3; this.#text(member) !== '}'; ) {
      if (['', '{', 'struct'].includes(this.#text(member)))
        this.#refuse(at, 'A structure has no end')
      const isSized = ['size', 'align'].includes(this.#text(member))
      if (isSized && this.#text(member + 1) === '(') least = Math.max(least, this.count(member + 2))
      if (this.#text(member) !== ':') {
        member += 1
        continue
      }
      const type = this.at(member + 1, nesting + 1)
      bytes += Math.max(type.bytes, least)
      least = 0
      member = type.end
    }
    return bytes
  }

  /** The whole number at a token. */
  count(at: number): number {
    const text = this.#text(at)
    const count = NUMBER.test(text) ? numberOf(text) : this.#constants.get(text)
    const isWhole = [',', '>', ')'].includes(this.#text(at + 1))
    if (count === undefined || !isWhole)
      this.#refuse(at, 'A size has to be a number, or a const that is one and has its own name')
    return count
  }

  #ofArray(at: number, nesting: number): Measured {
    if (this.#text(at + 1) !== '<') this.#refuse(at, 'An array has to name its type and size')
    const element = this.at(at + 2, nesting + 1)
    if (this.#text(element.end) !== ',') return { bytes: 0, end: element.end + 1 }
    if (this.#text(element.end + 1) === '>') return { bytes: 0, end: element.end + 2 }
    const bytes = element.bytes * this.count(element.end + 1)
    const closing = element.end + 2
    return { bytes, end: closing + (this.#text(closing) === ',' ? 2 : 1) }
  }

  #ofName(name: string, nesting: number): number {
    const known = this.#known.get(name)
    if (known !== undefined) return known
    const declared = this.#declared.get(name)
    if (declared === undefined) return bytesOfBuiltin(name)
    const isStruct = this.#text(declared) === 'struct'
    const bytes = isStruct
      ? this.ofStruct(declared, nesting + 1)
      : this.at(declared, nesting + 1).bytes
    this.#known.set(name, bytes)
    return bytes
  }

  #behindTemplate(at: number): number {
    if (this.#text(at) !== '<') return at
    let depth = 0
    for (let next = at; next < this.#tokens.length; next++) {
      if (this.#text(next) === '<') depth += 1
      if (this.#text(next) === '>') depth -= 1
      if (depth === 0) return next + 1
      if (depth > MAX_TYPE_NESTING) this.#refuse(at, 'Types are nested too deeply')
    }
    return this.#refuse(at, '“<” has no end')
  }

  #text(at: number): string {
    return this.#tokens[at]?.text ?? ''
  }

  #refuse(at: number, reason: string): never {
    throw new Refusal('wgsl-type', this.#tokens[at]?.offset ?? 0, reason)
  }
}

const numberOf = (text: string) => Number(text.replace(/[iu]$/, ''))

function bytesOfBuiltin(name: string): number {
  if (/^(?:bool|[iuf](?:16|32)|atomic)$/.test(name)) return 4
  if (/^vec2[iufh]?$/.test(name)) return 8
  if (/^vec[34][iufh]?$/.test(name)) return 16
  return MATRIX_BYTES
}
