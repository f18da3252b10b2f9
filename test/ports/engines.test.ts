import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, test } from 'vitest'
import { quickCases, realCases } from '#test/support/engines/cases.ts'
import {
  chromium,
  coldWithoutAvx,
  findJavaScriptCore,
  node,
  warmWithoutAvx,
} from '#test/support/engines/engines.ts'
import type { EngineCase } from '#test/support/engines/run-case.ts'

/** Runs of a module after which every engine has compiled it with its best compiler. */
const WARM_RUNS = 40
const javaScriptCore = findJavaScriptCore()
if (!javaScriptCore) {
  console.warn(
    'No JavaScriptCore here, so only V8 is compared. Debian has it as libjavascriptcoregtk-4.0-bin (or 6.0-bin); LOAM_JSC names it elsewhere.',
  )
}

describe('the same module and input', () => {
  let quick: EngineCase[]
  let real: EngineCase[]
  let expected: ReadonlyMap<string, string>
  beforeAll(async () => {
    quick = await quickCases()
    real = await realCases()
    const cases = [...quick, ...real]
    const answers = await node.run(cases, 1)
    expected = new Map(cases.map(({ name }, index) => [name, answers[index] ?? '']))
  }, 400_000)

  test('ends as each case is meant to', () => {
    const ends = new Map([...expected].map(([name, answer]) => [name, answer.slice(0, 25)]))
    for (const [name, answer] of expected) {
      expect.soft(`${name}: ${answer}`).not.toMatch(/failed|refused|threw| OR /)
      if (name.startsWith('endless recursion')) expect(answer).toContain('nested too deeply')
    }
    expect(ends.get('an endless loop')).toContain('outOfGas')
    expect(ends.get('a start function that traps')).toContain('trap')
    expect(ends.get('circom')).toContain('success')
    expect(ends.get('a tile of the render app')).toContain('success')
  })

  test.each([
    ['Node, warm', node, WARM_RUNS],
    ['Node without AVX, first compiler', coldWithoutAvx, 1],
    ['Node without AVX, best compiler', warmWithoutAvx, 1],
    ['Chromium, cold', chromium, 1],
    ['Chromium, warm', chromium, WARM_RUNS],
  ])(
    'gives the same outcome, bytes and gas in %s',
    async (_, engine, times) => {
      await compare(engine, times)
    },
    400_000,
  )

  test.runIf(javaScriptCore).each([
    ['cold', 1],
    ['warm', WARM_RUNS],
  ])(
    'gives the same outcome, bytes and gas in JavaScriptCore, %s',
    async (_, times) => {
      if (javaScriptCore) await compare(javaScriptCore, times)
    },
    400_000,
  )

  async function compare(engine: typeof node, times: number) {
    const answers = [
      ...(await engine.run(quick, times)),
      ...(await engine.run(real, Math.min(times, 3))),
    ]
    const names = [...quick, ...real].map(({ name }) => name)
    const found = new Map(names.map((name, index) => [name, answers[index]]))
    const different = names.filter((name) => found.get(name) !== expected.get(name))
    expect(different.map((name) => [name, found.get(name), expected.get(name)])).toEqual([])
  }
})

test('growth that the engine refuses is a host failure, never an answer', async () => {
  // V8 is told to have less memory than the program may ask for.
  const script = fileURLToPath(new URL('../support/engines/refused-growth.ts', import.meta.url))
  const flags = ['--wasm-max-mem-pages=4096', script]
  const { stdout } = await promisify(execFile)(process.execPath, flags)
  expect(stdout.trim()).toBe('failed: memory')
}, 60_000)
