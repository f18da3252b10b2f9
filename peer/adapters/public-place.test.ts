import { expect, it } from 'vitest'
import { publicPlaceOf } from './public-place.ts'

it('tells public addresses apart, and takes an IPv6 network for one place', () => {
  expect(publicPlaceOf('8.8.8.8')).toBe('8.8.8.8')
  const network = publicPlaceOf('2a00:1450:4001:82a::200e')
  expect(publicPlaceOf('2a00:1450:4001:82A:1:2:3:4')).toBe(network)
  expect(publicPlaceOf('2a00:1450:4001:82b::200e')).not.toBe(network)
  expect(publicPlaceOf('2a00:1450::1')).toBe(publicPlaceOf('2a00:1450:0:0:ffff::1'))
})

it.each([
  '127.0.0.1',
  '10.0.0.7',
  '192.168.1.2',
  '100.64.3.1',
  '::1',
  'fe80::1',
  'fd00::1',
  '::ffff:192.168.1.2',
  'c0ffee.local',
])('says nothing of %s', (address) => {
  expect(publicPlaceOf(address)).toBeUndefined()
})
