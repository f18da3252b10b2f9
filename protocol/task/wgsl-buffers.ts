import { type AmountSource, evaluateAmount } from './amount.ts'
import type { WgslProgram } from './wgsl-program.ts'

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
