import { RotateCw } from 'lucide-react'
import { useStartup } from '../startup.tsx'
import { Button } from '../ui/button.tsx'
import { Card } from '../ui/card.tsx'
import { Notice } from '../ui/notice.tsx'

/** Stands where a page will be: while its code or the tab's peer is on the way, or failed. */
export function Waiting() {
  const startup = useStartup()
  if (startup.kind === 'failed') return <StartFailed message={startup.message} />
  return (
    <div role="status" className="flex flex-col gap-6">
      <span className="sr-only">Joining the network</span>
      <div aria-hidden className="flex animate-breathe flex-col gap-6">
        <div className="h-10 w-64 max-w-full rounded-xl bg-sunken" />
        <div className="h-56 rounded-2xl bg-sunken" />
        <div className="grid gap-6 sm:grid-cols-2">
          <div className="h-36 rounded-2xl bg-sunken" />
          <div className="h-36 rounded-2xl bg-sunken" />
        </div>
      </div>
    </div>
  )
}

function StartFailed({ message }: { readonly message: string }) {
  return (
    <Card title="This tab could not join the network" className="mx-auto max-w-2xl">
      <Notice tone="bad">{message}</Notice>
      <p className="my-4 text-quiet">
        Your jobs and earnings are safe in this browser. Check that Loam’s server and relay run,
        then try again.
      </p>
      <Button variant="primary" icon={RotateCw} onClick={() => window.location.reload()}>
        Try again
      </Button>
    </Card>
  )
}
