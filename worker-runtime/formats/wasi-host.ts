import { type Fd, OpenFile, WASI, WASIProcExit } from '@bjorn3/browser_wasi_shim'
import { blake3 } from '@noble/hashes/blake3.js'
import { LimitCrossed, ProgramFault } from './metered.ts'

const SUCCESS = 0
const BAD_FD = 8
const FAULT = 21
const INVALID = 28
const NOT_SUPPORTED = 58
/** 2001-09-09T01:46:40Z: a program's clock starts here and steps on with each look. */
const EPOCH_NS = 1_000_000_000n * 1_000_000_000n
const TICK_NS = 1_000_000n
/** Gas for crossing into the host, and bytes it moves for one more. */
const GAS_PER_CALL = 64n
const BYTES_PER_GAS_LOG2 = 3n
const SUBSCRIPTION_BYTES = 48
const EVENT_BYTES = 32

/** What the host functions need of a running instance. */
interface Guest {
  readonly memory: WebAssembly.Memory
  readonly gas: WebAssembly.Global
}

type HostFunction = (...values: never[]) => unknown
type PlainFunction = (...values: Array<number | bigint>) => unknown

/**
 * WASI's functions over the shim's, made repeatable and bounded: a clock that only ticks when it
 * is read, randomness from a seed, unsigned pointers, gas for every call and byte, and a budget
 * of bytes that files may grow by. Pointers outside memory give `EFAULT`, never a host error.
 */
export class WasiHost {
  readonly wasi: WASI
  readonly imports: Record<string, PlainFunction> = {}
  #guest: Guest | undefined
  #nowNs = EPOCH_NS
  #growthLeft: number
  readonly #random: { xof(bytes: number): Uint8Array }

  constructor(options: {
    readonly args: readonly string[]
    readonly env: readonly string[]
    readonly fds: Fd[]
    readonly seed: Uint8Array
    /** Bytes that all files together may grow by. */
    readonly growthBytes: number
  }) {
    this.#growthLeft = options.growthBytes
    this.#random = blake3.create().update(options.seed)
    this.wasi = new WASI([...options.args], [...options.env], options.fds, { debug: false })
    const functions: Record<string, HostFunction> = {
      ...this.wasi.wasiImport,
      ...this.#overrides(),
    }
    for (const [name, run] of Object.entries(functions)) this.imports[name] = this.#guard(run)
  }

  attach(guest: Guest): void {
    this.#guest = guest
    this.wasi.inst = { exports: { memory: guest.memory } }
  }

  get #view(): DataView {
    if (!this.#guest) throw new ProgramFault('A host function was called before the start')
    return new DataView(this.#guest.memory.buffer)
  }

  #charge(gas: bigint): void {
    if (!this.#guest) throw new ProgramFault('A host function was called before the start')
    const left = BigInt(this.#guest.gas.value) - gas
    this.#guest.gas.value = left
    if (left < 0n) throw new ProgramFault('Out of gas')
  }

  #chargeBytes(bytes: number): void {
    this.#charge(BigInt(bytes) >> BYTES_PER_GAS_LOG2)
  }

  #guard(run: HostFunction): PlainFunction {
    return (...values) => {
      this.#charge(GAS_PER_CALL)
      const unsigned = values.map((each) => (typeof each === 'number' ? each >>> 0 : each))
      try {
        return (run as PlainFunction)(...unsigned) ?? SUCCESS
      } catch (error) {
        if (error instanceof RangeError && this.#guest) return FAULT
        throw error
      }
    }
  }

  #listedBytes(list: number, count: number): number {
    const view = this.#view
    let sum = 0
    for (let i = 0; i < count; i++) sum += view.getUint32(list + i * 8 + 4, true)
    return sum
  }

  /** Books what a write that ends at `end` adds to a file. */
  #grow(fd: number, end: number): void {
    const open = this.wasi.fds[fd]
    if (!(open instanceof OpenFile)) return
    this.#growthLeft -= Math.max(0, end - open.file.data.byteLength)
    if (this.#growthLeft < 0) throw new LimitCrossed('output', 'Files grow over the memory limit')
  }

