import type { Body } from './body.ts'
import { GAS_PER_ENTRY } from './instructions.ts'
import { F32 } from './lane-kinds.ts'
import { writeOtherwise } from './miscompiled.ts'
import { op, VOID, vectorOp } from './opcodes.ts'
import type { Sink } from './sinks.ts'
import type { Label, Step } from './steps.ts'
import type { Cleaning } from './vector-nans.ts'
import type { Writer } from './writer.ts'

export function writeTrapIfNegative(out: Writer): void {
  out.u8(op.i64Const, 0, op.i64LessSigned, op.if, VOID, op.unreachable, op.end)
}

/**
 * The same for loop heads, where it counts: engines check a divisor for zero without a block of
 * its own, and drop the division, whose quotient nobody wants. Measured on SHA-256 in V8: 3 % of
 * its time in place of 13.
 */
function writeQuickTrapIfNegative(out: Writer, local: number): void {
  out.u8(op.i32Const, 1, op.localGet).u32(local).u8(op.i64Const, 0, op.i64NotLessSigned)
  out.u8(op.i32DivideUnsigned, op.drop)
}

/** Several ways to the labels of one `br_table` owe different sums: no payment fits them all. */
export class Discord extends Error {}

/** Indexes of the locals that the meter adds to a function, where it needs them. */
export interface OwnLocals {
  /** i64: the gas left. A function that never branches does without. */
  readonly gas: number | undefined
  /** Where a float stands while it is looked at. */
  readonly f32: number | undefined
  readonly f64: number | undefined
  readonly v128: number | undefined
  /** i32: how many entries of a table are moved. */
  readonly entries: number | undefined
}

/** What a function that calls nothing may cost without asking at its entry whether any gas is left. */
export const UNCHECKED_LEAF_GAS = 256
/** What any way through a function may cost between two checks, straight runs longer than it apart. */
const UNCHECKED_GAS = 16_384

const QUIET_NAN_F32 = [0, 0, 0xc0, 0x7f]
const QUIET_NAN_F64 = [0, 0, 0, 0, 0, 0, 0xf8, 0x7f]

interface Open {
  readonly label: Label
  readonly owed: number
  readonly unchecked: number
  readonly live: boolean
}

/**
 * Writes one function's code with its gas paid.
 *
 * What is owed is known at every instruction, so it need not be paid block by block. Each label
 * gets a debt that all ways to it agree on: the first way to arrive sets it and pays nothing,
 * others pay or take back the difference; loop heads owe nothing. Only payments take time, each on
 * its own way alone: the arms of an `if` that are equally long, and whatever one way leads to, are
 * free. Every path still pays exactly what it executes.
 *
 * Payments go to a local. They are committed to the global, which the host and other functions
 * see, wherever those could look: at calls, loop heads, bulk operations, `unreachable` and the
 * end. A trap in between loses the instructions since the last of these, alike on every engine.
 *
 * The limit is checked at loop heads, and wherever a way from the last check has grown long: so a
 * call runs on for little after its gas is gone, on the way down and on the way back up.
 */
export class Tally {
  readonly #out: Writer
  readonly #source: Uint8Array
  readonly #body: Body
  readonly #indexes: { readonly gas: number; readonly charge: number; readonly grow: number }
  /** The local that holds the gas left; a function that never branches has none. */
  readonly #local: number | undefined
  readonly #own: OwnLocals
  readonly #parameters: number
  readonly #debts = new Map<Label, number>()
  /** The most that any way to a label costs since its last check. */
  readonly #uncheckedTo = new Map<Label, number>()
  readonly #open: Open[] = []
  #copiedTo: number
  /** How many of the body's cleanings are written. */
  #cleaned = 0
  #owed = 0
  /** At the most, gas since the last check, with what small functions called since may cost. */
  #unchecked = 0
  #live = true

  constructor(
    out: Writer,
    source: Uint8Array,
    body: Body,
    options: {
      readonly indexes: { readonly gas: number; readonly charge: number; readonly grow: number }
      readonly own: OwnLocals
      /** How many of the locals are parameters. */
      readonly parameters: number
      /** Labels that are to owe nothing, so that the ways to them cannot disagree. */
      readonly cleared: readonly Label[]
    },
  ) {
    this.#out = out
    this.#source = source
    this.#body = body
    this.#indexes = options.indexes
    this.#local = options.own.gas
    this.#own = options.own
    this.#parameters = options.parameters
    this.#copiedTo = body.start
    for (const label of options.cleared) this.#debts.set(label, 0)
  }

  /** Whether control ever comes to what was written last. */
  get live(): boolean {
    return this.#live
  }

