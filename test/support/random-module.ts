import { shuffles, vectorBinary, vectorConstants, vectorUnary } from './vector-operations.ts'

/** Decisions to take one by one; when they run out, always the first and simplest. */
export class Choices {
  readonly #values: readonly number[]
  #at = 0

  constructor(values: readonly number[]) {
    this.#values = values
  }

  below(count: number): number {
    return (this.#values[this.#at++] ?? 0) % count
  }

  pick<T>(options: readonly T[]): T {
    const found = options[this.below(options.length)]
    if (found === undefined) throw new RangeError('Nothing to pick from')
    return found
  }
}

type Type = 'i32' | 'i64' | 'f64' | 'v128'
const TYPES: readonly Type[] = ['i32', 'i64', 'f64', 'v128']
const LOCALS_OF_EACH = 2

interface Signature {
  readonly parameters: readonly Type[]
  readonly results: readonly Type[]
}

const zero: Readonly<Record<Type, string>> = {
  i32: 'i32.const 0',
  i64: 'i64.const 0',
  f64: 'f64.const 0',
  v128: 'v128.const i32x4 0 0 0 0',
}

const binary: Readonly<Record<Type, readonly string[]>> = {
  i32: ['add', 'sub', 'mul', 'div_s', 'rem_u', 'and', 'shl', 'rotr', 'lt_s', 'eq'],
  i64: ['add', 'mul', 'div_u', 'xor', 'shr_s'],
  f64: ['add', 'sub', 'mul', 'div', 'min', 'max', 'copysign'],
  v128: [],
}
const unary: Readonly<Record<Type, readonly string[]>> = {
  i32: ['i32.eqz', 'i32.clz', 'i32.popcnt', 'i32.extend8_s'],
  i64: ['i64.ctz', 'i64.extend32_s'],
  f64: ['f64.neg', 'f64.sqrt', 'f64.floor'],
  v128: vectorUnary,
}
const conversions: Readonly<Record<Type, ReadonlyArray<readonly [from: Type, name: string]>>> = {
  i32: [
    ['i64', 'i32.wrap_i64'],
    ['f64', 'i32.trunc_f64_s'],
    ['f64', 'i32.trunc_sat_f64_u'],
    ['v128', 'i8x16.bitmask'],
    ['v128', 'i32x4.extract_lane 2'],
    ['v128', 'i32x4.bitmask'],
    ['v128', 'v128.any_true'],
    ['v128', 'f32x4.extract_lane 1 i32.reinterpret_f32'],
    ['i64', 'i64.eqz'],
    ['f64', 'i64.reinterpret_f64 i64.eqz'],
  ],
  i64: [
    ['i32', 'i64.extend_i32_u'],
    ['v128', 'i64x2.extract_lane 1'],
  ],
  f64: [
    ['i32', 'f64.convert_i32_s'],
    ['i64', 'f64.convert_i64_u'],
    ['v128', 'f64x2.extract_lane 1'],
    ['v128', 'f32x4.extract_lane 3 f64.promote_f32'],
  ],
  v128: [
    ['f64', 'f32.demote_f64 f32x4.splat'],
    ['i32', 'i32x4.splat'],
    ['f64', 'f64x2.splat'],
  ],
}

/** Writes the body of one function, well typed by construction, in WAT. */
class BodyWriter {
  readonly #choices: Choices
  readonly #index: number
  readonly #signatures: readonly Signature[]
  readonly #locals: readonly Type[]
  /** What a branch to each open block must bring. */
  readonly #labels: Type[][] = []

  constructor(choices: Choices, index: number, signatures: readonly Signature[]) {
    this.#choices = choices
    this.#index = index
    this.#signatures = signatures
    const parameters = signatures[index]?.parameters ?? []
    this.#locals = [...parameters, ...TYPES.flatMap((type) => Array(LOCALS_OF_EACH).fill(type))]
  }

  write(): string {
    const results = this.#signatures[this.#index]?.results ?? []
    this.#labels.push([...results])
    const body = this.#statements(4)
    return [...body, ...results.map((type) => this.#expression(type, 2))].join('\n')
  }

  #local(type: Type): number {
    const fitting = this.#locals.flatMap((each, index) => (each === type ? [index] : []))
    return this.#choices.pick(fitting)
  }

  #address(depth: number): string {
    const address = this.#expression('i32', depth)
    // Mostly inside memory; now and then anywhere.
    return this.#choices.below(12) === 11 ? address : `${address} i32.const 1023 i32.and`
  }

  #nested(depth: number, write: (depth: number) => string, label: readonly Type[]): string {
    this.#labels.push([...label])
    const body = [...this.#statements(depth), write(depth)].join('\n')
    this.#labels.pop()
    return body
  }

