import clsx from 'clsx'
import { FileUp } from 'lucide-react'
import { type DragEvent, useRef } from 'react'
import samplePicture from '#wasm-tasks/render/scenes/sample.jpg'
import { testIds } from '#web/test-ids.ts'
import { sayBytes } from './eta.ts'

const CHOICE =
  'flex min-h-24 flex-1 items-center gap-4 rounded-xl border p-4 text-left transition-colors'
const CHOSEN = 'border-good bg-accent/8'
const OTHER = 'border-line-strong/60 hover:bg-sunken'

/** The sample scene, or a GLB file of the person's own, chosen or dropped. */
export function ScenePicker({
  file,
  onChoose,
}: {
  readonly file: File | undefined
  readonly onChoose: (file: File | undefined) => void
}) {
  const input = useRef<HTMLInputElement>(null)
  const drop = (event: DragEvent) => {
    event.preventDefault()
    const [dropped] = event.dataTransfer.files
    if (dropped !== undefined) onChoose(dropped)
  }
  return (
    <fieldset>
      <legend className="mb-1.5 text-sm font-semibold">Scene</legend>
      <div className="flex flex-col gap-3 sm:flex-row">
        <button
          type="button"
          aria-pressed={file === undefined}
          data-testid={testIds.requestSceneSample}
          className={clsx(CHOICE, file === undefined ? CHOSEN : OTHER)}
          onClick={() => onChoose(undefined)}
        >
          <img src={samplePicture} alt="" className="h-18 w-32 shrink-0 rounded-lg object-cover" />
          <span>
            <span className="block font-semibold">Sample scene</span>
            <span className="block text-sm text-quiet">A still life that moves, ready to go.</span>
          </span>
        </button>
        <button
          type="button"
          aria-pressed={file !== undefined}
          className={clsx(CHOICE, file === undefined ? OTHER : CHOSEN)}
          onClick={() => input.current?.click()}
          onDragOver={(event) => event.preventDefault()}
          onDrop={drop}
        >
          <FileUp aria-hidden className="size-8 shrink-0 text-good" />
          <span className="min-w-0">
            <span className="block truncate font-semibold">
              {file === undefined ? 'Your own scene' : file.name}
            </span>
            <span className="block text-sm text-quiet">
              {file === undefined ? 'Choose or drop a .glb file.' : sayBytes(file.size)}
            </span>
          </span>
        </button>
      </div>
      <input
        ref={input}
        type="file"
        accept=".glb,model/gltf-binary"
        aria-label="Scene file"
        data-testid={testIds.requestSceneFile}
        className="sr-only"
        tabIndex={-1}
        onChange={(event) => onChoose(event.currentTarget.files?.[0])}
      />
      <details className="mt-3 max-w-prose text-sm text-quiet">
        <summary className="cursor-pointer font-semibold">Who will see it</summary>
        <p className="mt-2">
          Every provider that is taken downloads the whole scene, shapes and pictures, and sees the
          tiles that it computes: nothing can be computed that is not seen. You can choose below who
          may work on it, and how many of the tiles one may see. What travels is encrypted on its
          way; names, of the file and within it, do not leave this browser, and neither does what
          you call the job.
        </p>
      </details>
    </fieldset>
  )
}
