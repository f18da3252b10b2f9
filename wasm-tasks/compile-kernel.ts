import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import asc from 'assemblyscript/asc'

/** Compiles a kernel's sources to WASM bytes. The same sources give the same bytes. */
export async function compileKernel(entry: string): Promise<Uint8Array> {
  const folder = await mkdtemp(join(tmpdir(), 'loam-kernel-'))
  try {
    const file = join(folder, 'kernel.wasm')
    const flags = '-O3 --converge --runtime stub --enable simd --use abort= --disableWarning'
    const { error, stderr } = await asc.main([entry, ...flags.split(' '), '-o', file])
    if (error) throw new Error(stderr.toString(), { cause: error })
    return new Uint8Array(await readFile(file))
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** The TypeScript module that carries a kernel to browser and Node alike. */
export function kernelModule(
  wasm: Uint8Array,
  { madeBy, says }: { readonly madeBy: string; readonly says: string },
): string {
  const hash = createHash('sha256').update(wasm).digest('hex')
  return `// Made by ${madeBy}. SHA-256 ${hash}
const base64 =
  '${Buffer.from(wasm).toString('base64')}'

/** ${says} */
export const kernel: Uint8Array<ArrayBuffer> = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))
`
}
