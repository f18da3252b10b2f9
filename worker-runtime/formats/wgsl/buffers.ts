import type { AmountSource } from '#protocol/task/amount.ts'
import type { BufferPlan } from '#protocol/task/wgsl-buffers.ts'
import type { WgslProgram } from '#protocol/task/wgsl-program.ts'
import { LimitCrossed } from '../metered.ts'
import { bufferUsage } from './gpu-flags.ts'

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
