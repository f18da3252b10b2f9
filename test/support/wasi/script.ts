import { type ErrnoName, errnoNames } from './errno-names.ts'
import { functionNames, memoryMap, ops } from './prober.ts'

/** What a call gives beside its error number, by the name the case chose for it. */
export type Given = Readonly<Record<string, unknown>>

/** An argument of a call, which may stand for two words, such as a pointer and a length. */
export type Argument =
  | number
  | bigint
  | { readonly is: 'register'; readonly name: string }
  | { readonly is: 'text'; readonly bytes: Uint8Array }
  | { readonly is: 'write'; readonly buffers: readonly Uint8Array[] }
  | { readonly is: 'bytes'; readonly bytes: Uint8Array; readonly patches: readonly Patch[] }
  | {
      readonly is: 'read'
      readonly name: string
      readonly sizes: readonly number[]
    }
  | {
      readonly is: 'out'
      readonly name: string
      readonly size: number
      readonly withLength: boolean
      readonly decode: (bytes: Uint8Array) => unknown
    }

/** A register's low word, put into an argument's bytes. */
export interface Patch {
  readonly at: number
  readonly register: string
}

export interface Step {
  readonly call: string
  readonly args: readonly Argument[]
  readonly errno: ErrnoName
  readonly gives: Given
}

const utf8 = new TextEncoder()
export const bytesOf = (value: string | Uint8Array) =>
  typeof value === 'string' ? utf8.encode(value) : value
const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes)
const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.length)

/** A path or other text: its pointer and its length. */
export const text = (value: string | Uint8Array): Argument => ({
  is: 'text',
  bytes: bytesOf(value),
})
/** What an earlier call gave under this name. */
export const ref = (name: string): Argument => ({ is: 'register', name })
/** Buffers to gather from: pointer and count of their list. */
export const from = (...buffers: (string | Uint8Array)[]): Argument => ({
  is: 'write',
  buffers: buffers.map(bytesOf),
})
/** Buffers to scatter into: pointer and count of their list. Gives their text. */
export const into = (name: string, ...sizes: number[]): Argument => ({ is: 'read', name, sizes })
/** A pointer to bytes laid out before the call. */
export const data = (bytes: Uint8Array, ...patches: Patch[]): Argument => ({
  is: 'bytes',
  bytes,
  patches,
})
const out = (
  name: string,
  size: number,
  decode: (bytes: Uint8Array) => unknown,
  withLength = false,
): Argument => ({ is: 'out', name, size, decode, withLength })
export const u32 = (name: string) => out(name, 4, (bytes) => viewOf(bytes).getUint32(0, true))
export const u64 = (name: string) => out(name, 8, (bytes) => viewOf(bytes).getBigUint64(0, true))
export const raw = (name: string, size: number) => out(name, size, (bytes) => bytes)
/** A pointer and a length to be filled. Gives text. */
export const buffer = (name: string, size: number) => out(name, size, textOf, true)
/** The same, with no length among the arguments. */
export const unsized = (name: string, size: number) => out(name, size, textOf)
export const filestat = (name: string) =>
  out(name, 64, (bytes) => {
    const view = viewOf(bytes)
    const field = (at: number) => view.getBigUint64(at, true)
    return {
      dev: field(0),
      ino: field(8),
      filetype: view.getUint8(16),
      nlink: field(24),
      size: field(32),
      atim: field(40),
      mtim: field(48),
      ctim: field(56),
    }
  })
export const fdstat = (name: string) =>
  out(name, 24, (bytes) => ({
    filetype: bytes[0],
    flags: viewOf(bytes).getUint16(2, true),
    base: viewOf(bytes).getBigUint64(8, true),
    inheriting: viewOf(bytes).getBigUint64(16, true),
  }))
/** Directory entries that fit whole: name, type and the cookie behind each. */
export const dirents = (name: string, size: number) =>
  out(
    name,
    size,
    (bytes) => {
      const view = viewOf(bytes)
      const found: { name: string; type: number; next: bigint }[] = []
      for (let at = 0; at + 24 <= size; ) {
        const length = view.getUint32(at + 16, true)
        const next = view.getBigUint64(at, true)
        if (next === 0n || at + 24 + length > size) break
        found.push({
          name: textOf(bytes.subarray(at + 24, at + 24 + length)),
          type: view.getUint8(at + 20),
          next,
        })
        at += 24 + length
      }
      return found
    },
    true,
  )
export const events = (name: string, count: number) =>
  out(name, count * 32, (bytes) =>
    Array.from({ length: count }, (_, index) => {
      const view = new DataView(bytes.buffer, bytes.byteOffset + index * 32, 32)
      return {
        userdata: view.getBigUint64(0, true),
        errno: errnoNames[view.getUint16(8, true)],
        type: view.getUint8(10),
        nbytes: view.getBigUint64(16, true),
      }
    }),
  )

/** A call that must end with `errno`, and give what `gives` says where it says so. */
export function call(
  name: string,
  args: readonly Argument[],
  errno: ErrnoName = 'success',
  gives: Given = {},
): Step {
  return { call: name, args, errno, gives }
}

