/** Compiles the kernel into the module that is committed. */
import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import asc from 'assemblyscript/asc'

const here = fileURLToPath(new URL('.', import.meta.url))
const committed = join(here, 'generated/kernel.ts')

/** Compiles the kernel's sources to WASM bytes. The same sources give the same bytes. */
export async function compileKernel(): Promise<Uint8Array> {
  const folder = await mkdtemp(join(tmpdir(), 'loam-kernel-'))
  try {
    const file = join(folder, 'kernel.wasm')
    const flags = '-O3 --converge --runtime stub --enable simd --use abort= --disableWarning'
    const { error, stderr } = await asc.main([
      join(here, 'kernel/index.ts'),
      ...flags.split(' '),
      '-o',
      file,
    ])
    if (error) throw new Error(stderr.toString(), { cause: error })
    return new Uint8Array(await readFile(file))
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** The TypeScript module that carries the kernel to browser and Node alike. */
export function kernelModule(wasm: Uint8Array): string {
  const hash = createHash('sha256').update(wasm).digest('hex')
  return `// Made by build-kernel.ts from ../kernel. SHA-256 ${hash}
const base64 =
  '${Buffer.from(wasm).toString('base64')}'

/** The render kernel, unmetered. */
export const kernel: Uint8Array<ArrayBuffer> = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))
`
}

if (import.meta.main) await writeFile(committed, kernelModule(await compileKernel()))
