/** Compiles the kernel into the module that is committed. */
import { writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { compileKernel, kernelModule } from '../compile-kernel.ts'

const pathOf = (name: string) => fileURLToPath(new URL(name, import.meta.url))

/** The module as its sources give it. */
export async function renderKernelModule(): Promise<string> {
  return kernelModule(await compileKernel(pathOf('kernel/index.ts')), {
    madeBy: 'build-kernel.ts from ../kernel',
    says: 'The render kernel, unmetered.',
  })
}

if (import.meta.main) await writeFile(pathOf('generated/kernel.ts'), await renderKernelModule())
