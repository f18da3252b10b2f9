import { LogOut, Play, Square } from 'lucide-react'
import type { ProviderView } from '#peer/provider-view.ts'
import { testIds } from '#web/test-ids.ts'
import { Button } from '#web/ui/button.tsx'
import { Slider } from '#web/ui/slider.tsx'
import { Why } from '#web/ui/why.tsx'
import { CoreField } from './core-field.tsx'
import { restInWords } from './limit-words.ts'
import { coresHere, LEAST_DUTY_CYCLE } from './provide-settings.ts'
import type { Providing } from './use-providing.ts'

const HEADLINES: Readonly<Record<ProviderView['status'], string>> = {
  off: 'Your cores are at rest',
  connecting: 'Joining the network…',
  idle: 'Ready, waiting for work',
  working: 'At work',
  finishing: 'Finishing, then leaving',
  leaving: 'Handing work back…',
  cannotWork: 'Cannot work from this network',
}

/** The button, and in large what happens at this moment. */
export function StartPanel({
  provider,
  providing,
}: {
  readonly provider: ProviderView
  readonly providing: Providing
}) {
  const running = provider.jobs.reduce((sum, job) => sum + job.running, 0)
  const { cores, dutyCycle } = providing.choice
  return (
    <section
      aria-label="Start and stop"
      className="dark-panel flex flex-col gap-6 rounded-3xl bg-soil p-6 text-soil-ink shadow-card sm:p-8"
    >
      <div className="min-h-20">
        <h2
          aria-live="polite"
          data-testid={testIds.provideStatus}
          className="text-2xl font-bold sm:text-3xl"
        >
          {HEADLINES[provider.status]}
        </h2>
        {/* Of an idle tab it changes with every demand that is heard: too often to be read out. */}
        <div aria-live={provider.status === 'idle' ? 'off' : 'polite'}>
          <Now provider={provider} running={running} />
        </div>
      </div>
      <CoreField
        total={coresHere()}
        granted={cores}
        running={running}
        isOn={provider.status !== 'off'}
      />
      <div className="grid gap-x-8 gap-y-5 sm:grid-cols-2">
        <Slider
          label="Cores to lend"
          min={1}
          max={coresHere()}
          value={cores}
          format={(value) => `${value} of ${coresHere()}`}
          testId={testIds.provideCores}
          onChange={(value) => providing.choose({ cores: value })}
        />
        <Slider
          label="How hard each core works"
          hint={restInWords(dutyCycle)}
          min={LEAST_DUTY_CYCLE * 100}
          max={100}
          step={5}
          value={Math.round(dutyCycle * 100)}
          format={(percent) => `${percent} %`}
          onChange={(percent) => providing.choose({ dutyCycle: percent / 100 })}
        />
      </div>
      <Buttons provider={provider} providing={providing} />
    </section>
  )
}

/** One button, or two where stopping can be done in two ways. */
function Buttons({ provider, providing }: Parameters<typeof StartPanel>[0]) {
  const isFinishing = provider.status === 'finishing'
  if (!providing.isOn && !isFinishing)
    return (
      <Button
        variant="primary"
        size="large"
        icon={Play}
        pending={providing.isPending || provider.status === 'leaving'}
        data-testid={testIds.provideStart}
        onClick={providing.start}
        className="w-full"
      >
        Start
      </Button>
    )
  const hasChoice = isFinishing || provider.jobs.length > 0
  return (
    <div className="grid gap-3 sm:auto-cols-fr sm:grid-flow-col">
      {isFinishing && (
        <Button size="large" icon={Play} onClick={providing.start}>
          Keep working
        </Button>
      )}
      {hasChoice && !isFinishing && (
        <Button
          size="large"
          icon={LogOut}
          data-testid={testIds.provideFinish}
          onClick={providing.finish}
        >
          Finish and leave
        </Button>
      )}
      <Button
        size="large"
        icon={Square}
        data-testid={testIds.provideStop}
        onClick={providing.stop}
        className="[&_svg]:fill-current"
      >
        {hasChoice ? 'Stop now' : 'Stop'}
      </Button>
    </div>
  )
}

/** What is going on, or why nothing is and what would change that. */
function Now({ provider, running }: { readonly provider: ProviderView; readonly running: number }) {
  const { explanation, jobs, cores } = provider
  if (explanation !== undefined)
    return <Why of={explanation} className="mt-2 text-soil-ink/75 [&_strong]:text-soil-ink" />
  const jobWords = jobs.length === 1 ? 'one job' : `${jobs.length} jobs`
  return (
    <p className="mt-2 text-soil-ink/75">
      {running === 0
        ? `Between two pieces of ${jobWords}.`
        : `${running} of ${cores} ${cores === 1 ? 'core' : 'cores'} busy with ${jobWords}.`}
    </p>
  )
}