  #overrides(): Record<string, HostFunction> {
    const shim = (name: string): HostFunction => {
      const run = this.wasi.wasiImport[name]
      if (!run) throw new TypeError(`The shim has no ${name}`)
      return run as HostFunction
    }
    const encoder = new TextEncoder()
    return {
      args_sizes_get: (count: number, size: number) => {
        const bytes = this.wasi.args.reduce((sum, each) => sum + encoder.encode(each).length + 1, 0)
        this.#view.setUint32(count, this.wasi.args.length, true)
        this.#view.setUint32(size, bytes, true)
        return SUCCESS
      },
      clock_res_get: (clock: number, result: number) => {
        if (clock > 3) return INVALID
        this.#view.setBigUint64(result, TICK_NS, true)
        return SUCCESS
      },
      clock_time_get: (clock: number, _precision: bigint, result: number) => {
        if (clock > 3) return INVALID
        this.#nowNs += TICK_NS
        this.#view.setBigUint64(result, clock === 0 ? this.#nowNs : this.#nowNs - EPOCH_NS, true)
        return SUCCESS
      },
      random_get: (pointer: number, length: number) => {
        this.#chargeBytes(length)
        if (pointer + length > this.#view.byteLength) return FAULT
        new Uint8Array(this.#view.buffer, pointer, length).set(this.#random.xof(length))
        return SUCCESS
      },
      fd_read: (fd: number, list: number, count: number, result: number) => {
        this.#chargeBytes(this.#listedBytes(list, count))
        return (shim('fd_read') as PlainFunction)(fd, list, count, result)
      },
      fd_pread: (fd: number, list: number, count: number, offset: bigint, result: number) => {
        this.#chargeBytes(this.#listedBytes(list, count))
        return (shim('fd_pread') as PlainFunction)(fd, list, count, offset, result)
      },
      fd_write: (fd: number, list: number, count: number, result: number) => {
        const bytes = this.#listedBytes(list, count)
        this.#chargeBytes(bytes)
        const open = this.wasi.fds[fd]
        if (open instanceof OpenFile) this.#grow(fd, Number(open.file_pos) + bytes)
        return (shim('fd_write') as PlainFunction)(fd, list, count, result)
      },
      fd_pwrite: (fd: number, list: number, count: number, offset: bigint, result: number) => {
        const bytes = this.#listedBytes(list, count)
        this.#chargeBytes(bytes)
        this.#grow(fd, Number(BigInt.asUintN(64, offset)) + bytes)
        return (shim('fd_pwrite') as PlainFunction)(fd, list, count, offset, result)
      },
      fd_allocate: (fd: number, offset: bigint, length: bigint) => {
        this.#grow(fd, Number(BigInt.asUintN(64, offset)) + Number(BigInt.asUintN(64, length)))
        return (shim('fd_allocate') as PlainFunction)(fd, offset, length)
      },
      fd_filestat_set_size: (fd: number, size: bigint) => {
        this.#grow(fd, Number(BigInt.asUintN(64, size)))
        return (shim('fd_filestat_set_size') as PlainFunction)(fd, size)
      },
      poll_oneoff: (input: number, output: number, count: number, result: number) =>
        this.#poll(input, output, count, result),
      proc_exit: (code: number) => {
        throw new WASIProcExit(code)
      },
      proc_raise: () => {
        throw new ProgramFault('The program raised a signal')
      },
      sched_yield: () => SUCCESS,
      sock_accept: () => NOT_SUPPORTED,
      sock_recv: () => NOT_SUPPORTED,
      sock_send: () => NOT_SUPPORTED,
      sock_shutdown: (fd: number) => (this.wasi.fds[fd] ? NOT_SUPPORTED : BAD_FD),
    }
  }

  /** Files are always ready; with clocks alone, time jumps to the earliest. */
  #poll(input: number, output: number, count: number, result: number): number {
    if (count === 0) return INVALID
    const view = this.#view
    const subscriptions = Array.from({ length: count }, (_, index) => {
      const at = input + index * SUBSCRIPTION_BYTES
      const type = view.getUint8(at + 8)
      const realtime = type === 0 && view.getUint32(at + 16, true) === 0
      const timeout = type === 0 ? view.getBigUint64(at + 24, true) : 0n
      const absolute = type === 0 && (view.getUint16(at + 40, true) & 1) === 1
      const base = absolute ? (realtime ? 0n : EPOCH_NS) : this.#nowNs
      return { userdata: view.getBigUint64(at, true), type, dueNs: base + timeout }
    })
    const ready = subscriptions.filter(({ type }) => type !== 0)
    if (ready.length === 0) {
      for (const { dueNs } of subscriptions
        .toSorted((a, b) => (a.dueNs < b.dueNs ? -1 : 1))
        .slice(0, 1)) {
        if (dueNs > this.#nowNs) this.#nowNs = dueNs
      }
      ready.push(...subscriptions.filter(({ dueNs }) => dueNs <= this.#nowNs))
    }
    for (const [index, { userdata, type }] of ready.entries()) {
      const at = output + index * EVENT_BYTES
      new Uint8Array(view.buffer, at, EVENT_BYTES).fill(0)
      view.setBigUint64(at, userdata, true)
      view.setUint8(at + 10, type)
    }
    view.setUint32(result, ready.length, true)
    return SUCCESS
  }
}
