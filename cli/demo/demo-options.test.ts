import { expect, test } from 'vitest'
import { CommandError } from '../command-error.ts'
import { parseStartOptions } from '../start-options.ts'
import { parseDemoOptions } from './demo-options.ts'

test('the demo has a default for everything', () => {
  expect(parseDemoOptions([])).toMatchObject({ providers: 3, frames: 24, width: 320, height: 180 })
})

test('the demo takes what a person types', () => {
  const args = ['--providers', '4', '--size', '64x48', '--free', '--json']
  expect(parseDemoOptions(args)).toMatchObject({
    providers: 4,
    width: 64,
    height: 48,
    free: true,
    json: true,
  })
})

test.each([
  ['--providers', '0'],
  ['--providers', '1.5'],
  ['--frames', 'many'],
  ['--size', '64'],
  ['--colour'],
])('the demo refuses %s %s in plain words', (...args) => {
  expect(() => parseDemoOptions(args)).toThrow(CommandError)
})

test('start has a chain and two providers unless told otherwise', () => {
  expect(parseStartOptions([])).toMatchObject({ providers: 2, chain: true, host: '127.0.0.1' })
  expect(parseStartOptions(['--no-chain', '--providers', '0'])).toMatchObject({
    providers: 0,
    chain: false,
  })
})

test.each([['--host', 'nowhere'], ['--port', '70000'], ['extra']])(
  'start refuses %s %s in plain words',
  (...args) => {
    expect(() => parseStartOptions(args)).toThrow(CommandError)
  },
)
