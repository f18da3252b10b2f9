/** Compiles the protocol's hashing kernel into the module that is committed beside it. */
import { writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { compileKernel, kernelModule } from '../compile-kernel.ts'

const pathOf = (name: string) =>
  fileURLToPath(new URL(`../../protocol/trust/${name}`, import.meta.url))

/** The module as its source gives it. */
export async function sha256KernelModule(): Promise<string> {
  return kernelModule(await compileKernel(pathOf('sha256-kernel.as.ts')), {
    madeBy: 'wasm-tasks/sha256/build-kernel.ts from ../sha256-kernel.as.ts',
    says: 'SHA-256 of many messages of one length.',
  })
}

if (import.meta.main)
  await writeFile(pathOf('generated/sha256-kernel.ts'), await sha256KernelModule())
