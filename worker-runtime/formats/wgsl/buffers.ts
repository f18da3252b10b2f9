import { type AmountSource, evaluateAmount } from '#protocol/task/amount.ts'
import type { WgslProgram } from '#protocol/task/wgsl-program.ts'
import { LimitCrossed } from '../metered.ts'
import { bufferUsage } from './gpu-flags.ts'

/** Arrays of vectors need room for one, and copies come in words. */
const GRAIN_BYTES = 16

const roundUp = (bytes: number) => Math.max(1, Math.ceil(bytes / GRAIN_BYTES)) * GRAIN_BYTES

/** Sizes of a run's buffers, by name. */
export interface BufferPlan {
  readonly sizes: ReadonlyMap<string, number>
  readonly outputName: string
  readonly outputBytes: number
  /** All of them together, as the device holds them. */
  readonly totalBytes: number
}

/**
 * Sizes a run's buffers.
 * @throws {MalformedError} when a size cannot be computed from this input.
 */
export function planBuffers(program: WgslProgram, source: AmountSource): BufferPlan {
  const sizes = new Map<string, number>()
  let outputName = ''
  let outputBytes = 0
  for (const [name, buffer] of Object.entries(program.buffers)) {
    const bytes = (() => {
      if (buffer.kind === 'input') return source.input.byteLength
      if (buffer.kind === 'shared') return source.shared.byteLength
      if (buffer.kind === 'constant') return buffer.bytes.byteLength
      return evaluateAmount(buffer.bytes, source)
    })()
    if (buffer.kind === 'output') {
      outputName = name
      outputBytes = bytes
    }
    sizes.set(name, roundUp(bytes))
  }
  const totalBytes = [...sizes.values()].reduce((sum, size) => sum + size, 0)
  return { sizes, outputName, outputBytes, totalBytes }
}

/**
 * A program's buffers on a device. They stay from run to run while their sizes do; what a run may
 * write is zeroed before it.
 */
export class BufferSet {
  readonly #device: GPUDevice
  readonly #program: WgslProgram
  readonly #held = new Map<string, GPUBuffer>()

  constructor(device: GPUDevice, program: WgslProgram) {
    this.#device = device
    this.#program = program
  }

  /**
   * Readies all buffers for a run; clearing goes into `encoder`.
   * @throws {LimitCrossed} naming the buffer, its size and the device's limit.
   */
  open(plan: BufferPlan, source: AmountSource, encoder: GPUCommandEncoder): Map<string, GPUBuffer> {
    for (const [name, size] of plan.sizes) this.#checkSize(name, size)
    const { queue } = this.#device
    for (const [name, buffer] of Object.entries(this.#program.buffers)) {
      const size = plan.sizes.get(name) ?? 0
      const held = this.#held.get(name)
      const kept = held?.size === size ? held : undefined
      if (!kept) held?.destroy()
      const current = kept ?? this.#create(size)
      this.#held.set(name, current)
      if (buffer.kind === 'scratch' || buffer.kind === 'output') {
        if (kept) encoder.clearBuffer(kept)
      } else if (buffer.kind === 'input') write(queue, current, source.input)
      else if (!kept) write(queue, current, buffer.kind === 'shared' ? source.shared : buffer.bytes)
    }
    return new Map(this.#held)
  }

  #create(size: number): GPUBuffer {
    const { storage, uniform, copyTarget, copySource } = bufferUsage
    const usage = storage | uniform | copyTarget | copySource
    return this.#device.createBuffer({ size, usage })
  }

  #checkSize(name: string, size: number): void {
    const { maxBufferSize, maxStorageBufferBindingSize } = this.#device.limits
    const limit = Math.min(maxBufferSize, maxStorageBufferBindingSize)
    if (size <= limit) return
    const message = `Buffer “${name}” has ${size} bytes; this device allows ${limit}`
    throw new LimitCrossed('refused', message)
  }
}

/** Fills a buffer; what the bytes do not reach is zero, whatever was there before. */
function write(queue: GPUQueue, buffer: GPUBuffer, bytes: Uint8Array): void {
  const padded = new Uint8Array(buffer.size)
  padded.set(bytes)
  queue.writeBuffer(buffer, 0, padded)
}
