import type { Explanation } from '#protocol/explanation.ts'
import { testIds } from '#web/test-ids.ts'
import { Notice } from '#web/ui/notice.tsx'

/** What stands between the person and a posted job; nothing where nothing does. */
export function RefusalNotice({
  of: refusal,
  className,
}: {
  readonly of: Explanation | undefined
  readonly className?: string
}) {
  if (refusal === undefined) return null
  return (
    <Notice
      tone="bad"
      title={refusal.reason}
      className={className ?? ''}
      data-testid={testIds.requestError}
    >
      {refusal.advice}
    </Notice>
  )
}
