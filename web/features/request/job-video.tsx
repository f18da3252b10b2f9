import { Download } from 'lucide-react'
import type { ReactNode } from 'react'
import type { JobId } from '#protocol/ids.ts'
import { type RenderParams, resolveParams } from '#wasm-tasks/render/params.ts'
import { testIds } from '#web/test-ids.ts'
import { Card } from '#web/ui/card.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Progress } from '#web/ui/progress.tsx'
import { pictureStyle } from './picture-size.ts'
import { useVideo } from './use-video.ts'

/** The deliverable: joined as soon as every tile is verified, played here, kept by one press. */
export function JobVideo({
  jobId,
  params,
}: {
  readonly jobId: JobId
  readonly params: RenderParams
}) {
  const video = useVideo(jobId, params)
  if (video.kind === 'joining')
    return (
      <Card title="Video">
        <p className="mb-3 text-quiet" role="status">
          Joining frame {Math.min(video.done + 1, video.frames)} of {video.frames}.
        </p>
        <Progress label="Joined frames" value={video.done} max={video.frames} />
      </Card>
    )
  if (video.kind === 'failed')
    return (
      <Card title="Video">
        <Notice tone="bad" title="The video could not be made here">
          {video.message}
        </Notice>
        {video.framesSha256 && <FramesHash hash={video.framesSha256} />}
      </Card>
    )
  return (
    <Card title="Video">
      <video
        src={video.url}
        controls
        loop
        muted
        autoPlay
        playsInline
        data-testid={testIds.jobVideo}
        className="mx-auto w-full rounded-xl bg-black"
        style={pictureStyle(resolveParams(params).width)}
      />
      <div className="mt-4 flex flex-wrap items-center justify-between gap-3">
        <a
          href={video.url}
          download={`loam-${jobId.slice(2, 10)}.${video.extension}`}
          data-testid={testIds.jobDownload}
          className="inline-flex min-h-11 items-center gap-2 rounded-xl bg-accent px-4.5 font-semibold text-on-accent hover:bg-accent-strong"
        >
          <Download aria-hidden className="size-5" />
          Download
        </a>
        <span className="text-sm text-quiet" data-testid={testIds.jobFrames}>
          {video.frames} frame{video.frames === 1 ? '' : 's'}
        </span>
      </div>
      <FramesHash hash={video.framesSha256} />
    </Card>
  )
}

function FramesHash({ hash }: { readonly hash: string }): ReactNode {
  return (
    <p className="mt-4 text-sm text-quiet">
      SHA-256 of the frames before encoding, the same wherever this job is rendered:
      <span data-testid={testIds.jobSha256} className="block font-mono break-all text-ink">
        {hash}
      </span>
    </p>
  )
}
