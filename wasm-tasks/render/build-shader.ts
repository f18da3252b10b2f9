/** Joins the shaders' sources into the module that is committed. */
import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'

const at = (path: string) => new URL(path, import.meta.url)
const committed = at('./generated/shader.ts')

/** What each shader is joined from; the first file holds its bindings. */
const PARTS = {
  prepare: ['prepare', 'scene'],
  trace: ['trace', 'scene', 'runs', 'sampler', 'tree', 'surface', 'bsdf', 'light'],
  resolve: ['resolve', 'runs'],
} as const

/** Comments and indents tell a device nothing, and every provider loads the text. */
const strip = (source: string) =>
  source
    .replaceAll(/\/\*[\s\S]*?\*\//g, '')
    .split('\n')
    .map((line) => line.replace(/\/\/.*$/, '').trim())
    .filter((line) => line !== '')
    .join('\n')

/** The TypeScript module that carries the shaders to browser and Node alike. */
export async function shaderModule(): Promise<string> {
  const entries = await Promise.all(
    Object.entries(PARTS).map(async ([name, parts]) => {
      const sources = await Promise.all(
        parts.map((part) => readFile(at(`./shader/${part}.wgsl`), 'utf8')),
      )
      return [name, strip(sources.join('\n'))] as const
    }),
  )
  const hash = createHash('sha256').update(JSON.stringify(entries)).digest('hex')
  const fields = entries.map(([name, text]) => `  ${name}: \`\n${text}\n\`,`)
  return `// Made by build-shader.ts from ../shader. SHA-256 ${hash}
/** The path tracer for graphics devices, by shader. */
export const shaders = {\n${fields.join('\n')}\n}\n`
}

if (import.meta.main) await writeFile(committed, await shaderModule())
