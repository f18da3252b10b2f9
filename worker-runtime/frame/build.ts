import { createHash } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

/** The sandbox document and the headers it must be served with. */
export interface SandboxDocument {
  readonly html: string
  readonly headers: Readonly<Record<string, string>>
}

/** Scripts for tests, as if strangers' code had broken out of WASM. */
export interface SandboxProbes {
  /** Run in the worker before Loam's own. */
  readonly worker?: string
  /** Run in the document after Loam's own. */
  readonly frame?: string
}

async function bundle(entry: string, define: Readonly<Record<string, string>>): Promise<string> {
  const built = await build({
    configFile: false,
    envFile: false,
    logLevel: 'error',
    define: { ...define },
    build: {
      write: false,
      target: 'es2023',
      modulePreload: false,
      rolldownOptions: {
        input: fileURLToPath(new URL(entry, import.meta.url)),
        output: { format: 'iife' },
      },
    },
  })
  const output = 'output' in built ? built.output : Array.isArray(built) ? built[0]?.output : []
  const [chunk, ...others] = output ?? []
  if (chunk?.type !== 'chunk' || others.length > 0) {
    throw new Error(`${entry} was not built into one file`)
  }
  return chunk.code
}

/**
 * What makes the sandbox one: nothing loads, nothing connects, the document has no origin even
 * when opened by itself.
 */
function sandboxHeaders(scriptHash: string, frameAncestors: readonly string[]) {
  const policy = [
    "default-src 'none'",
    `script-src 'sha256-${scriptHash}' 'wasm-unsafe-eval'`,
    'worker-src data:',
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${frameAncestors.join(' ')}`,
    'sandbox allow-scripts',
  ]
  return {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': policy.join('; '),
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'cross-origin',
    'x-dns-prefetch-control': 'off',
    'origin-agent-cluster': '?1',
  }
}

/**
 * Builds the sandbox into one self-contained document: everything is inline, the worker as a
 * `data:` URL, because its policy lets nothing be loaded.
 *
 * @param options.frameAncestors CSP sources of all pages above it: Loam's own and, for the widget,
 *   every site that embeds it. Any by default, for the document holds nothing worth stealing.
 * @example
 * const sandbox = await buildSandboxDocument()
 */
export async function buildSandboxDocument(
  options: { readonly frameAncestors?: readonly string[]; readonly probes?: SandboxProbes } = {},
): Promise<SandboxDocument> {
  const worker = `${options.probes?.worker ?? ''};${await bundle('./worker.ts', {})}`
  const url = `data:text/javascript;base64,${Buffer.from(worker).toString('base64')}`
  const frame = await bundle('./frame.ts', { LOAM_WORKER_URL: JSON.stringify(url) })
  const script = `${frame};${options.probes?.frame ?? ''}`.replaceAll('</script', '<\\/script')
  const hash = createHash('sha256').update(script).digest('base64')
  return {
    html: `<!doctype html><meta charset="utf-8"><title>Loam sandbox</title><script>${script}</script>`,
    headers: sandboxHeaders(hash, options.frameAncestors ?? ['*']),
  }
}
