import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { SandboxDocument } from '#worker-runtime/frame/build.ts'
import { fingerprint } from '../build/fingerprint.ts'
import { takeBuild } from '../build/kept-builds.ts'

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

const FILE = 'documents.json'

/** Both documents, built first unless that was done from these very sources. */
export async function buildComputePage(root: string): Promise<ComputeDocuments> {
  const builds = join(root, '.cache', 'compute-page')
  const folder = await takeBuild(builds, fingerprint(root, SOURCES), async (fresh) => {
    const documents = await bundleDocuments()
    await mkdir(fresh)
    await writeFile(join(fresh, FILE), JSON.stringify(documents))
  })
  return JSON.parse(await readFile(join(folder, FILE), 'utf8'))
}

async function bundleDocuments(): Promise<ComputeDocuments> {
  // Loaded only when needed: the bundler takes longer to load than the rest of a command.
  const [{ bundleScript }, { buildSandboxDocument }] = await Promise.all([
    import('#worker-runtime/frame/bundle-script.ts'),
    import('#worker-runtime/frame/build.ts'),
  ])
  const [script, sandbox] = await Promise.all([
    bundleScript(new URL('./compute-page.ts', import.meta.url)),
    buildSandboxDocument(),
  ])
  return { script, sandbox }
}
