import { expect, test } from 'vitest'
import { isStop, readToSite } from './messages.ts'

test.each([
  { loam: 'size', height: 300 },
  { loam: 'error', message: 'No relay' },
  { loam: 'consent' },
  { loam: 'start' },
  { loam: 'stop' },
])('reads %j', (message) => {
  expect(readToSite(message)).toEqual(message)
})

test.each([
  undefined,
  null,
  'stop',
  7,
  [],
  {},
  { loam: 'agree' },
  { loam: 'size' },
  { loam: 'size', height: '300' },
  { loam: 'size', height: Number.NaN },
  { loam: 'size', height: -1 },
  { loam: 'error' },
  { loam: 'error', message: {} },
])('drops %j', (message) => {
  expect(readToSite(message)).toBeUndefined()
})

test('leaves out what it does not know', () => {
  expect(readToSite({ loam: 'stop', payee: '0x' })).toEqual({ loam: 'stop' })
})

test('a page can tell the frame nothing but to stop', () => {
  expect(isStop({ loam: 'stop' })).toBe(true)
  for (const other of [null, 'stop', {}, { loam: 'consent' }, { loam: 'start' }]) {
    expect(isStop(other)).toBe(false)
  }
})
