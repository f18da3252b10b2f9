import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { z } from 'zod'
import type { Suite } from './suites.ts'

interface Count {
  readonly passed: number
  readonly failed: number
  /** What failed, and why where the suite says: named again at the end, past all the output. */
  readonly failures: readonly string[]
}

const vitestReport = z.object({
  numPassedTests: z.int(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string(),
      assertionResults: z.array(
        z.object({
          status: z.string(),
          fullName: z.string(),
          failureMessages: z.array(z.string()).nullish(),
        }),
      ),
    }),
  ),
})
const FORGE_TOTAL = /(\d+) tests passed, (\d+) failed, \d+ skipped/

/**
 * Runs suites one after another, their output streaming through, and ends with what failed and one
 * line of totals.
 *
 * A suite that breaks without naming a failed test counts as one failure, so no breakage reads as
 * success. Resolves to the exit code; once `signal` aborts, to 1 as soon as what runs has ended.
 */
export async function runSuites(
  root: string,
  suites: readonly Suite[],
  signal: AbortSignal,
): Promise<0 | 1> {
  const reports = await mkdtemp(join(tmpdir(), 'loam-reports-'))
  const counts: Count[] = []
  try {
    for (const suite of suites) {
      process.stdout.write(`\n▸ ${suite.title}\n`)
      counts.push(await runSuite(root, suite, join(reports, `${counts.length}.json`), signal))
      if (signal.aborted) return 1
    }
  } finally {
    await rm(reports, { recursive: true, force: true })
  }
  const passed = counts.reduce((sum, count) => sum + count.passed, 0)
  const failed = counts.reduce((sum, count) => sum + count.failed, 0)
  for (const failure of counts.flatMap((count) => count.failures)) {
    process.stdout.write(`\nFAILED ${failure}\n`)
  }
  process.stdout.write(`\n${passed} passed, ${failed} failed\n`)
  return failed === 0 && passed > 0 ? 0 : 1
}

async function runSuite(
  root: string,
  suite: Suite,
  reportFile: string,
  signal: AbortSignal,
): Promise<Count> {
  const reporting =
    suite.counted === 'vitest'
      ? ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`]
      : []
  const { code, tail } = await runNode(root, [...suite.command, ...reporting], signal)
  const counted = await count(suite, code, tail, reportFile)
  return code !== 0 && counted.failed === 0 ? { ...counted, ...broken(suite) } : counted
}

async function count(suite: Suite, code: number, tail: string, reportFile: string): Promise<Count> {
  if (suite.counted === 'exit') return { passed: code === 0 ? 1 : 0, failed: 0, failures: [] }
  if (suite.counted === 'forge') {
    const [, passed, failed] = FORGE_TOTAL.exec(stripVTControlCharacters(tail)) ?? []
    const failures = failed === '0' ? [] : [suite.title]
    return { passed: Number(passed ?? 0), failed: Number(failed ?? 1), failures }
  }
  return readFile(reportFile, 'utf8').then(
    (text) => countVitest(text),
    () => ({ passed: 0, ...broken(suite) }),
  )
}

function countVitest(text: string): Count {
  const report = vitestReport.parse(JSON.parse(text))
  const failures = report.testResults.flatMap((file) => {
    const failed = file.assertionResults.filter((test) => test.status === 'failed')
    const broke = file.status === 'failed' && failed.length === 0
    return [
      ...(broke ? [`${file.name}\n${excerpt(file.message)}`] : []),
      ...failed.map(
        (test) =>
          `${file.name}\n  ${test.fullName}\n${excerpt((test.failureMessages ?? []).join('\n'))}`,
      ),
    ]
  })
  return { passed: report.numPassedTests, failed: failures.length, failures }
}

const broken = (suite: Suite) => ({ failed: 1, failures: [suite.title] })
const excerpt = (message: string) =>
  stripVTControlCharacters(message).slice(0, EXCERPT_CHARACTERS).replaceAll(/^/gm, '    ')

const EXCERPT_CHARACTERS = 1_500
const TAIL_CHARACTERS = 4_000

/** Runs a script with this Node; its output goes through, and the end of it comes back too. */
function runNode(
  root: string,
  command: readonly string[],
  signal: AbortSignal,
): Promise<{ code: number; tail: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...command], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, ...(process.stdout.isTTY ? { FORCE_COLOR: '1' } : {}) },
    })
    const stop = () => child.kill('SIGTERM')
    signal.addEventListener('abort', stop)
    let tail = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      process.stdout.write(text)
      tail = (tail + text).slice(-TAIL_CHARACTERS)
    })
    child.on('error', reject)
    child.on('close', (code) => {
      signal.removeEventListener('abort', stop)
      resolve({ code: code ?? 1, tail })
    })
  })
}
