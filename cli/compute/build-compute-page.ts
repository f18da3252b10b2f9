import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { SandboxDocument } from '#worker-runtime/frame/build.ts'
import { fingerprint } from '../build/fingerprint.ts'

/** What a tab needs to run programs: the page's script and the document of its sandbox frames. */
export interface ComputeDocuments {
  readonly script: string
  readonly sandbox: SandboxDocument
}

/** Everything the two are made of. */
const SOURCES = [
  'cli/compute/**',
  'protocol/**',
  'peer/ports/**',
  'wasm-tasks/**',
  'worker-runtime/**',
  'package-lock.json',
]

/** Both documents, built first unless that was done from these very sources. */
export async function buildComputePage(root: string): Promise<ComputeDocuments> {
  const folder = join(root, '.cache')
  const file = join(folder, `compute-page-${fingerprint(root, SOURCES)}.json`)
  const built = await readFile(file, 'utf8').catch(() => undefined)
  if (built !== undefined) return JSON.parse(built)
  // Loaded only when needed: the bundler takes longer to load than the rest of a command.
  const [{ bundleScript }, { buildSandboxDocument }] = await Promise.all([
    import('../build/bundle-script.ts'),
    import('#worker-runtime/frame/build.ts'),
  ])
  const [script, sandbox] = await Promise.all([
    bundleScript(new URL('./compute-page.ts', import.meta.url)),
    buildSandboxDocument(),
  ])
  const documents = { script, sandbox }
  await mkdir(folder, { recursive: true })
  const fresh = `${file}.${process.pid}`
  await writeFile(fresh, JSON.stringify(documents))
  await rename(fresh, file)
  return documents
}