  #expression(type: Type, depth: number): string {
    const choices = this.#choices
    const below = depth - 1
    switch (depth > 0 ? choices.below(14) : choices.below(2)) {
      case 0:
        return `local.get ${this.#local(type)}`
      case 1:
        if (type === 'v128') return choices.pick(vectorConstants)
        return type === 'i32'
          ? `i32.const ${choices.pick([0, 1, 2, -1, 7, 100, 65_536, -2_147_483_648])}`
          : zero[type]
      case 2:
      case 3: {
        const name =
          type === 'v128'
            ? choices.pick([...vectorBinary, ...shuffles])
            : `${type}.${choices.pick(binary[type])}`
        return `${this.#expression(type, below)} ${this.#expression(type, below)} ${name}`
      }
      case 4:
        return `${this.#expression(type, below)} ${choices.pick(unary[type])}`
      case 5: {
        const [from, name] = choices.pick(conversions[type])
        return `${this.#expression(from, below)} ${name}`
      }
      case 6:
        return type === 'v128' ? this.#loadVector(below) : `${this.#address(below)} ${type}.load`
      case 7: {
        const arm = () => this.#nested(below - 1, (left) => this.#expression(type, left), [type])
        return `${this.#expression('i32', below)} if (result ${type}) ${arm()} else ${arm()} end`
      }
      case 8: {
        const body = this.#nested(below, (left) => this.#expression(type, left), [type])
        return `block (result ${type}) ${body} end`
      }
      case 9:
        return `${this.#expression(type, below)} ${this.#expression(type, below)} ${this.#expression('i32', below)} select`
      case 10:
        return `${this.#expression(type, below)} local.tee ${this.#local(type)}`
      case 11:
        return this.#call(type, below) ?? zero[type]
      case 12:
        if (type === 'v128') return this.#combine(below)
        if (type !== 'i32') return `global.get $${type}`
        return `${this.#expression('i32', below)} i32.const 3 i32.and memory.grow memory.size i32.add`
      default: {
        const body = this.#nested(below, (left) => this.#expression(type, left), [])
        return `loop (result ${type}) ${body} end`
      }
    }
  }

