import type { ProviderView } from '#peer/provider-view.ts'
import { formatGlm, SHOWN_DECIMALS } from '#protocol/payment/amount.ts'
import type { CpuLoan } from './ask.ts'
import { type FullView, watchFullView } from './full-view.ts'

/** What the visitor is told before it agrees. */
export interface CardFacts {
  readonly site: string
  readonly payee: string
  readonly loan: CpuLoan
  readonly machineCores: number
}

/** What was done in this visit alone. */
export interface Harvest {
  readonly verified: number
  /** Wei. */
  readonly earned: bigint
}

const STATUS: Readonly<Record<ProviderView['status'], string>> = {
  off: 'Starting…',
  connecting: 'Connecting…',
  idle: 'Waiting for work',
  working: 'Working',
  finishing: 'Finishing…',
  leaving: 'Stopping…',
  cannotWork: 'Cannot work from here',
}

const HINT: Readonly<Record<FullView, string>> = {
  partial: 'Agree waits until this card is in full view, with nothing over it.',
  settling: 'One moment: this card has only just come into view.',
  full: 'Nothing has started yet. You can stop at any time.',
}
/** A press that does not count is answered: whoever made it honestly only has to make it again. */
const MISSED: Readonly<Record<FullView, string>> = {
  partial: `That press did not count. ${HINT.partial}`,
  settling: 'That press came too soon to count. One moment…',
  full: 'That press did not count. Please press Agree once more.',
}

function find<E extends HTMLElement = HTMLElement>(id: string): E {
  const element = document.getElementById(id)
  if (element === null) throw new Error(`widget.html has no #${id}`)
  return element as E
}

/** Writes only what changed, so that a screen reader is not told the same again. */
function write(id: string, text: string): void {
  const element = find(id)
  if (element.textContent !== text) element.textContent = text
}

function show(id: 'ask' | 'work' | 'notice'): void {
  for (const section of document.querySelectorAll('section')) section.hidden = section.id !== id
}

/** Fills in who asks, for whom and how much, wherever the card says it. */
export function stateFacts({ site, payee, loan, machineCores }: CardFacts): void {
  const { cores, dutyCycle } = loan
  const share = `${cores} of ${machineCores} processor ${machineCores === 1 ? 'core' : 'cores'}`
  const duty = inPercent(dutyCycle)
  const rests = dutyCycle < 1
  const texts: Readonly<Record<string, string>> = {
    site: new URL(site).protocol === 'https:' ? new URL(site).host : site,
    payee: `${payee.slice(0, 6)}…${payee.slice(-4)}`,
    share: rests ? `${share}, ${duty} of ${cores === 1 ? 'its' : 'their'} time` : share,
    cores: `${cores === 1 ? '1 core' : `${cores} cores`}${rests ? `, ${duty}` : ''}`,
  }
  for (const element of document.querySelectorAll<HTMLElement>('[data-fact]')) {
    const text = texts[element.dataset.fact ?? '']
    if (text !== undefined) element.textContent = text
    if (element.dataset.fact === 'payee') element.title = payee
  }
}

/** Lets the visitor lend less than the `asked` share of the machine, on either card. */
export function offerLimit(asked: number, chosen: number, onChange: (share: number) => void): void {
  const inputs = [...document.querySelectorAll<HTMLInputElement>('[data-limit]')]
  const stand = (share: number) => {
    const percent = Math.max(1, Math.round(share * 100))
    const words = `${inPercent(share)} of this machine`
    for (const input of inputs) {
      input.valueAsNumber = percent
      input.ariaValueText = words
    }
    for (const element of document.querySelectorAll('[data-fact=limit]'))
      element.textContent = words
  }
  const most = Math.round(asked * 100)
  for (const input of inputs) {
    input.max = `${most}`
    // Next to nothing is asked for: there is nothing to choose.
    input.parentElement?.toggleAttribute('hidden', most <= 1)
    input.oninput = () => {
      const share = input.valueAsNumber === most ? asked : input.valueAsNumber / 100
      stand(share)
      onChange(share)
    }
  }
  stand(chosen)
}

/**
 * Asks the visitor. Resolves with the answer, which only a real press of a button gives, and an
 * Agree only while the whole card has been in view for a moment; any other press is answered in words.
 *
 * @param farewell what came of a visit that was just stopped.
 */
export function askVisitor(farewell: Harvest | undefined): Promise<'agreed' | 'declined'> {
  const agree = find('agree')
  let view: FullView = 'partial'
  let isMissed = false
  const stand = (now: FullView) => {
    view = now
    agree.ariaDisabled = `${view !== 'full'}`
    write('hint', (isMissed ? MISSED : HINT)[view])
    find('hint').toggleAttribute('data-missed', isMissed)
  }
  stand(view)
  find('farewell').hidden = farewell === undefined
  if (farewell) write('farewell', `Stopped; nothing of Loam runs here. ${inWords(farewell)}`)
  show('ask')
  const unwatch = watchFullView([find('terms'), agree], stand)
  return new Promise((resolve) => {
    const answer = (given: 'agreed' | 'declined') => {
      unwatch()
      agree.onclick = null
      resolve(given)
    }
    agree.onclick = ({ isTrusted }) => {
      if (!isTrusted) return
      if (view === 'full') return answer('agreed')
      isMissed = true
      stand(view)
    }
    find('decline').onclick = () => answer('declined')
  })
}

/** The working card. Stop is there from the first moment. */
export function showWork(onStop: () => void): void {
  find('stop').onclick = onStop
  show('work')
  find('stop').focus({ preventScroll: true })
}

/** Says in the working card why nothing runs yet. */
export function showWaiting(status: string, reason: string): void {
  write('status', status)
  write('reason', reason)
}

/** Shows what the provider does now, and what came of it in this visit. */
export function showProgress(view: ProviderView, harvest: Harvest): void {
  const [job, ...others] = view.jobs
  const more = others.length > 0 ? ` and ${others.length} more` : ''
  showWaiting(STATUS[view.status], job ? `“${job.title}”${more}` : sayWhy(view))
  find('work').toggleAttribute('data-alive', view.status === 'idle' || view.status === 'working')
  write('verified', `${harvest.verified}`)
  write('earned', `${formatGlm(harvest.earned, SHOWN_DECIMALS)} GLM`)
}

const sayWhy = ({ explanation }: ProviderView) =>
  explanation === undefined ? '' : `${explanation.reason} ${explanation.advice}`

/** A single line with at most one thing to do. */
export function showNotice(text: string, action?: { label: string; run: () => void }): void {
  const again = find('again')
  again.hidden = action === undefined
  if (action) {
    again.textContent = action.label
    again.onclick = action.run
  }
  show('notice')
  write('notice-text', text)
}

function inWords({ verified, earned }: Harvest): string {
  if (verified === 0) return ''
  const pieces = verified === 1 ? '1 piece' : `${verified} pieces`
  const glm = earned > 0n ? ` and earned the site ${formatGlm(earned, SHOWN_DECIMALS)} GLM` : ''
  return `You computed ${pieces} of work${glm}. Thank you.`
}

const inPercent = (share: number) => `${Math.max(1, Math.round(share * 100))}\u00a0%`
