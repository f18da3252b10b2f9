import { Choices } from './random-module.ts'
import { shuffles, vectorBinary, vectorConstants, vectorUnary } from './vector-operations.ts'

const LOCALS = 4
const LOOPS = 12
/** Bytes, two NaNs or numbers of each width in sixteen of them, that memory is full of. */
const MEMORY = [
  '\\34\\12\\c0\\7f\\01\\00\\c0\\ff\\23\\01\\00\\00\\00\\00\\f8\\7f',
  '\\00\\00\\80\\3f\\00\\00\\80\\ff\\00\\00\\00\\00\\00\\00\\f8\\ff',
  '\\01\\00\\80\\7f\\00\\00\\c0\\ff\\89\\07\\00\\00\\00\\00\\f0\\7f',
  '\\00\\00\\00\\00\\00\\00\\0a\\c0\\12\\34\\a1\\7f\\56\\00\\e0\\ff',
].join('')

/** What may stand where control never comes, and takes operands that are not there. */
const DEAD = [
  '',
  'drop',
  'drop drop',
  'select drop',
  'local.set 0',
  'global.set $vector',
  'f32x4.add drop',
  'v128.store',
  'i32.const 0 br_if 0',
]

/** Writes statements that send vectors every way there is through locals and blocks. */
class VectorWriter {
  readonly #choices: Choices
  /** The function's parameters, all vectors, come before its own locals. */
  readonly #locals: number
  readonly #mayCall: boolean
  #loops = 0

  constructor(choices: Choices, options: { locals: number; mayCall: boolean }) {
    this.#choices = choices
    this.#locals = options.locals
    this.#mayCall = options.mayCall
  }

  #local(): number {
    return this.#choices.below(this.#locals)
  }

  /** Yes or no, now this, now that. */
  #condition(): string {
    return `global.get $turn i32.const 1 i32.add global.set $turn global.get $turn i32.const ${1 + this.#choices.below(7)} i32.and`
  }

  #address(): string {
    return `i32.const ${16 * this.#choices.below(60)}`
  }

  value(depth: number): string {
    const choices = this.#choices
    const below = depth - 1
    const value = () => this.value(below)
    switch (depth > 0 ? choices.below(22) : choices.below(4)) {
      case 0:
      case 1:
        return `local.get ${this.#local()}`
      case 2:
        return choices.pick(vectorConstants)
      case 3:
        return `${this.#address()} v128.${choices.pick(['load', 'load32_splat', 'load64_zero'])}`
      case 4:
      case 5:
      case 6:
      case 7:
      case 8:
        return `${value()} ${value()} ${choices.pick(vectorBinary)}`
      case 19:
        return `${value()} ${value()} ${choices.pick(shuffles)}`
      case 20:
        return 'global.get $vector'
      case 9:
      case 10:
      case 11:
        return `${value()} ${choices.pick(vectorUnary)}`
      case 12:
        return `${value()} local.tee ${this.#local()}`
      case 13:
        return `${value()} ${value()} ${this.#condition()} select`
      case 14: {
        const arm = () => `${this.statements(below)} ${value()}`
        return `${this.#condition()} if (result v128) ${arm()} else ${arm()} end`
      }
      case 15:
        return choices.pick([
          `block (result v128) ${value()} ${this.#condition()} br_if 0 ${this.statements(below)} end`,
          `${value()} block br 0 ${choices.pick(DEAD)} end`,
        ])
      case 16:
        return `${value()} ${value()} ${value()} v128.bitselect`
      case 17: {
        const type = choices.pick(['f32x4', 'f64x2'])
        return `${value()} ${value()} ${type}.extract_lane 1 ${type}.replace_lane 0`
      }
      case 18:
        return choices.pick([
          `${value()} f32x4.extract_lane 2 f32x4.splat`,
          `${value()} f64x2.extract_lane 0 f64x2.splat`,
          `${value()} i32x4.extract_lane 3 i32x4.splat`,
          `${value()} i32.const 7 i32x4.replace_lane 2`,
          `${this.#address()} ${value()} v128.load32_lane 1`,
          `${value()} ${this.#address()} f32.load f32x4.replace_lane 3`,
          `${this.#address()} f64.load f64x2.splat`,
        ])
      default:
        return `${value()} ${value()} ${this.#mayCall ? 'call $other' : 'f32x4.mul'}`
    }
  }

  statements(depth: number, count = this.#choices.below(4)): string {
    if (depth <= 0) return ''
    return Array.from({ length: count }, () => this.#statement(depth)).join('\n')
  }

  #statement(depth: number): string {
    const choices = this.#choices
    const below = depth - 1
    switch (choices.below(13)) {
      case 0:
      case 1:
      case 2:
      case 3:
        return `${this.value(below)} local.set ${this.#local()}`
      case 4:
        return `${this.#address()} ${this.value(below)} v128.${choices.pick(['store', 'store64_lane 1', 'store16_lane 3'])}`
      case 5:
        return `${this.#condition()} if ${this.statements(below)} end`
      case 6:
        return `${this.#condition()} if ${this.statements(below)} else ${this.statements(below)} end`
      case 7:
      case 8: {
        // A loop of a few turns, wherever it is left from.
        if (this.#loops === LOOPS) return 'nop'
        const counter = `$counter${this.#loops++}`
        const more = `global.get ${counter} i32.const 1 i32.sub global.set ${counter} global.get ${counter} i32.const 0 i32.gt_s br_if 0`
        return `i32.const ${1 + choices.below(4)} global.set ${counter} loop ${this.statements(below)} ${more} end`
      }
      case 9:
        return `block ${this.statements(below)} ${this.#condition()} br_if 0 ${this.statements(below)} end`
      case 10:
        return `block ${this.statements(below)} br 0 ${choices.pick(DEAD)} end`
      case 11:
        return `${this.value(below)} global.set $vector`
      default:
        return `block block block ${this.statements(below)} ${this.#condition()} br_table 0 1 2 end ${this.statements(below)} end ${this.statements(below)} end`
    }
  }
}

