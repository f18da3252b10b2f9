import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { CommandError } from '../command-error.ts'
import { requireFreePorts } from './require-free-ports.ts'

test.each([0, 1, 2])(
  'a taken port is told of, be it the page’s or the %i after it',
  async (after) => {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    try {
      const { port } = server.address() as AddressInfo
      const required = requireFreePorts('127.0.0.1', port - after)
      await expect(required).rejects.toThrow(CommandError)
      await expect(required).rejects.toThrow(`A port from ${port - after} to ${port - after + 2}`)
    } finally {
      server.close()
    }
  },
)

test('any free port is free', async () => {
  await requireFreePorts('127.0.0.1', 0)
})
