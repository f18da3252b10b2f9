import { Cpu, Film } from 'lucide-react'
import { ButtonLink } from '../ui/button.tsx'

/** What Loam is, and the two ways in. */
export function HomePage() {
  return (
    <div className="flex flex-col gap-6">
      <h1 className="max-w-3xl text-5xl font-bold">A computer made of open tabs.</h1>
      <div className="flex flex-wrap gap-3">
        <ButtonLink href="/provide" variant="primary" size="large" icon={Cpu}>
          Give computing
        </ButtonLink>
        <ButtonLink href="/request" size="large" icon={Film}>
          Ask for a render
        </ButtonLink>
      </div>
    </div>
  )
}
