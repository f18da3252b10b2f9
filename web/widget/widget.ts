import { readAsk } from './ask.ts'
import { readToSite, type ToFrame, type ToSite } from './messages.ts'

/** A frame that has said nothing for this long is not Loam's: it could not be loaded. */
const SILENCE_MS = 20_000
const HEIGHT = { first: 340, least: 48, most: 720 }

const loam = new URL(import.meta.url).origin

const style = new CSSStyleSheet()
style.replaceSync(`
  :host { display: block; max-width: 30rem; margin-block: 1rem }
  :host([hidden]) { display: none }
  iframe { display: block; box-sizing: border-box; width: 100%; border: 0; color-scheme: light dark }
  p { margin: 0; padding: .75rem 1rem; border: 1px solid; border-radius: .5rem; font: .875rem/1.5 system-ui, sans-serif }
`)

/**
 * `<loam-provider payee="0x…" max-cpu="25%" collector="https://…">`: asks the visitor, in Loam's own frame, to work for
 * the payee's wallet, with at most that share of the machine's processor; the visitor may choose
 * less. What the work brings is handed over to the site's collector, where one is named. The page around it can neither agree in the visitor's place nor see more than the events
 * below.
 *
 * Changing an attribute ends what runs and asks again.
 *
 * @fires consent when the visitor agrees
 * @fires start when work may arrive
 * @fires stop when the visitor, the page or the end of the agreement stopped it
 * @fires error with `detail.message` in plain words
 */
class LoamProvider extends HTMLElement {
  static readonly observedAttributes = ['payee', 'max-cpu', 'collector']

  readonly #root = this.attachShadow({ mode: 'open' })
  #shown: string | undefined
  #frame: HTMLIFrameElement | undefined
  #silence: ReturnType<typeof setTimeout> | undefined

  constructor() {
    super()
    this.#root.adoptedStyleSheets = [style]
  }

  connectedCallback(): void {
    addEventListener('message', this.#hear)
    this.#show()
  }

  disconnectedCallback(): void {
    removeEventListener('message', this.#hear)
    this.#clear()
  }

  attributeChangedCallback(): void {
    if (this.isConnected) this.#show()
  }

  /** Ends the work and the visitor's agreement. The visitor may agree anew. */
  stop(): void {
    this.#frame?.contentWindow?.postMessage({ loam: 'stop' } satisfies ToFrame, loam)
  }

  #show(): void {
    const attributes = [
      this.getAttribute('payee'),
      this.getAttribute('max-cpu'),
      this.getAttribute('collector'),
    ] as const
    // An element that is upgraded hears of every attribute, and then that it is connected.
    const shown = JSON.stringify(attributes)
    if (this.#shown === shown) return
    this.#clear()
    this.#shown = shown
    const answer = readAsk(...attributes)
    if (answer.kind === 'invalid') {
      this.#refuse(`<loam-provider> cannot ask: ${answer.message}`)
      return
    }
    const { payee, maxCpu, collector } = answer.ask
    const url = new URL('/widget.html', loam)
    url.search = new URLSearchParams({
      ...{ payee, 'max-cpu': `${maxCpu}` },
      ...(collector !== undefined && { collector }),
    }).toString()
    this.#frame = document.createElement('iframe')
    this.#frame.src = url.href
    this.#frame.title = 'Loam: lend this site some computing power'
    // Other volunteers may be in the visitor's own network.
    this.#frame.allow = 'local-network-access; local-network'
    this.#frame.referrerPolicy = 'origin'
    this.#frame.part = 'frame'
    this.#frame.style.height = `${HEIGHT.first}px`
    this.#root.append(this.#frame)
    this.#silence = setTimeout(() => this.#refuse(`Loam at ${loam} does not answer.`), SILENCE_MS)
  }

  #refuse(message: string): void {
    this.#frame = undefined
    const text = document.createElement('p')
    text.role = 'alert'
    text.part = 'error'
    text.textContent = message
    this.#root.replaceChildren(text)
    this.#announce({ loam: 'error', message })
  }

  #clear(): void {
    clearTimeout(this.#silence)
    this.#shown = undefined
    this.#frame = undefined
    this.#root.replaceChildren()
  }

  readonly #hear = ({ origin, source, data }: MessageEvent<unknown>): void => {
    if (origin !== loam || source !== this.#frame?.contentWindow) return
    clearTimeout(this.#silence)
    const message = readToSite(data)
    if (message?.loam === 'size') {
      const height = Math.min(HEIGHT.most, Math.max(HEIGHT.least, Math.ceil(message.height)))
      this.#frame.style.height = `${height}px`
    } else if (message) this.#announce(message)
  }

  #announce(message: Exclude<ToSite, { loam: 'size' }>): void {
    const detail = message.loam === 'error' ? { message: message.message } : undefined
    this.dispatchEvent(new CustomEvent(message.loam, { detail }))
  }
}

if (!customElements.get('loam-provider')) customElements.define('loam-provider', LoamProvider)
