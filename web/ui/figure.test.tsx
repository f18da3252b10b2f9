import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { Amount } from './amount.tsx'

/** What is seen of an amount in a column, what is blank there, and what is read out. */
function look(wei: bigint) {
  const html = renderToStaticMarkup(<Amount wei={wei} inColumn />)
  const text = (of: string) => of.replace(/<[^>]*>/g, '').replace('&lt;', '<')
  const blank = /<span[^>]*\binvisible\b[^>]*>[^<]*<\/span>/g
  return {
    width: text(html).length,
    seen: text(html.replace(blank, '')),
    read: text(html.replace(blank, '').replace(/<span aria-hidden="true"[^>]*>[^<]*<\/span>/g, '')),
  }
}

it('puts the decimals of a column below each other, and reads out none that say nothing', () => {
  const looks = [10n ** 18n, 5n * 10n ** 17n, 123_456n * 10n ** 12n, 1n, 0n].map(look)
  expect(looks.map(({ seen }) => seen)).toEqual([
    ...['1.000000 GLM', '0.500000 GLM', '0.123456 GLM', '< 0.000001 GLM', '0'],
  ])
  expect(looks.map(({ read }) => read)).toEqual([
    ...['1 GLM', '0.5 GLM', '0.123456 GLM', '< 0.000001 GLM', '0'],
  ])
  // What is blank takes as much room.
  expect(new Set(looks.map(({ seen, width }) => width - (seen.startsWith('<') ? 2 : 0)))).toEqual(
    new Set(['0.000000 GLM'.length]),
  )
})
