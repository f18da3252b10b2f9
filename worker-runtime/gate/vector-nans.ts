import {
  even,
  F32,
  F64,
  isPure,
  type Kind,
  kindGiven,
  kindOfConstant,
  lanesMoved,
  lanesRead,
  RAW,
  unevenLanes,
  withUneven,
  ZERO,
} from './lane-kinds.ts'
import { op } from './opcodes.ts'
import { stackChange } from './stack-effects.ts'
import type { Label } from './steps.ts'

/** A place where every NaN of the vector on top of the stack is to get the quiet NaN's bits. */
export interface Cleaning {
  /** First byte of what follows. */
  readonly at: number
  readonly lanes: typeof F32 | typeof F64
}

/** A vector on the operand stack of which more is known than that it is raw. */
interface Slot {
  readonly height: number
  /** Where nothing yet stands above it: the byte after what put it there. */
  readonly at: number
  readonly value: Kind | Variable
}

/** A place that takes one value or another: a local, a block's result, what `select` gives. */
class Variable {
  kind: Kind
  readonly takes: Array<Omit<Slot, 'height'>> = []
  readonly gives: Array<{ readonly to: Variable; readonly lanes: number }> = []
  readonly seen: Array<{ readonly at: number; readonly lanes: number }> = []
  /** Whether all it takes is made even before, for it takes what must not be changed besides. */
  takesEven = false

  constructor(kind: Kind) {
    this.kind = kind
  }

  /** Takes a value, in which only these lanes may still be uneven; the raw one if there is none. */
  take(slot: Slot | undefined, lanes = F32 | F64): void {
    const value = slot?.value ?? RAW
    if (typeof value === 'number') this.kind |= withUneven(value, lanes)
    else value.gives.push({ to: this, lanes })
    if (slot) this.takes.push({ at: slot.at, value })
  }
}

interface Frame {
  readonly label: Label
  readonly base: number
  readonly parameters: number
  readonly results: number
  /** Takes the block's only result, if that is a vector. */
  readonly result: Variable | undefined
  readonly isIf: boolean
  /** How many sets there were before it; before the innermost loop around it. */
  readonly sets: number
  readonly loopSets: number
}

interface Opened extends Pick<Frame, 'label' | 'base' | 'parameters' | 'results' | 'isIf'> {
  readonly givesVector: boolean
}

const CONSTANT = 12
const SHUFFLE = 13
const F32_SPLAT = 19
const F64_SPLAT = 20
const F32_REPLACE = 32
const F64_REPLACE = 34
const isStore = (code: number) => code === 11 || (code >= 88 && code <= 91)

/**
 * Follows vectors through one function, and finds where NaNs must be made alike: as late as can
 * be, right before a vector's bits are seen, and only where float operations gave it.
 *
 * Bits are seen by stores, by operations on integer lanes, bits and lanes of the other float, and
 * by whatever leaves the function. A local that takes results of float operations and other values
 * too cannot be cleaned when it is read, for the others must keep their bits: then what it takes is.
 */
export class VectorNaNs {
  readonly #isVector: (local: number) => boolean
  readonly #parameters: number
  readonly #locals = new Map<number, Variable>()
  readonly #variables: Variable[] = []
  readonly #cleanings = new Map<number, number>()
  readonly #frames: Frame[] = []
  /** By height; vectors that are not here are raw. */
  readonly #slots: Slot[] = []
  /** What locals hold for sure on the way here: set since, and not on one way of several. */
  readonly #held = new Map<number, { readonly value: Slot['value']; readonly set: number }>()
  readonly #sets: number[] = []
  /** Sets before the innermost loop: its turns may have set the same locals. */
  #loopSets = 0
  /** How many blocks were open where control was seen to go elsewhere. */
  #deadIn: number | undefined
  #anyUneven = false

  constructor(options: {
    readonly parameters: number
    readonly isVector: (local: number) => boolean
  }) {
    this.#parameters = options.parameters
    this.#isVector = options.isVector
  }

