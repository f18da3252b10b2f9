import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { runSuites } from './run-suites.ts'
import type { Suite } from './suites.ts'

let root: string
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'loam-suites-'))
  const script = (name: string, text: string) => writeFile(join(root, name), text)
  const writeReport = (report: unknown) => `
    const file = process.argv.find((word) => word.startsWith('--outputFile.json='))
    require('node:fs').writeFileSync(file.slice(file.indexOf('=') + 1), ${JSON.stringify(JSON.stringify(report))})`
  await script('fine.cjs', '')
  await script('broken.cjs', 'process.exitCode = 3')
  const test = (fullName: string, failure?: string) => ({
    fullName,
    status: failure === undefined ? 'passed' : 'failed',
    failureMessages: failure === undefined ? [] : [failure],
  })
  await script(
    'red.cjs',
    `${writeReport({
      numPassedTests: 2,
      testResults: [
        {
          name: 'sums.test.ts',
          status: 'failed',
          message: '',
          assertionResults: [test('one'), test('two', 'expected 3'), test('three')],
        },
        { name: 'lost.test.ts', status: 'failed', message: 'no such module', assertionResults: [] },
      ],
    })}
    process.exitCode = 1`,
  )
  await script(
    'lost.cjs',
    `${writeReport({
      numPassedTests: 0,
      testResults: [
        { name: 'lost.test.ts', status: 'failed', message: 'no such module', assertionResults: [] },
      ],
    })}
    process.exitCode = 1`,
  )
  await script('endless.cjs', `console.log('endless is ready'); setInterval(() => {}, 1_000)`)
  await script(
    'forge.cjs',
    `console.log('25 tests passed, 2 failed, 0 skipped'); process.exitCode = 1`,
  )
})
afterAll(() => rm(root, { recursive: true, force: true }))

async function run(suites: readonly Suite[], stopAt?: string) {
  const stopped = new AbortController()
  const written: string[] = []
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    written.push(String(text))
    if (stopAt !== undefined && String(text).includes(stopAt)) stopped.abort()
    return true
  })
  try {
    const code = await runSuites(root, suites, stopped.signal)
    return { code, lines: written.join('').trimEnd().split('\n') }
  } finally {
    write.mockRestore()
  }
}

const exit = (script: string): Suite => ({ title: script, command: [script], counted: 'exit' })

test('counts what passed, and names nothing', async () => {
  const { code, lines } = await run([exit('fine.cjs'), exit('fine.cjs')])
  expect(code).toBe(0)
  expect(lines.at(-1)).toBe('2 passed, 0 failed')
  expect(lines.join('\n')).not.toContain('FAILED')
})

test('names what failed, and why, right before the totals', async () => {
  const { code, lines } = await run([
    { title: 'sums', command: ['red.cjs'], counted: 'vitest' },
    exit('broken.cjs'),
    { title: 'contracts', command: ['forge.cjs'], counted: 'forge' },
    { title: 'nothing said', command: ['broken.cjs'], counted: 'vitest' },
  ])
  expect(code).toBe(1)
  expect(lines.slice(lines.indexOf('FAILED sums.test.ts')).filter((line) => line !== '')).toEqual([
    'FAILED sums.test.ts',
    '  two',
    '    expected 3',
    'FAILED lost.test.ts',
    '    no such module',
    'FAILED broken.cjs',
    'FAILED contracts',
    'FAILED nothing said',
    '27 passed, 6 failed',
  ])
})

test('says why a file broke before any of its tests ran', async () => {
  const { lines } = await run([{ title: 'lost', command: ['lost.cjs'], counted: 'vitest' }])
  expect(lines.slice(lines.indexOf('FAILED lost.test.ts')).filter((line) => line !== '')).toEqual([
    'FAILED lost.test.ts',
    '    no such module',
    '0 passed, 1 failed',
  ])
})

test('starts no further suite once it is stopped', async () => {
  const { code, lines } = await run([exit('endless.cjs'), exit('fine.cjs')], 'endless is ready')
  expect(code).toBe(1)
  expect(lines.join('\n')).not.toContain('fine.cjs')
  expect(lines.join('\n')).not.toContain('passed')
})
