import { expect, test, vi } from 'vitest'
import { startSandboxBrowser } from './sandbox-browser.ts'

test('a browser that cannot start is told of at once, whatever is still being built', async () => {
  vi.stubEnv('LOAM_CHROMIUM', '/no/such/chromium')
  try {
    const never = new Promise<never>(() => undefined)
    await expect(startSandboxBrowser(never)).rejects.toThrow('/no/such/chromium')
  } finally {
    vi.unstubAllEnvs()
  }
})
