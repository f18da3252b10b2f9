import 'fake-indexeddb/auto'
import { expect, test } from 'vitest'
import { hasGuestKey, loadGuestKey } from './guest-key.ts'

test('two that ask for the first key at once get the same, and so does whoever asks later', async () => {
  expect(await hasGuestKey()).toBe(false)
  const [one, other] = await Promise.all([loadGuestKey(), loadGuestKey()])
  expect(one).toMatch(/^0x[0-9a-f]{64}$/)
  expect(other).toBe(one)
  expect(await loadGuestKey()).toBe(one)
})