/** What one step is to print, so that it can be read back. */
interface Reading {
  readonly step: Step
  readonly outs: readonly {
    readonly name: string
    readonly size: number
    readonly decode: (bytes: Uint8Array) => unknown
  }[]
}

class ScriptWriter {
  readonly #bytes: number[] = []
  readonly #registers: string[] = []
  #free: number = memoryMap.data

  byte(...values: number[]): void {
    this.#bytes.push(...values)
  }

  u32(value: number): void {
    for (let shift = 0; shift < 32; shift += 8) this.byte((value >>> shift) & 255)
  }

  u64(value: bigint): void {
    const word = BigInt.asUintN(64, value)
    this.u32(Number(word & 0xffff_ffffn))
    this.u32(Number(word >> 32n))
  }

  register(name: string): number {
    if (!this.#registers.includes(name)) this.#registers.push(name)
    return this.#registers.indexOf(name)
  }

  reserve(size: number): number {
    const at = this.#free
    this.#free += (size + 15) & ~7
    if (this.#free > memoryMap.end) throw new Error('The script needs too much memory')
    return at
  }

  poke(at: number, bytes: Uint8Array): void {
    this.byte(ops.poke)
    this.u32(at)
    this.u32(bytes.length)
    for (const each of bytes) this.byte(each)
  }

  place(bytes: Uint8Array): number {
    const at = this.reserve(bytes.length)
    this.poke(at, bytes)
    return at
  }

  finish(): Uint8Array {
    this.byte(ops.end)
    return new Uint8Array(this.#bytes)
  }
}

function buffersAt(script: ScriptWriter, places: readonly (readonly [number, number])[]): number {
  const list = new Uint8Array(places.length * 8)
  for (const [index, [at, size]] of places.entries()) {
    viewOf(list).setUint32(index * 8, at, true)
    viewOf(list).setUint32(index * 8 + 4, size, true)
  }
  return script.place(list)
}

type Word = { readonly register: boolean; readonly value: bigint }
const literal = (value: number | bigint): Word => ({ register: false, value: BigInt(value) })

function writeStep(script: ScriptWriter, step: Step): Reading {
  const outs: { name: string; size: number; at: number; decode: (bytes: Uint8Array) => unknown }[] =
    []
  const words = step.args.flatMap((argument): Word[] => {
    if (typeof argument !== 'object') return [literal(argument)]
    switch (argument.is) {
      case 'register':
        return [{ register: true, value: BigInt(script.register(argument.name)) }]
      case 'text':
        return [literal(script.place(argument.bytes)), literal(argument.bytes.length)]
      case 'bytes': {
        const at = script.place(argument.bytes)
        for (const patch of argument.patches) {
          script.byte(ops.store, script.register(patch.register))
          script.u32(at + patch.at)
        }
        return [literal(at)]
      }
      case 'write': {
        const places = argument.buffers.map((each) => [script.place(each), each.length] as const)
        return [literal(buffersAt(script, places)), literal(places.length)]
      }
      case 'read': {
        const places = argument.sizes.map((size) => [script.reserve(size), size] as const)
        const start = places[0]?.[0] ?? 0
        const size = places.reduce((end, [at, each]) => Math.max(end, at + each - start), 0)
        const decode = (bytes: Uint8Array) =>
          places
            .map(([at, each]) => textOf(bytes.subarray(at - start, at - start + each)))
            .join('|')
        outs.push({ name: argument.name, size, at: start, decode })
        return [literal(buffersAt(script, places)), literal(places.length)]
      }
      default: {
        const at = script.reserve(argument.size)
        outs.push({ name: argument.name, size: argument.size, at, decode: argument.decode })
        return [literal(at), ...(argument.withLength ? [literal(argument.size)] : [])]
      }
    }
  })
  script.byte(ops.call, functionNames.indexOf(step.call), words.length)
  for (const { register, value } of words) {
    script.byte(register ? 1 : 0)
    script.u64(value)
  }
  for (const { name, size, at } of outs) {
    script.byte(ops.emit)
    script.u32(at)
    script.u32(size)
    if (size !== 4 && size !== 8) continue
    script.byte(ops.load, script.register(name))
    script.u32(at)
    script.byte(size)
  }
  return { step, outs }
}

/** What came of a step. */
export interface Answer {
  readonly step: Step
  readonly errno: string
  readonly given: Given
}

/** Steps as the prober reads them, and how to read what it prints. */
export function compileScript(steps: readonly Step[]): {
  readonly script: Uint8Array
  readonly read: (printed: Uint8Array) => Answer[]
} {
  const script = new ScriptWriter()
  const readings = steps.map((step) => writeStep(script, step))
  return {
    script: script.finish(),
    read: (printed) => {
      const answers: Answer[] = []
      let at = 0
      for (const { step, outs } of readings) {
        if (at >= printed.length) break
        const number = viewOf(printed).getUint32(at, true)
        at += 4
        const given: Record<string, unknown> = {}
        for (const { name, size, decode } of outs) {
          given[name] = decode(printed.slice(at, at + size))
          at += size
        }
        answers.push({ step, errno: errnoNames[number] ?? String(number), given })
      }
      return answers
    },
  }
}
