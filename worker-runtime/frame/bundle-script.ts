import { fileURLToPath } from 'node:url'
import { build } from 'vite'

/**
 * One self-contained classic script made of a module and all it imports.
 *
 * @param define what global names in it stand for, as source text.
 */
export async function bundleScript(
  entry: URL,
  define: Readonly<Record<string, string>> = {},
): Promise<string> {
  const built = await build({
    configFile: false,
    envFile: false,
    logLevel: 'error',
    define: { ...define },
    build: {
      write: false,
      target: 'es2023',
      modulePreload: false,
      rolldownOptions: { input: fileURLToPath(entry), output: { format: 'iife' } },
    },
  })
  const output = 'output' in built ? built.output : Array.isArray(built) ? built[0]?.output : []
  const [chunk, ...others] = output ?? []
  if (chunk?.type === 'chunk' && others.length === 0) return chunk.code
  throw new Error(`${entry.pathname} was not built into one file`)
}