  /**
   * Writes what stands before the step and the step itself, and a check if the way to the step
   * after it, which costs `nextGas`, would be too long without; the last step has none after it.
   * @throws {Discord}
   */
  write(step: Step, nextGas: number | undefined): void {
    if (this.#live) {
      this.#owed += step.gas
      this.#unchecked += step.gas
    }
    this.#writeStep(step)
    if (!this.#live || this.#unchecked === 0 || nextGas === undefined) return
    if (this.#unchecked + nextGas > UNCHECKED_GAS) this.#check(step.end)
  }

  #writeStep(step: Step): void {
    const { opcode, start, end, labels, sink } = step
    if (sink !== undefined) {
      this.#copy(start)
      this.#writeBeforeSink(sink)
      return
    }
    switch (opcode) {
      case op.block:
        this.#enter(labels)
        break
      case op.loop:
        this.#enterLoop(step)
        break
      case op.if:
        if (!labels[0]?.hasElse) this.#arrive(step)
        this.#enter(labels)
        break
      case op.else: {
        this.#arrive(step)
        const entry = this.#open.at(-1)
        this.#owed = entry?.owed ?? 0
        this.#unchecked = entry?.unchecked ?? 0
        this.#live = entry?.live ?? false
        break
      }
      case op.end:
        this.#leave(step)
        break
      case op.branchIf:
        this.#arrive(step)
        break
      case op.branch:
      case op.branchTable:
        this.#arrive(step)
        this.#live = false
        break
      case op.return:
        this.#arrive(step)
        this.#replace(step, () => this.#out.u8(op.branch).u32(this.#open.length))
        this.#live = false
        break
      case op.unreachable:
        this.#copy(start)
        if (this.#live) this.#commit()
        this.#live = false
        break
      case op.memoryGrow:
        this.#settleAround(step, () => this.#out.u8(op.call).u32(this.#indexes.grow))
        break
      case op.prefixed:
        this.#settleAround(step, () => {
          if (step.movesEntries) this.#chargeEntries()
          else this.#out.u8(op.call).u32(this.#indexes.charge)
          this.#out.raw(this.#source.subarray(start, end))
        })
        this.#unchecked = 0
        break
      case op.vector:
        this.#replace(step, () => this.#writeOtherwise(step))
        break
      default:
        this.#settleAround(step, () => this.#out.raw(this.#source.subarray(start, end)))
        this.#unchecked += UNCHECKED_LEAF_GAS
    }
  }

  #copy(end: number): void {
    const { cleanings } = this.#body
    for (
      let next = cleanings[this.#cleaned];
      next !== undefined && next.at <= end;
      next = cleanings[++this.#cleaned]
    ) {
      this.#out.raw(this.#source.subarray(this.#copiedTo, next.at))
      this.#copiedTo = next.at
      this.#cleanLanes(next)
    }
    this.#out.raw(this.#source.subarray(this.#copiedTo, end))
    this.#copiedTo = end
  }

  /**
   * Gives every NaN the same bits before they can be seen: which of two NaNs an addition answers
   * with depends on the processor and on how well the engine has compiled it by now.
   */
  #writeBeforeSink({ float, local }: Sink): void {
    const isLoaded = local !== undefined && local >= this.#parameters
    if (isLoaded && !this.#body.computed.has(local)) return
    const scratch = float === 0x7d ? this.#own.f32 : this.#own.f64
    if (scratch === undefined) throw new TypeError('The function lacks a local for floats')
    this.#out.u8(op.localTee).u32(scratch)
    if (float === 0x7d) this.#out.u8(op.f32Const, ...QUIET_NAN_F32)
    else this.#out.u8(op.f64Const, ...QUIET_NAN_F64)
    this.#out.u8(op.localGet).u32(scratch).u8(op.localGet).u32(scratch)
    this.#out.u8(float === 0x7d ? op.f32Equal : op.f64Equal, op.select)
  }

  /** The same for all lanes of the vector on top of the stack. */
  #cleanLanes({ lanes }: Cleaning): void {
    const v128 = this.#vectorLocal
    const nan = lanes === F32 ? QUIET_NAN_F32 : QUIET_NAN_F64
    this.#out.u8(op.localTee).u32(v128)
    this.#out.u8(op.vector, vectorOp.const)
    for (let at = 0; at < 16; at += nan.length) this.#out.u8(...nan)
    this.#out.u8(op.localGet).u32(v128).u8(op.localGet).u32(v128)
    this.#out.u8(op.vector, lanes === F32 ? vectorOp.f32x4Equal : vectorOp.f64x2Equal)
    this.#out.u8(op.vector, vectorOp.bitSelect)
  }

