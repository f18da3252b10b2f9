import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { sha256KernelModule } from './build-kernel.ts'

test('committed kernel is what its source gives', async () => {
  const file = new URL('../../protocol/trust/generated/sha256-kernel.ts', import.meta.url)
  const isSame = (await sha256KernelModule()) === (await readFile(file, 'utf8'))
  expect(isSame, 'npm run generate:kernels').toBe(true)
}, 60_000)
