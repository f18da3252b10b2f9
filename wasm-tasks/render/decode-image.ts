import { decode as decodePng } from 'fast-png'
import jpeg from 'jpeg-js'
import { InputError } from '#protocol/errors.ts'

/** Decodes PNG or JPEG bytes to RGBA8. @throws {InputError} when neither, or damaged. */
export function decodeImage(bytes: Uint8Array, mimeType: string, maxBytes: number) {
  try {
    if (mimeType === 'image/jpeg') {
      const { width, height, data } = jpeg.decode(bytes, { useTArray: true, formatAsRGBA: true })
      return { width, height, data }
    }
    const head = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    if (head.getUint32(16) * head.getUint32(20) * 4 > maxBytes) throw new RangeError('too large')
    const { width, height, data, channels, depth, palette } = decodePng(bytes)
    const rgba = new Uint8Array(width * height * 4)
    for (let i = 0; i < width * height; i++) {
      const texel = (c: number) => (data[i * channels + c] ?? 0) / (depth === 16 ? 257 : 1)
      const colour =
        palette?.[texel(0)] ??
        (channels < 3 ? [texel(0), texel(0), texel(0)] : [texel(0), texel(1), texel(2)])
      rgba.set([colour[0] ?? 0, colour[1] ?? 0, colour[2] ?? 0, 255], i * 4)
    }
    return { width, height, data: rgba }
  } catch (cause) {
    throw new InputError(
      'scene-image',
      `A ${mimeType || 'nameless'} picture inside the scene cannot be decoded.`,
      'Export the GLB again with PNG or JPEG textures.',
      { cause },
    )
  }
}