  #writeOtherwise({ miscompiled }: Step): void {
    if (miscompiled !== undefined) writeOtherwise(this.#out, miscompiled, this.#vectorLocal)
  }

  get #vectorLocal(): number {
    const { v128 } = this.#own
    if (v128 === undefined) throw new TypeError('The function lacks a local for vectors')
    return v128
  }

  /** Takes and leaves the number of entries on top of the stack. */
  #chargeEntries(): void {
    const { entries } = this.#own
    if (entries === undefined) throw new TypeError('The function lacks a local for entries')
    const { gas } = this.#indexes
    this.#out.u8(op.localTee).u32(entries).u8(op.globalGet).u32(gas)
    this.#out.u8(op.localGet).u32(entries).u8(op.i64Extend)
    this.#out.u8(op.i64Const).positive(GAS_PER_ENTRY).u8(op.i64Multiply, op.i64Subtract)
    this.#out.u8(op.globalSet).u32(gas).u8(op.globalGet).u32(gas)
    writeTrapIfNegative(this.#out)
  }

  #replace(step: Step, write: () => void): void {
    this.#copy(step.start)
    write()
    this.#copiedTo = step.end
  }

  /** Pays before the instruction at `at` until only `owed` is left. */
  #payDownTo(owed: number, at: number): void {
    const change = this.#owed - owed
    if (change === 0 || this.#local === undefined) return
    this.#copy(at)
    this.#out.u8(op.localGet).u32(this.#local).u8(op.i64Const).positive(Math.abs(change))
    this.#out.u8(change > 0 ? op.i64Subtract : op.i64Add, op.localSet).u32(this.#local)
    this.#owed = owed
  }

  #arrive({ labels, start }: Step): void {
    if (!this.#live) return
    const debts = labels.flatMap((label) => this.#debts.get(label) ?? [])
    const debt = debts[0] ?? this.#owed
    if (debts.some((other) => other !== debt)) throw new Discord()
    this.#payDownTo(debt, start)
    for (const label of labels) {
      this.#debts.set(label, debt)
      const before = this.#uncheckedTo.get(label) ?? 0
      this.#uncheckedTo.set(label, Math.max(before, this.#unchecked))
    }
  }

  #enter(labels: readonly Label[]): void {
    const state = { owed: this.#owed, unchecked: this.#unchecked, live: this.#live }
    for (const label of labels) this.#open.push({ label, ...state })
  }

  #enterLoop({ start, end, labels }: Step): void {
    if (this.#live) this.#payDownTo(0, start)
    for (const label of labels) this.#debts.set(label, 0)
    this.#enter(labels)
    if (this.#live) this.#check(end)
  }

  /** Checks the limit before the instruction at `at`. */
  #check(at: number): void {
    this.#payDownTo(0, at)
    this.#copy(at)
    this.#commit()
    this.#unchecked = 0
    if (this.#local !== undefined) writeQuickTrapIfNegative(this.#out, this.#local)
    else writeTrapIfNegative(this.#out.u8(op.globalGet).u32(this.#indexes.gas))
  }

  #leave(step: Step): void {
    const { label = this.#body.label } = this.#open.pop() ?? {}
    const isLast = label === this.#body.label
    if (!label.loop) {
      this.#arrive(step)
      const debt = this.#debts.get(label)
      this.#live = debt !== undefined
      this.#owed = debt ?? 0
      this.#unchecked = this.#uncheckedTo.get(label) ?? 0
    }
    if (!isLast) return
    this.#copy(step.start)
    if (label.targeted) this.#out.u8(op.end)
    if (this.#live) this.#commit()
  }

  /** Brings the global up to date. */
  #commit(): void {
    const { gas } = this.#indexes
    if (this.#local !== undefined) this.#out.u8(op.localGet).u32(this.#local)
    else if (this.#owed > 0) this.#out.u8(op.globalGet).u32(gas)
    else return
    if (this.#owed > 0) this.#out.u8(op.i64Const).positive(this.#owed).u8(op.i64Subtract)
    this.#out.u8(op.globalSet).u32(gas)
    this.#owed = 0
  }

  /** Commits before the step, and takes up after it what others left in the global. */
  #settleAround(step: Step, write: () => void): void {
    this.#replace(step, () => {
      if (this.#live) this.#commit()
      write()
    })
    if (!this.#live || this.#local === undefined) return
    this.#out.u8(op.globalGet).u32(this.#indexes.gas).u8(op.localSet).u32(this.#local)
  }
}
