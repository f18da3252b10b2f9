import { deflateRawSync, inflateRawSync } from 'node:zlib'
import type { Packing } from '#peer/ports/packing.ts'
import { MalformedError } from '#protocol/errors.ts'

interface Inflated {
  readonly buffer: Buffer
  readonly engine: { readonly bytesWritten: number }
}

/** Packing that answers within its turn, so that a job on a fake clock is repeatable. */
export const promptPacking: Packing = {
  pack: async (bytes) => new Uint8Array(deflateRawSync(bytes)),
  unpack: async (packed, size) => {
    let inflated: Inflated
    try {
      const options = { info: true, maxOutputLength: Math.max(1, size) }
      inflated = inflateRawSync(packed, options) as unknown as Inflated
    } catch (cause) {
      throw new MalformedError('packed block', { cause })
    }
    const { buffer, engine } = inflated
    if (buffer.byteLength !== size || engine.bytesWritten !== packed.byteLength)
      throw new MalformedError('packed block of another size')
    return new Uint8Array(buffer)
  },
}
