import { build } from 'vite'

/** Builds a browser script and all it imports into one. */
export async function bundleScript(entryFile: string): Promise<string> {
  const built = await build({
    configFile: false,
    envFile: false,
    logLevel: 'error',
    build: {
      write: false,
      target: 'es2023',
      modulePreload: false,
      rolldownOptions: { input: entryFile, output: { format: 'iife' } },
    },
  })
  const output = 'output' in built ? built.output : Array.isArray(built) ? built[0]?.output : []
  const [chunk, ...others] = output ?? []
  if (chunk?.type === 'chunk' && others.length === 0) return chunk.code
  throw new Error(`${entryFile} was not built into one file`)
}
