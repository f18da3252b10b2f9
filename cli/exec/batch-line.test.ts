import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CommandError } from '../command-error.ts'
import { parseBatchLine } from './batch-line.ts'

const parse = (line: unknown) => parseBatchLine(JSON.stringify(line), '/home/me')

describe('a line of a batch', () => {
  test('means the same as words and as an object', () => {
    const words = [
      'a.wasm',
      '--arg',
      '-9',
      '--env',
      'K=V',
      '--dir',
      'd::/d',
      '--gas',
      '5',
      '--plain',
    ]
    const object = { program: 'a.wasm', args: ['-9'], env: { K: 'V' }, dirs: ['d::/d'], gas: 5 }
    expect(parse(object)).toEqual(parse(words.slice(0, -1)))
    expect(parse({ ...object, env: ['K=V'], gas: '5' })).toEqual(parse(object))
    expect(parse({ program: 'a.wasm', plain: true })).toMatchObject({ plain: true })
    expect(parse({ program: '--gas', args: ['1'] })).toMatchObject({ program: '--gas' })
  })

  test('keeps every argument as it is', () => {
    const withoutZero = fc.string().filter((each) => !each.includes('\0'))
    fc.assert(
      fc.property(fc.array(withoutZero), withoutZero, (args, program) => {
        fc.pre(program !== '')
        expect(parse({ program, args })).toMatchObject({ program, args })
      }),
    )
  })

  test('takes what follows a flag for its value, whatever it looks like', () => {
    const args = ['--help', '--engine', '--batch=b', '-h']
    const words = ['a.wasm', ...args.flatMap((each) => ['--arg', each])]
    expect(parse(words)).toEqual(parse({ program: 'a.wasm', args }))
  })

  test.each([
    ['{', 'not JSON'],
    ['7', 'no command'],
    ['{"args": []}', '"program"'],
    ['{"program": "a.wasm", "arg": ["x"]}', 'arg'],
    ['{"program": "a.wasm", "args": [7]}', '"args.0"'],
    ['{"program": "a.wasm", "gas": -1}', '--gas wants'],
    ['["a.wasm", 7]', 'no command'],
    ['["a.wasm", "--engine", "node"]', '--engine cannot stand on a line'],
    ['["a.wasm", "--batch=b"]', '--batch cannot stand on a line'],
    ['["a.wasm", "-h"]', '--help cannot stand on a line'],
    ['[]', 'Which program?'],
  ])('%s is refused in plain words', (line, complaint) => {
    expect(() => parseBatchLine(line, '/')).toThrow(CommandError)
    expect(() => parseBatchLine(line, '/')).toThrow(complaint)
  })
})
