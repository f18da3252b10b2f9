import { concatBytes } from '@noble/hashes/utils.js'
import type { Packing } from '#peer/ports/packing.ts'
import { MalformedError } from '#protocol/errors.ts'

const FORMAT = 'deflate-raw'
/** Engines unpack all of what they are given before they can be stopped: 1032 times that at most. */
const SLICE_BYTES = 4 * 1024

/** Packing by the engine's own streams. */
export const nativePacking: Packing = {
  pack: async (bytes) => {
    const chunks: Uint8Array[] = []
    await drain(bytes, bytes.byteLength, new CompressionStream(FORMAT), (chunk) => {
      chunks.push(chunk)
      return true
    })
    return concatBytes(...chunks)
  },
  unpack: async (packed, size) => {
    const bytes = new Uint8Array(size)
    let at = 0
    const take = (chunk: Uint8Array) => {
      const fits = at + chunk.byteLength <= size
      if (fits) bytes.set(chunk, at)
      at += chunk.byteLength
      return fits
    }
    try {
      await drain(packed, SLICE_BYTES, new DecompressionStream(FORMAT), take)
    } catch (cause) {
      throw new MalformedError('packed block', { cause })
    }
    if (at !== size) throw new MalformedError('packed block of another size')
    return bytes
  },
}

/** Sends bytes through a transform, a slice at a time, until `take` has had all or says no. */
async function drain(
  bytes: Uint8Array,
  sliceBytes: number,
  transform: CompressionStream | DecompressionStream,
  take: (chunk: Uint8Array) => boolean,
): Promise<void> {
  const reader = slices(bytes, sliceBytes).pipeThrough(transform).getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return
    if (!take(value)) return await reader.cancel()
  }
}

/** Each slice is handed on when the one before is used up. */
function slices(bytes: Uint8Array, sliceBytes: number): ReadableStream<BufferSource> {
  let at = 0
  return new ReadableStream({
    pull(controller) {
      if (at >= bytes.byteLength) return controller.close()
      controller.enqueue(bytes.slice(at, at + sliceBytes))
      at += sliceBytes
    },
  })
}
