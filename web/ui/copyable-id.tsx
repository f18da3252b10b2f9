import { useState } from 'react'
import { ShortId } from './short-id.tsx'

/** A long name cut in the middle, which a press copies whole. */
export function CopyableId({ id }: { readonly id: string }) {
  const [isCopied, setCopied] = useState(false)
  const copy = async () => {
    // Where the browser forbids it, the whole name still stands in the title.
    const done = await navigator.clipboard.writeText(id).then(
      () => true,
      () => false,
    )
    setCopied(done)
  }
  return (
    <button
      type="button"
      aria-label={isCopied ? `Copied ${id}` : `Copy ${id}`}
      onClick={() => void copy()}
      onBlur={() => setCopied(false)}
      className="-my-1 cursor-copy rounded py-1 underline decoration-dotted underline-offset-4"
    >
      {isCopied ? 'copied' : <ShortId id={id} />}
    </button>
  )
}
