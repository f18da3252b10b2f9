import { isAddress } from 'viem/utils'
import { readAsk } from './ask.ts'
import { type Harvest, showNotice } from './card.ts'
import { Consent } from './consent.ts'
import { frameSituation, identifyEmbedder } from './embedder.ts'
import { isStop, type ToSite } from './messages.ts'
import { Visit } from './visit.ts'
import { VisitorLimit } from './visitor-limit.ts'

const embedder = identifyEmbedder(frameSituation())

function tell(message: ToSite): void {
  parent.postMessage(message, embedder.kind === 'site' ? embedder.origin : '*')
}

function openStorage(): Storage | undefined {
  try {
    return localStorage
  } catch {
    return undefined
  }
}

/** The visit that may begin, or why none may. */
function prepare(): Visit | string {
  if (embedder.kind === 'refused') return embedder.message
  const { origin } = embedder
  const query = new URLSearchParams(location.search)
  const answer = readAsk(query.get('payee'), query.get('max-cpu'), query.get('collector'))
  if (answer.kind === 'invalid') return `This site’s widget is set up wrongly: ${answer.message}`
  const { ask } = answer
  if (!isAddress(ask.payee)) {
    return 'This site’s widget is set up wrongly: the payee’s checksum does not fit its letters.'
  }
  if (!isSecureContext) return 'Loam needs this page to be opened over https.'
  const storage = openStorage()
  if (!storage)
    return 'Your browser blocks storage for Loam on other sites, so it cannot work here.'

  const consent = new Consent(origin, ask, storage, Date.now)
  const limit = new VisitorLimit(storage)
  const visit = new Visit({ site: origin, ask, consent, limit, tell })
  addEventListener('message', ({ source, origin: from, data }) => {
    if (source === parent && from === origin && isStop(data)) void visit.stop()
  })
  return visit
}

new ResizeObserver(() => {
  tell({ loam: 'size', height: document.documentElement.getBoundingClientRect().height })
}).observe(document.documentElement)

const visit = prepare()
if (typeof visit === 'string') {
  showNotice(visit)
  tell({ loam: 'error', message: visit })
} else {
  const farewell: Harvest | undefined = history.state ?? undefined
  history.replaceState(null, '')
  void visit.begin(farewell)
}
