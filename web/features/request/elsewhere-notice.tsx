import { testIds } from '#web/test-ids.ts'
import { Notice } from '#web/ui/notice.tsx'

/** Of several tabs one runs the jobs; the others show them, and take them over when it closes. */
export function ElsewhereNotice() {
  return (
    <Notice title="Another tab of this browser runs your jobs" data-testid={testIds.jobsElsewhere}>
      You can follow and steer them from here. Close the other tab and they go on in this one.
    </Notice>
  )
}
