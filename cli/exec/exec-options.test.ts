import { describe, expect, test } from 'vitest'
import { CommandError } from '../command-error.ts'
import { type ExecCommand, parseExecOptions } from './exec-options.ts'

function parseOne(...words: string[]): ExecCommand {
  const options = parseExecOptions(words, '/home/me')
  if (options === 'help' || options.work.kind !== 'one') throw new Error('Not one command')
  return options.work.command
}

describe('the words after exec', () => {
  test('name a program, what it is given and where from', () => {
    const command = parseOne(
      'a.wasm',
      '--arg=x',
      '--arg',
      'two words',
      '--env',
      'K=V=W',
      '--stdin',
      'in.txt',
      '--dir',
      'data::/data',
      '--dir=/abs',
      '--gas',
      '18',
      '--memory',
      '16',
      '--seconds',
      '0.5',
    )
    expect(command).toEqual({
      program: 'a.wasm',
      programFile: '/home/me/a.wasm',
      args: ['x', 'two words'],
      env: ['K=V=W'],
      stdinFile: '/home/me/in.txt',
      sharedFile: undefined,
      directories: [
        { host: 'data', folder: '/home/me/data', guest: '/data' },
        { host: '/abs', folder: '/abs', guest: '/abs' },
      ],
      format: undefined,
      gas: 18n,
      memoryMiB: 16,
      seconds: 0.5,
      plain: false,
      stdoutFile: undefined,
      stderrFile: undefined,
    })
  })

  test('take a value that looks like a flag as the value it is', () => {
    const { args } = parseOne('--arg', '-9', '--arg', '--gas', '--arg', '--', 'a.wasm')
    expect(args).toEqual(['-9', '--gas', '--'])
    expect(parseOne('--gas', '5', '--', '--gas')).toMatchObject({ gas: 5n, program: '--gas' })
  })

  test('choose the engine and the report', () => {
    expect(parseExecOptions(['a.wasm', '--engine', 'node', '--json'], '/')).toMatchObject({
      engine: 'node',
      json: true,
    })
    expect(parseExecOptions(['a.wasm', '--help'], '/')).toBe('help')
  })

  test('name a batch, and nothing that belongs on its lines', () => {
    expect(parseExecOptions(['--batch', 'b.jsonl', '--engine=node', '--json'], '/home/me')).toEqual(
      {
        engine: 'node',
        json: true,
        work: { kind: 'batch', file: '/home/me/b.jsonl' },
      },
    )
    expect(() => parseExecOptions(['--batch', 'b', '--gas', '5'], '/')).toThrow('"--gas"')
    expect(() => parseExecOptions(['--batch', 'b', '--gas=5'], '/')).toThrow('"--gas"')
    expect(() => parseExecOptions(['--batch', 'b', 'a.wasm'], '/')).toThrow('"a.wasm"')
  })

  test.each([
    [[], 'Which program?'],
    [['a.wasm', 'b'], '"b" is a second'],
    [['--', '--gas', 'b'], '"b" is a second'],
    [['a.wasm', '--env', 'K'], 'NAME=VALUE, not "K"'],
    [['a.wasm', '--env', '=V'], 'NAME=VALUE, not "=V"'],
    [['a.wasm', '--dir', '::/data'], 'HOST::GUEST'],
    [['a.wasm', '--dir', 'a::'], 'HOST::GUEST'],
    [['a.wasm', '--dir', 'a::b::c'], 'HOST::GUEST'],
    [['a.wasm', '--dir', 'a::/', '--dir', 'b::/'], 'the same name "/"'],
    [['a.wasm', '--gas', '0'], '--gas wants'],
    [['a.wasm', '--gas', '1e9'], '--gas wants'],
    [['a.wasm', '--gas', '9223372036854775808'], '--gas wants'],
    [['a.wasm', '--memory', '4097'], '--memory wants'],
    [['a.wasm', '--memory', '0'], '--memory wants'],
    [['a.wasm', '--seconds', '0'], '--seconds wants'],
    [['a.wasm', '--seconds', '1s'], '--seconds wants'],
    [['a.wasm', '--format', 'wgsl'], '--format wants'],
    [['a.wasm', '--engine', 'bun'], '--engine wants'],
    [['a.wasm', '--plain', '--gas', '1'], '--plain'],
    [['a.wasm', '--plain', '--memory', '1'], '--plain'],
    [['a.wasm', '--arg'], '--arg'],
    [['a.wasm', '--frobnicate'], '--frobnicate'],
  ])('%j is refused in plain words', (words, complaint) => {
    const parse = () => parseExecOptions(words, '/')
    expect(parse).toThrow(CommandError)
    expect(parse).toThrow(complaint)
  })
})
