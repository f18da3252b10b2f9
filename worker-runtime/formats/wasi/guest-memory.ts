import { ProgramFault } from '../metered.ts'
import { require, WasiError } from './errno.ts'

/** As many buffers as one scattered read or gathered write may name. */
const MAX_BUFFERS = 1_024
const BUFFER_RECORD_BYTES = 8
/** Each buffer is checked, and moved by itself. */
const STEPS_PER_BUFFER = 4

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** The program's memory, where every address is checked: outside it is `EFAULT`. */
export class GuestMemory {
  #memory: WebAssembly.Memory | undefined

  attach(memory: WebAssembly.Memory): void {
    this.#memory = memory
  }

  /** The buffer that holds a range, now: growing memory replaces it. */
  #bufferOf(pointer: number, length: number): ArrayBuffer {
    if (this.#memory === undefined) {
      throw new ProgramFault('A host function was called before the program began')
    }
    const { buffer } = this.#memory
    require(pointer + length <= buffer.byteLength, 'fault')
    return buffer
  }

  /** Fails unless a range lies in memory: asked for results before anything is done for them. */
  check(pointer: number, length: number): void {
    this.#bufferOf(pointer, length)
  }

  /** A window on memory, valid until the program runs on. */
  range(pointer: number, length: number): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.#bufferOf(pointer, length), pointer, length)
  }

  view(pointer: number, length: number): DataView {
    return new DataView(this.#bufferOf(pointer, length), pointer, length)
  }

  text(pointer: number, length: number): string {
    const bytes = this.range(pointer, length)
    try {
      return decoder.decode(bytes)
    } catch {
      throw new WasiError('ilseq')
    }
  }

  setU32(pointer: number, value: number): void {
    this.view(pointer, 4).setUint32(0, value, true)
  }

  setU64(pointer: number, value: bigint): void {
    this.view(pointer, 8).setBigUint64(0, value, true)
  }

  /**
   * The buffers of a scattered read or gathered write, each within memory; empty ones are left out.
   * @param charge is told the steps of the list before they are taken.
   */
  buffers(list: number, count: number, charge: (steps: number) => void): Uint8Array[] {
    require(count <= MAX_BUFFERS, 'inval')
    const records = this.view(list, count * BUFFER_RECORD_BYTES)
    charge(count * STEPS_PER_BUFFER)
    const found: Uint8Array[] = []
    for (let at = 0; at < records.byteLength; at += BUFFER_RECORD_BYTES) {
      const pointer = records.getUint32(at, true)
      const length = records.getUint32(at + 4, true)
      if (length === 0) this.check(pointer, 0)
      else found.push(this.range(pointer, length))
    }
    require(totalLength(found) < 2 ** 31, 'inval')
    return found
  }
}

export const totalLength = (buffers: readonly Uint8Array[]): number =>
  buffers.reduce((sum, each) => sum + each.byteLength, 0)
