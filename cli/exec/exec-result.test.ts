import { describe, expect, test } from 'vitest'
import { parseExecOptions } from './exec-options.ts'
import { type Ending, emptyResult, exitCodeOf, explain, toJson } from './exec-result.ts'

const exited = (code: number): Ending => ({ kind: 'exited', code })

function explained(ending: Ending, ...words: string[]): string[] {
  const options = parseExecOptions(['folder/sum.wasm', ...words], '/')
  if (options === 'help' || options.work.kind !== 'one') throw new Error('Not one command')
  return explain(options.work.command, emptyResult(ending))
}

describe('how a run ended', () => {
  test.each([
    [exited(0), 0],
    [exited(7), 7],
    [exited(255), 255],
    [exited(257), 1],
    // A failure must not pass for success because its low eight bits are zero.
    [exited(256), 255],
    [exited(0xffff_ffff), 255],
    [{ kind: 'trapped', tooDeep: false }, 134],
    [{ kind: 'stopped', limit: 'gas' }, 137],
    [{ kind: 'stopped', limit: 'seconds' }, 137],
    [{ kind: 'stopped', limit: 'memory' }, 137],
    [{ kind: 'stopped', limit: 'output' }, 137],
    [{ kind: 'refused', reason: 'no' }, 2],
    [{ kind: 'failed', reason: 'no' }, 125],
  ] as const)('%j is exit code %i', (ending, code) => {
    expect(exitCodeOf(ending)).toBe(code)
  })

  test('is told in words that name the limit and its flag', () => {
    expect(explained(exited(3))).toEqual([])
    expect(explained({ kind: 'trapped', tooDeep: false })[0]).toMatch(/^sum.wasm trapped: it did/)
    expect(explained({ kind: 'trapped', tooDeep: true })[0]).toMatch(/nested too deeply/)
    const stopped = (limit: 'gas' | 'memory' | 'seconds') => ({ kind: 'stopped', limit }) as const
    expect(explained(stopped('gas'))[1]).toMatch(/more with --gas/)
    expect(explained(stopped('gas'), '--gas', '900')[0]).toMatch(/gas, 900 \(--gas\)/)
    expect(explained(stopped('memory'), '--memory', '16')[0]).toMatch(/16 MiB \(--memory\)/)
    expect(explained(stopped('seconds'), '--seconds', '0.5')[0]).toMatch(/0.5 s \(--seconds\)/)
  })

  test('shows what a terminal would obey in names of a program’s choice', () => {
    const hostile = 'a\u001b[31m\nb\u009bc\u202e'
    const shown = 'a\\u001b[31m\\u000ab\\u009bc\\u202e'
    expect(explained({ kind: 'refused', reason: hostile })).toEqual([
      `sum.wasm was not run: ${shown}`,
      'Nothing was run: mend the command or the program, and run it again.',
    ])
    const line = toJson({ ...emptyResult(exited(0)), written: [hostile] })
    expect(line).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u)
    expect(JSON.parse(line)).toMatchObject({ files: [hostile] })
  })

  test('is one line of JSON, gas as decimal digits of any length', () => {
    const line = toJson({
      ...emptyResult(exited(256)),
      gas: 2n ** 60n,
      seconds: 0.25,
      stdout: new TextEncoder().encode('hello'),
      written: ['out/a', 'out/b/'],
      removed: ['out/c'],
    })
    expect(line).not.toContain('\n')
    expect(JSON.parse(line)).toEqual({
      exitCode: 256,
      trap: false,
      refused: null,
      limit: null,
      failed: null,
      advice: null,
      gas: '1152921504606846976',
      seconds: 0.25,
      stdoutSha256: '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824',
      files: ['out/a', 'out/b/'],
      removed: ['out/c'],
    })
  })
})
