/** Compiles the kernel and its verifier into the modules that are committed. */
import { writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { compileKernel, kernelModule } from '../compile-kernel.ts'

const pathOf = (name: string) => fileURLToPath(new URL(name, import.meta.url))

/** The committed modules of this app, and what each says of itself. */
export const PRODUCT_MODULES = {
  product: 'Rows of the product of two matrices, unmetered.',
  verifier: 'Tells rows of the product from others by Freivalds’ check.',
} as const

/** A module as its sources give it. */
export async function productModule(name: keyof typeof PRODUCT_MODULES): Promise<string> {
  return kernelModule(await compileKernel(pathOf(`kernel/${name}.ts`)), {
    madeBy: `build-kernel.ts from ../kernel/${name}.ts`,
    says: PRODUCT_MODULES[name],
  })
}

if (import.meta.main)
  for (const name of ['product', 'verifier'] as const)
    await writeFile(pathOf(`generated/${name}.ts`), await productModule(name))
