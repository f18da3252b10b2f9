import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import {
  BufferTarget,
  canEncodeVideo,
  Mp4OutputFormat,
  Output,
  QUALITY_HIGH,
  VideoSample,
  VideoSampleSource,
  WebMOutputFormat,
} from 'mediabunny'
import { InputError } from '#protocol/errors.ts'
import { joinFrames, type TileSource } from './frames.ts'
import { type RenderParams, resolveParams } from './params.ts'

/** A finished render. */
export interface RenderedVideo {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly mimeType: 'video/mp4' | 'video/webm'
  readonly frames: number
  /** SHA-256 in hex over the lossless RGB8 frames in order: equal wherever the job is rendered. */
  readonly framesSha256: string
}

/** SHA-256 in hex over the RGB8 frames in order. Needs no codec, so it runs anywhere. */
export async function hashFrames(params: RenderParams, tile: TileSource): Promise<string> {
  const hash = sha256.create()
  for await (const rgb of joinFrames(params, tile)) hash.update(rgb)
  return bytesToHex(hash.digest())
}

/**
 * Joins tiles to an H.264 MP4, or a VP9 WebM where H.264 cannot be encoded; frame by frame, in a
 * window or a worker.
 * @throws {InputError} where the browser can encode neither.
 */
export async function mergeRender(
  params: RenderParams,
  tile: TileSource,
  options: { onFrame?: (done: number, frames: number) => void; signal?: AbortSignal } = {},
): Promise<RenderedVideo> {
  const { frames, width, height, fps } = resolveParams(params)
  const codec = await pickCodec(width, height)
  const target = new BufferTarget()
  const output = new Output({
    format: codec === 'avc' ? new Mp4OutputFormat() : new WebMOutputFormat(),
    target,
  })
  const source = new VideoSampleSource({ codec, bitrate: QUALITY_HIGH })
  output.addVideoTrack(source, { frameRate: fps })
  const hash = sha256.create()
  let done = 0
  try {
    await output.start()
    for await (const rgb of joinFrames(params, tile)) {
      options.signal?.throwIfAborted()
      hash.update(rgb)
      const sample = new VideoSample(toRgba(rgb), {
        format: 'RGBA',
        codedWidth: width,
        codedHeight: height,
        timestamp: done / fps,
        duration: 1 / fps,
      })
      await source.add(sample)
      sample.close()
      options.onFrame?.(++done, frames)
    }
    await output.finalize()
  } catch (error) {
    await output.cancel()
    throw error
  }
  return {
    bytes: new Uint8Array(target.buffer ?? new ArrayBuffer(0)),
    mimeType: codec === 'avc' ? 'video/mp4' : 'video/webm',
    frames,
    framesSha256: bytesToHex(hash.digest()),
  }
}

async function pickCodec(width: number, height: number) {
  for (const codec of ['avc', 'vp9'] as const)
    if (
      typeof VideoEncoder !== 'undefined' &&
      (await canEncodeVideo(codec, { width, height, bitrate: QUALITY_HIGH }))
    )
      return codec
  throw new InputError(
    'video-encoder',
    'This browser cannot encode a video of this size.',
    'Open the page over https or localhost in a current browser, or choose a smaller size.',
  )
}

function toRgba(rgb: Uint8Array) {
  const rgba = new Uint8Array((rgb.length / 3) * 4)
  for (let from = 0, to = 0; from < rgb.length; from += 3, to += 4) {
    rgba[to] = rgb[from] as number
    rgba[to + 1] = rgb[from + 1] as number
    rgba[to + 2] = rgb[from + 2] as number
    rgba[to + 3] = 255
  }
  return rgba
}
