import { ArrowRight, Cpu, Film, type LucideIcon } from 'lucide-react'
import { type ReactNode, useEffect } from 'react'
import { ButtonLink } from '../../ui/button.tsx'
import { LiveNetwork } from './live-network.tsx'
import { TilePicture } from './tile-picture.tsx'

/** What Loam is, the two ways in, and the network as it is now. */
export function HomePage() {
  useEffect(() => {
    document.title = 'Loam: computing grown in browser tabs'
  }, [])
  return (
    <div className="flex flex-col gap-12 sm:gap-16">
      <section className="grid items-center gap-8 lg:grid-cols-[1.05fr_1fr] lg:gap-14">
        <div>
          <h1 className="text-4xl font-bold sm:text-6xl">A computer made of open tabs.</h1>
          <p className="mt-5 max-w-xl text-lg text-quiet sm:text-xl">
            Loam splits big work into small pieces and runs them in other people’s browsers. They
            check each other, and those who worked are paid, in GLM or in thanks.
          </p>
          <div className="mt-8 flex flex-wrap gap-3">
            <ButtonLink href="/provide" variant="primary" size="large" icon={Cpu}>
              Give computing
            </ButtonLink>
            <ButtonLink href="/request" size="large" icon={Film}>
              Ask for a render
            </ButtonLink>
          </div>
        </div>
        <TilePicture />
      </section>
      <LiveNetwork />
      <section aria-label="Two ways in" className="grid gap-5 sm:gap-6 md:grid-cols-2">
        <Way
          icon={Cpu}
          title="Give computing"
          href="/provide"
          action="Lend a few cores"
          steps={[
            'Choose how many cores, and press one button.',
            'Your tab takes pieces of work that fit your terms.',
            'What is verified counts: GLM to your wallet, or credit.',
          ]}
        >
          No installation, no account. Programs run in a sandbox and cannot reach your files, your
          cookies or your network.
        </Way>
        <Way
          icon={Film}
          title="Ask for a render"
          href="/request"
          action="Bring a scene"
          steps={[
            'Pick the sample scene or your own GLB file.',
            'Ask for free, or lock a budget that can never be passed.',
            'Watch tiles arrive, then play and keep the video.',
          ]}
        >
          Strangers compute the tiles and check each other, as far as you choose. What somebody who
          was caught gave is computed again, and what is not spent comes back.
        </Way>
      </section>
    </div>
  )
}

function Way({
  icon: Icon,
  title,
  href,
  action,
  steps,
  children,
}: {
  readonly icon: LucideIcon
  readonly title: string
  readonly href: string
  readonly action: string
  readonly steps: readonly string[]
  readonly children: ReactNode
}) {
  return (
    <article className="flex flex-col rounded-3xl border border-line bg-surface p-6 shadow-card sm:p-8">
      <h2 className="flex items-center gap-3 text-2xl font-bold">
        <span className="grid size-11 place-items-center rounded-xl bg-soil text-accent">
          <Icon aria-hidden className="size-5.5" />
        </span>
        {title}
      </h2>
      <ol className="my-6 flex flex-col gap-3">
        {steps.map((step, index) => (
          <li key={step} className="flex gap-3">
            <span
              aria-hidden
              className="mt-0.5 grid size-6 shrink-0 place-items-center rounded-full bg-good-soft text-sm font-semibold text-good"
            >
              {index + 1}
            </span>
            {step}
          </li>
        ))}
      </ol>
      <p className="mt-auto border-t border-line pt-5 text-sm text-quiet">{children}</p>
      <ButtonLink href={href} icon={ArrowRight} className="mt-5 self-start">
        {action}
      </ButtonLink>
    </article>
  )
}
