import { expect, it } from 'vitest'
import { minutesInWords, restInWords, sizeInWords } from './limit-words.ts'

it.each([
  [128 * 2 ** 20, '128 MiB'],
  [2 ** 30, '1 GiB'],
  [1.5 * 2 ** 30, '1.5 GiB'],
  [64 * 2 ** 30, '64 GiB'],
])('says the size %d as %s', (bytes, words) => {
  expect(sizeInWords(bytes)).toBe(words)
})

it('says a time in minutes', () => {
  expect(minutesInWords(60_000)).toBe('1 minute')
  expect(minutesInWords(600_000)).toBe('10 minutes')
})

it.each([
  [1, 'Without a rest'],
  [0.25, 'Rests 3 seconds for'],
  [0.5, 'Rests 1 second for'],
  [0.3, 'Rests 2.3 seconds for'],
  [0.95, 'Rests 0.1 seconds for'],
])('says what a share of %d means', (dutyCycle, words) => {
  expect(restInWords(dutyCycle)).toContain(words)
})
