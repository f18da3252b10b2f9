import { useEffect, useRef, useState } from 'react'
import type { VerifiedResult } from '#peer/peer.ts'
import type { JobId } from '#protocol/ids.ts'
import { type RenderParams, resolveParams } from '#wasm-tasks/render/params.ts'
import { tileOf } from '#wasm-tasks/render/tiles.ts'
import { usePeer } from '#web/peer-context.tsx'
import { Slider } from '#web/ui/slider.tsx'
import { Switch } from '#web/ui/switch.tsx'
import { frameOf, paintTile, tilesOfFrame } from './frame-canvas.ts'
import { pictureStyle } from './picture-size.ts'

/** A quiet hatch where nothing is verified yet; tiles are opaque and cover it. */
const UNVERIFIED = {
  backgroundImage:
    'repeating-linear-gradient(135deg, transparent 0 10px, var(--color-line) 10px 11px)',
}

/** One frame as far as it is verified; moves on with the work, or stays where it was put. */
export function LivePicture({
  jobId,
  params,
  isGrowing,
}: {
  readonly jobId: JobId
  readonly params: RenderParams
  /** Whether tiles may still come. */
  readonly isGrowing: boolean
}) {
  const peer = usePeer()
  const { frames, width, height } = resolveParams(params)
  const canvas = useRef<HTMLCanvasElement>(null)
  const [frame, setFrame] = useState(0)
  const [isFollowing, setFollowing] = useState(true)

  useEffect(() => {
    const context = canvas.current?.getContext('2d')
    if (!context) return
    context.clearRect(0, 0, width, height)
    let isCurrent = true
    const load = async () => {
      for (const index of tilesOfFrame(params, frame)) {
        const rgb = await peer.result(jobId, index)
        if (!isCurrent) return
        if (rgb !== undefined) paintTile(context, tileOf(params, index), rgb)
      }
    }
    const show = ({ index, output }: VerifiedResult) => {
      const at = frameOf(params, index)
      if (at === frame) paintTile(context, tileOf(params, index), output)
      // Never back for a straggler: the picture would flicker between frames.
      else if (isFollowing) setFrame((shown) => Math.max(shown, at))
    }
    const stop = peer.onVerified((results) => {
      for (const result of results) if (result.jobId === jobId) show(result)
    })
    // What was verified before this listened is there to be read. A tile that cannot be read stays
    // blank; the merge reports a store that fails.
    load().catch(() => undefined)
    return () => {
      isCurrent = false
      stop()
    }
  }, [peer, jobId, params, frame, width, height, isFollowing])

  return (
    <figure className="flex flex-col gap-4">
      <canvas
        ref={canvas}
        width={width}
        height={height}
        aria-label={`Frame ${frame + 1} of ${frames}, as far as it is verified`}
        className="mx-auto w-full rounded-xl bg-sunken"
        style={{ ...UNVERIFIED, ...pictureStyle(width) }}
      />
      <figcaption className="flex flex-col gap-3">
        <Slider
          label="Frame"
          min={0}
          max={frames - 1}
          value={frame}
          format={(value) => `${value + 1} of ${frames}`}
          onChange={(value) => {
            setFollowing(false)
            setFrame(value)
          }}
        />
        {isGrowing && (
          <Switch label="Follow the newest frame" checked={isFollowing} onChange={setFollowing} />
        )}
      </figcaption>
    </figure>
  )
}
