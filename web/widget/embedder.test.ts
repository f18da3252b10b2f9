import { expect, test } from 'vitest'
import { type FrameSituation, identifyEmbedder } from './embedder.ts'

const embedded: FrameSituation = {
  ownOrigin: 'https://loam.example',
  depth: 'inTop',
  ancestorOrigins: ['https://almanac.example'],
  referrer: '',
}
const identify = (changes: Partial<FrameSituation>) => identifyEmbedder({ ...embedded, ...changes })
const site = { kind: 'site', origin: 'https://almanac.example' }

test('names the site around the frame', () => {
  expect(identify({})).toEqual(site)
})

test('believes the browser before the referrer, which a redirect may change', () => {
  expect(identify({ referrer: 'https://other.example/' })).toEqual(site)
})

test('takes the referrer where the browser has no ancestor origins', () => {
  const old = { ancestorOrigins: undefined, referrer: 'https://almanac.example/page?x=1' }
  expect(identify(old)).toEqual(site)
})

test.each<[string, Partial<FrameSituation>, string]>([
  ['on top', { depth: 'top', ancestorOrigins: [] }, 'Open Loam itself'],
  [
    'deeper than one frame',
    { depth: 'deeper', ancestorOrigins: ['https://ad.example', 'https://news.example'] },
    'address bar',
  ],
  ['by a site without an origin', { ancestorOrigins: ['null'] }, 'which site'],
  ['by a file', { ancestorOrigins: ['file://'] }, 'which site'],
  ['by a site that hides', { ancestorOrigins: undefined, referrer: '' }, 'which site'],
  ['by nonsense', { ancestorOrigins: undefined, referrer: 'nonsense' }, 'which site'],
  ['by Loam itself', { ancestorOrigins: ['https://loam.example'] }, 'own pages'],
])('refuses to ask when shown %s', (_, changes, words) => {
  expect(identify(changes)).toEqual({ kind: 'refused', message: expect.stringContaining(words) })
})
