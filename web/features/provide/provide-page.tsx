import { testIds } from '#web/test-ids.ts'
import { Button } from '#web/ui/button.tsx'
import { Page } from '#web/ui/page.tsx'

/** The volunteer's side. */
export function ProvidePage() {
  return (
    <Page title="Give computing">
      <Button variant="primary" size="large" data-testid={testIds.provideStart}>
        Start
      </Button>
    </Page>
  )
}