  get #isDead(): boolean {
    return this.#deadIn !== undefined
  }

  #addVariable(kind: Kind): Variable {
    const variable = new Variable(kind)
    this.#variables.push(variable)
    return variable
  }

  #variableOf(local: number): Variable {
    const found =
      this.#locals.get(local) ?? this.#addVariable(local < this.#parameters ? RAW : ZERO)
    this.#locals.set(local, found)
    return found
  }

  #push(height: number, at: number, value: Slot['value']): void {
    if (this.#isDead || value === RAW) return
    if (typeof value === 'number' && unevenLanes(value) !== 0) this.#anyUneven = true
    this.#slots.push({ height, at, value })
  }

  /** Takes what stands at a height and above off the stack. */
  #take(from: number): Slot[] {
    let first = this.#slots.length
    while (first > 0 && (this.#slots[first - 1]?.height ?? 0) >= from) first--
    return first === this.#slots.length ? [] : this.#slots.splice(first)
  }

  /** The value is read as lanes of these floats; as bits if they are none. */
  #see({ at, value }: Omit<Slot, 'height'>, lanes: number): void {
    if (lanes === (F32 | F64)) return
    if (typeof value !== 'number') value.seen.push({ at, lanes })
    else if (unevenLanes(value) & ~lanes) this.#cleanings.set(at, unevenLanes(value))
  }

  /** The bits of all vectors at a height and above are seen, and they are gone or even then. */
  see(from: number): void {
    if (this.#isDead) return
    for (const slot of this.#take(from)) this.#see(slot, 0)
  }

  /** Pushes what is one of these values or made of whole lanes of them, and of others of a kind. */
  #merge(slots: readonly Slot[], others: Kind, lanes: number, place: Omit<Slot, 'value'>): void {
    let kind = others
    let isKnown = true
    for (const slot of slots) {
      this.#see(slot, lanes)
      if (typeof slot.value === 'number') kind |= withUneven(slot.value, lanes)
      else isKnown = false
    }
    if (isKnown && isPure(kind)) {
      this.#push(place.height, place.at, kind)
      return
    }
    const variable = this.#addVariable(others)
    for (const slot of slots) variable.take(slot, lanes)
    this.#push(place.height, place.at, variable)
  }

  getLocal(local: number, height: number, at: number): void {
    if (this.#isDead || !this.#isVector(local)) return
    const held = this.#held.get(local)
    const isSure = held !== undefined && held.set >= this.#loopSets
    this.#push(height, at, isSure ? held.value : this.#variableOf(local))
  }

  /** @param keeps whether the value stays on the stack. */
  setLocal(local: number, height: number, at: number, keeps: boolean): void {
    if (this.#isDead || !this.#isVector(local)) return
    const [slot] = this.#take(height - 1)
    const value = slot?.value ?? RAW
    this.#variableOf(local).take(slot)
    this.#held.set(local, { value, set: this.#sets.push(local) - 1 })
    if (keeps) this.#push(height - 1, at, value)
  }

  /** A plain instruction that is not about locals. */
  plain(opcode: number, height: number, at: number): void {
    if (this.#isDead) return
    if (opcode === op.drop) this.#take(height - 1)
    else if (opcode === op.globalSet) this.see(height - 1)
    else if (opcode === op.select || opcode === op.selectTyped) this.#select(height, at)
  }

  #select(height: number, at: number): void {
    const slots = this.#take(height - 3)
    if (slots.length === 0) return
    this.#merge(slots, slots.length === 2 ? ZERO : RAW, F32 | F64, { height: height - 3, at })
  }

  /** A 0xFD instruction. */
  vector(
    code: number,
    place: Omit<Slot, 'value'>,
    {
      bytes,
      isQuiet,
    }: {
      readonly bytes: Uint8Array
      /** Whether NaNs were made alike in the number that it puts in a lane. */
      readonly isQuiet: boolean
    },
  ): void {
    if (this.#isDead) return
    const pushes = isStore(code) ? 0 : 1
    const height = place.height - (pushes - stackChange('vector', code))
    const result = { height, at: place.at }
    const slots = this.#take(height)
    const lanes = lanesRead(code)
    switch (code) {
      case CONSTANT:
        this.#push(height, place.at, kindOfConstant(bytes.subarray(-16)))
        return
      case F32_SPLAT:
        this.#push(height, place.at, isQuiet ? even(F32) : RAW)
        return
      case F64_SPLAT:
        this.#push(height, place.at, isQuiet ? even(F64) : RAW)
        return
      case F32_REPLACE:
      case F64_REPLACE:
        if (slots.length > 0) this.#merge(slots, isQuiet ? even(lanes) : RAW, lanes, result)
        return
      case SHUFFLE: {
        const moved = lanesMoved(bytes.subarray(-16))
        if (slots.length === 0 || moved === 0) break
        const others = moved & F64 ? ZERO : even(F32)
        this.#merge(slots, slots.length === 2 ? others : RAW, moved, result)
        return
      }
    }
    for (const slot of slots) this.#see(slot, lanes)
    if (pushes > 0) this.#push(height, place.at, kindGiven(code))
  }

  open({ label, base, parameters, results, isIf, givesVector }: Opened): void {
    this.see(base)
    const hasResult = givesVector && results === 1 && parameters === 0 && !this.#isDead
    this.#frames.push({
      label,
      base,
      parameters,
      results,
      isIf,
      result: hasResult ? this.#addVariable(ZERO) : undefined,
      sets: this.#sets.length,
      loopSets: this.#loopSets,
    })
    if (label.loop) this.#loopSets = this.#sets.length
  }

  /** So many values on top of the stack go where a branch out of `depth` blocks leads. */
  branch(depth: number, height: number): void {
    const frame = this.#frames.at(-1 - depth)
    if (this.#isDead || !frame) return
    if (frame.label.loop) this.see(height - frame.parameters)
    else this.#bring(frame, height)
  }

  /** The results of a block, on top of the stack, come to its end. */
  #bring({ result, results }: Frame, height: number): void {
    const top = this.#slots.at(-1)
    if (result) result.take(top?.height === height - 1 ? top : undefined)
    else this.see(height - results)
  }

  /** Control does not come past here; so much stands below the innermost block. */
  leave(base: number): void {
    this.#take(base)
    this.#deadIn ??= this.#frames.length
  }

  /** Forgets what locals hold that were set on one of several ways to here. */
  #forgetSince(sets: number): void {
    for (const local of this.#sets.splice(sets)) this.#held.delete(local)
  }

  #close(frame: Frame, height: number): void {
    if (!this.#isDead) this.#bring(frame, height)
    if (this.#deadIn === this.#frames.length) this.#deadIn = undefined
    this.#take(frame.base)
  }

  else(height: number): void {
    const frame = this.#frames.at(-1)
    if (!frame) return
    this.#close(frame, height)
    this.#forgetSince(frame.sets)
  }

  end(height: number, at: number): void {
    const frame = this.#frames.at(-1)
    if (!frame) return
    this.#close(frame, height)
    this.#frames.pop()
    if (frame.isIf || (frame.label.targeted && !frame.label.loop)) this.#forgetSince(frame.sets)
    this.#loopSets = frame.loopSets
    if (frame.result) this.#push(frame.base, at, frame.result)
  }

  /** Hands every variable on what the ones that it takes from may be. */
  #spreadKinds(): void {
    const changed = [...this.#variables]
    for (let from = changed.pop(); from; from = changed.pop()) {
      for (const { to, lanes } of from.gives) {
        const kind = to.kind | withUneven(from.kind, lanes)
        if (kind === to.kind) continue
        to.kind = kind
        changed.push(to)
      }
    }
  }

  /** Where to clean, in order of the code; once the function's end is reached. */
  findCleanings(): Cleaning[] {
    if (!this.#anyUneven) return []
    this.#spreadKinds()
    const impure: Variable[] = []
    const clean = (variable: Variable, at: number, lanes: number) => {
      const uneven = unevenLanes(variable.kind) & ~lanes
      if (uneven === 0 || variable.takesEven) return
      if (isPure(variable.kind)) {
        this.#cleanings.set(at, uneven)
        return
      }
      variable.takesEven = true
      impure.push(variable)
    }
    for (const variable of this.#variables) {
      for (const { at, lanes } of variable.seen) clean(variable, at, lanes)
    }
    for (let variable = impure.pop(); variable; variable = impure.pop()) {
      for (const { at, value } of variable.takes) {
        if (typeof value === 'number') this.#see({ at, value }, 0)
        else clean(value, at, 0)
      }
    }
    return [...this.#cleanings]
      .map(([at, lanes]) => ({ at, lanes: lanes === F32 ? F32 : F64 }) as const)
      .sort((a, b) => a.at - b.at)
  }
}
