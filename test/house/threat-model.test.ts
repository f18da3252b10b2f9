import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const page = readFileSync('docs/threat-model.md', 'utf8')
/** `file`: what a test there is called, or the end of it. */
const NAMED = /`((?:test|contracts|peer|protocol|web)\/[\w./-]+)`: ([^;|]+?)\s*(?=[;|])/g
const named = [...page.matchAll(NAMED)].map(([, file, name]) => [file, name] as const)

it('names tests for every threat', () => {
  const threats = page.split('\n').filter((line) => /^\| (?!how|---)/.test(line))
  expect(threats.length).toBeGreaterThan(20)
  for (const threat of threats) expect(threat).toMatch(NAMED)
})

it.each(named)('names a test that is there: %s, %s', (file, name) => {
  expect(readFileSync(file ?? '', 'utf8')).toContain(name)
})
