import { useEffect, useState } from 'react'
import type { Peer } from '#peer/peer.ts'
import type { JobId } from '#protocol/ids.ts'
import type { RenderParams } from '#wasm-tasks/render/params.ts'
import { sayFailure } from '#web/explain-failure.ts'
import { usePeer } from '#web/peer-context.tsx'

/** How far the deliverable is. */
export type VideoState =
  | { readonly kind: 'joining'; readonly done: number; readonly frames: number }
  | {
      readonly kind: 'ready'
      readonly url: string
      readonly extension: 'mp4' | 'webm'
      readonly frames: number
      readonly framesSha256: string
    }
  | { readonly kind: 'failed'; readonly message: string; readonly framesSha256: string | undefined }

/** Joins a finished job's tiles, from the store, whenever its page is open. */
export function useVideo(jobId: JobId, params: RenderParams): VideoState {
  const peer = usePeer()
  const [state, setState] = useState<VideoState>({
    kind: 'joining',
    done: 0,
    frames: params.frames,
  })
  useEffect(() => {
    const stop = new AbortController()
    let url: string | undefined
    const show = (next: VideoState) => {
      if (!stop.signal.aborted) setState(next)
    }
    join(peer, jobId, params, show, stop.signal).then(
      (next) => {
        if (next.kind === 'ready') url = next.url
        if (stop.signal.aborted && url !== undefined) URL.revokeObjectURL(url)
        show(next)
      },
      (error: unknown) =>
        show({ kind: 'failed', message: sayFailure(error), framesSha256: undefined }),
    )
    return () => {
      stop.abort()
      if (url !== undefined) URL.revokeObjectURL(url)
    }
  }, [peer, jobId, params])
  return state
}

async function join(
  peer: Peer,
  jobId: JobId,
  params: RenderParams,
  show: (state: VideoState) => void,
  signal: AbortSignal,
): Promise<VideoState> {
  const { hashFrames, mergeRender } = await import('#wasm-tasks/render/merge.ts')
  const tile = async (index: number) => {
    const bytes = await peer.result(jobId, index)
    if (bytes === undefined) throw new Error(`Tile ${index} is not in this tab’s store.`)
    return bytes
  }
  try {
    const { bytes, mimeType, frames, framesSha256 } = await mergeRender(params, tile, {
      onFrame: (done, all) => show({ kind: 'joining', done, frames: all }),
      signal,
    })
    const url = URL.createObjectURL(new Blob([bytes], { type: mimeType }))
    const extension = mimeType === 'video/mp4' ? 'mp4' : 'webm'
    return { kind: 'ready', url, extension, frames, framesSha256 }
  } catch (error) {
    signal.throwIfAborted()
    // No codec, or one that gave up: the frames are right all the same, and their hash proves it.
    return {
      kind: 'failed',
      message: sayFailure(error),
      framesSha256: await hashFrames(params, tile),
    }
  }
}
