import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const page = readFileSync('docs/threat-model.md', 'utf8')
/** `file`: what a test there is called, or a part of it. */
const NAMED = /`((?:test|contracts|peer|protocol|web|cli)\/[\w./-]+)`: ([^;|]+?)\s*(?=[;|])/g
const named = [...page.matchAll(NAMED)].map(([, file = '', name = '']) => [file, name] as const)

it('names tests for every threat', () => {
  const threats = page.split('\n').filter((line) => /^\| (?!how|---)/.test(line))
  expect(threats.length).toBeGreaterThan(20)
  for (const threat of threats) expect(threat).toMatch(NAMED)
})

const COMMENT = /\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm
/** A test's title, or what it has of a table; in Solidity, the name of a function that is a test. */
const TITLE = /(['"`])((?:\\.|(?!\1)[^\n\\])*)\1/g
const TEST_FUNCTION = /function ((?:test|testFuzz|invariant|statefulFuzz)_?\w*)/g

const titlesOf = (file: string) => {
  const source = readFileSync(file, 'utf8').replace(COMMENT, '')
  const titles = file.endsWith('.sol')
    ? Array.from(source.matchAll(TEST_FUNCTION), ([, name]) => name)
    : Array.from(source.matchAll(TITLE), ([, , title]) => title)
  return titles.join('\n')
}

it.each(named)('names a test that is there: %s, %s', (file, name) => {
  expect(titlesOf(file)).toContain(name)
})
