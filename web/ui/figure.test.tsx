import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { Amount } from './amount.tsx'

/** What is seen of an amount in a column, and what is read out. */
function look(wei: bigint) {
  const html = renderToStaticMarkup(<Amount wei={wei} inColumn />)
  const text = (of: string) => of.replace(/<[^>]*>/g, '').replace('&lt;', '<')
  return {
    seen: text(html),
    read: text(html.replace(/<span aria-hidden="true"[^>]*>[^<]*<\/span>/g, '')),
  }
}

it('gives all of a column as many decimals, and reads out none that say nothing', () => {
  const looks = [10n ** 18n, 5n * 10n ** 17n, 123_456n * 10n ** 12n, 1n, 0n].map(look)
  expect(looks.map(({ seen }) => seen)).toEqual([
    ...['1.000000 GLM', '0.500000 GLM', '0.123456 GLM', '< 0.000001 GLM', '0.000000 GLM'],
  ])
  expect(looks.map(({ read }) => read)).toEqual([
    ...['1 GLM', '0.5 GLM', '0.123456 GLM', '< 0.000001 GLM', '0 GLM'],
  ])
})
