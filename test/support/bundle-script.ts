import { fileURLToPath } from 'node:url'
import { build } from 'vite'

/** One self-contained classic script made of a module and all it imports. */
export async function bundleScript(entry: URL): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      target: 'es2023',
      rolldownOptions: { input: fileURLToPath(entry), output: { format: 'iife' } },
    },
  })
  const output = Array.isArray(built) ? built[0]?.output : 'output' in built ? built.output : []
  const chunk = output?.[0]
  if (chunk?.type !== 'chunk') throw new Error(`${entry.pathname} was not built`)
  return chunk.code
}