  #loadVector(depth: number): string {
    const address = this.#address(depth)
    const name = this.#choices.pick(['load', 'load32_splat', 'load64_splat', 'load64_zero', 'lane'])
    return name === 'lane'
      ? `${address} ${this.#expression('v128', depth)} v128.load32_lane 1`
      : `${address} v128.${name}`
  }

  /** A vector of a global, of two others and a mask, or of another with one lane put in. */
  #combine(depth: number): string {
    const value = (type: Type) => this.#expression(type, depth)
    switch (this.#choices.below(5)) {
      case 0:
        return 'global.get $v128'
      case 1:
        return `${value('v128')} ${value('v128')} ${value('v128')} v128.bitselect`
      case 2:
        return `${value('v128')} ${value('f64')} f64x2.replace_lane 1`
      case 3:
        return `${value('v128')} ${value('f64')} f32.demote_f64 f32x4.replace_lane 2`
      default:
        return `${value('v128')} ${value('i32')} i32x4.replace_lane 3`
    }
  }

  /** A call of an earlier function that gives just this, directly or through the table. */
  #call(type: Type, depth: number): string | undefined {
    const fitting = this.#signatures.flatMap(({ results }, index) =>
      index < this.#index && results.length === 1 && results[0] === type ? [index] : [],
    )
    if (fitting.length === 0) return undefined
    const index = this.#choices.pick(fitting)
    const values = (this.#signatures[index]?.parameters ?? []).map((each) =>
      this.#expression(each, depth),
    )
    if (this.#choices.below(2) === 0) return `${values.join(' ')} call ${index}`
    const element = `${this.#expression('i32', depth)} i32.const ${this.#index} i32.rem_u`
    return `${values.join(' ')} ${element} call_indirect (type ${index})`
  }

  /** A call of any earlier function, its results left lying about and dropped. */
  #callAny(depth: number): string {
    if (this.#index === 0) return 'nop'
    const index = this.#choices.below(this.#index)
    const { parameters, results } = this.#signatures[index] ?? { parameters: [], results: [] }
    const values = parameters.map((each) => this.#expression(each, depth))
    return `${values.join(' ')} call ${index} ${results.map(() => 'drop').join(' ')}`
  }

  #statements(depth: number): string[] {
    if (depth <= 0) return []
    return Array.from({ length: this.#choices.below(4) }, () => this.#statement(depth))
  }

  /** A label's depth, and what a branch to it must put on the stack. */
  #target(depth: number): {
    readonly index: number
    readonly values: string
    readonly drops: string
  } {
    const index = this.#choices.below(this.#labels.length)
    const label = this.#labels.at(-1 - index) ?? []
    const values = label.map((type) => this.#expression(type, depth)).join(' ')
    return { index, values, drops: label.map(() => 'drop').join(' ') }
  }

  #statement(depth: number): string {
    const choices = this.#choices
    const below = depth - 1
    const type = choices.pick(TYPES)
    const block = (opening: string, label: readonly Type[] = []) => {
      this.#labels.push([...label])
      const body = this.#statements(below).join('\n')
      this.#labels.pop()
      return `${opening} ${body}`
    }
    switch (choices.below(16)) {
      case 0:
        return `${this.#expression(type, below)} local.set ${this.#local(type)}`
      case 1: {
        const store = type === 'v128' && choices.below(3) === 2 ? 'store64_lane 1' : 'store'
        return `${this.#address(below)} ${this.#expression(type, below)} ${type}.${store}`
      }
      case 2:
        return `${block('block')} end`
      case 3: {
        // A loop of a few turns.
        const counter = this.#local('i32')
        const more = `local.get ${counter} i32.const 1 i32.sub local.tee ${counter} i32.const 0 i32.gt_s br_if 0`
        return `i32.const ${1 + choices.below(20)} local.set ${counter} ${block('loop')} ${more} end`
      }
      case 4:
        return `${this.#expression('i32', below)} ${block('if')} end`
      case 5:
        return `${this.#expression('i32', below)} ${block('if')} ${block('else')} end`
      case 6: {
        const { index, values, drops } = this.#target(below)
        return `${values} ${this.#expression('i32', below)} br_if ${index} ${drops}`
      }
      case 7: {
        const condition = this.#expression('i32', below)
        this.#labels.push([])
        const { index, values } = this.#target(below)
        this.#labels.pop()
        return `${condition} if ${values} br ${index} end`
      }
      case 8: {
        const { index, values } = this.#target(below)
        return `${values} br ${index}`
      }
      case 9: {
        const wanted = String(this.#labels.at(-1) ?? [])
        const fitting = this.#labels.flatMap((label, at) =>
          String(label) === wanted ? [this.#labels.length - 1 - at] : [],
        )
        const values = (this.#labels.at(-1) ?? []).map((each) => this.#expression(each, below))
        const targets = Array.from({ length: 1 + choices.below(4) }, () => choices.pick(fitting))
        return `${values.join(' ')} ${this.#expression('i32', below)} br_table ${targets.join(' ')}`
      }
      case 10: {
        const results = this.#signatures[this.#index]?.results ?? []
        const condition = this.#expression('i32', below)
        this.#labels.push([])
        const values = results.map((each) => this.#expression(each, below)).join(' ')
        this.#labels.pop()
        return `${condition} if ${values} return end`
      }
      case 11:
        return this.#callAny(below)
      case 12: {
        const length = `${this.#expression('i32', below)} i32.const 255 i32.and`
        const name = choices.pick(['memory.fill', 'memory.copy'])
        return `${this.#address(below)} ${this.#expression('i32', below)} i32.const 511 i32.and ${length} ${name}`
      }
      case 13: {
        // Something else is loaded into a local while what is to be stored waits below it.
        const address = this.#address(below)
        const value = this.#expression(type, below)
        return `${address} ${value} i32.const 8 ${type}.load local.set ${this.#local(type)} ${type}.store`
      }
      case 14:
        return type === 'i32' ? 'nop' : `${this.#expression(type, below)} global.set $${type}`
      default:
        return `${this.#expression('i32', below)} if unreachable end`
    }
  }
}

/** Signature of each function; the last is the one that `run` calls. */
function chooseSignatures(choices: Choices): Signature[] {
  const some = (most: number) =>
    Array.from({ length: choices.below(most + 1) }, () => choices.pick(TYPES))
  const others = Array.from({ length: 1 + choices.below(4) }, () => ({
    parameters: some(3),
    results: some(2),
  }))
  return [...others, { parameters: ['i32', 'i32', 'i32', 'i32'], results: ['i32'] }]
}

/**
 * A valid kernel in WAT, made of whatever `choices` say: every kind of block, branch, call, access
 * and trap, loops that may never end, functions that call earlier ones only. Fewer and smaller
 * choices make simpler kernels, so that a property's counterexample shrinks.
 */
export function writeRandomKernel(values: readonly number[]): string {
  const choices = new Choices(values)
  const signatures = chooseSignatures(choices)
  const spell = (kind: string, types: readonly Type[]) =>
    types.length > 0 ? `(${kind} ${types.join(' ')})` : ''
  const types = signatures.map(
    ({ parameters, results }) =>
      `(type (func ${spell('param', parameters)} ${spell('result', results)}))`,
  )
  const locals = TYPES.map((type) => `${type} ${type}`).join(' ')
  const functions = signatures.map(({ parameters, results }, index) => {
    const body = new BodyWriter(choices, index, signatures).write()
    const header = `(func (type ${index}) ${spell('param', parameters)} ${spell('result', results)}`
    return `${header} (local ${locals})\n${body})`
  })
  const run = signatures.length - 1
  return `(module
${types.join('\n')}
${functions.join('\n')}
(func $place (param i32) (result i32) i32.const 2048)
(func $pointer (result i32) i32.const 0)
(func $length (result i32) i32.const 1024)
(table ${signatures.length} funcref)
(memory 1 4)
${TYPES.map((type) => `(global $${type} (mut ${type}) ${zero[type]})`).join('\n')}
(export "memory" (memory 0))
(export "alloc" (func $place))
(export "run" (func ${run}))
(export "output_ptr" (func $pointer))
(export "output_len" (func $length))
(elem (i32.const 0) func ${signatures.map((_, index) => index).join(' ')}))`
}