/**
 * A valid kernel in WAT, made of whatever `choices` say, that computes with vectors of floats and
 * of integers alike, of loaded NaNs and computed ones, and puts all it comes to into its output.
 */
export function writeRandomVectorKernel(values: readonly number[]): string {
  const choices = new Choices(values)
  const other = new VectorWriter(choices, { locals: LOCALS, mayCall: false })
  const run = new VectorWriter(choices, { locals: LOCALS, mayCall: true })
  const locals = (from: number) =>
    Array.from({ length: LOCALS - from }, () => '(local v128)').join(' ')
  const store = Array.from({ length: LOCALS }, (_, local) =>
    choices.below(3) === 0 ? '' : `i32.const ${960 + 16 * local} local.get ${local} v128.store`,
  )
  return `(module
(func $other (param v128 v128) (result v128) ${locals(2)}
${other.statements(3)} ${other.value(2)})
(func $work ${locals(0)}
${run.statements(4, 8)}
${store.join('\n')}
i32.const 944 global.get $vector v128.store)
(func $run (param i32 i32 i32 i32) (result i32) call $work i32.const 0)
(func $place (param i32) (result i32) i32.const 2048)
(func $pointer (result i32) i32.const 0)
(func $length (result i32) i32.const 1024)
(memory 1)
(global $vector (mut v128) (v128.const i32x4 0 0 0 0))
(global $turn (mut i32) (i32.const 0))
${Array.from({ length: LOOPS }, (_, index) => `(global $counter${index} (mut i32) (i32.const 0))`).join('\n')}
(data (i32.const 0) "${MEMORY.repeat(16)}")
(export "memory" (memory 0))
(export "alloc" (func $place))
(export "run" (func $run))
(export "output_ptr" (func $pointer))
(export "output_len" (func $length)))`
}
