import { createHash } from 'node:crypto'
import { bundleScript } from './bundle-script.ts'

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

/**
 * What makes the sandbox one: nothing loads, nothing connects, the document has no origin even
 * when opened by itself.
 */
function sandboxHeaders(scriptHash: string) {
  const policy = [
    "default-src 'none'",
    `script-src 'sha256-${scriptHash}' 'wasm-unsafe-eval'`,
    'worker-src data:',
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    // The widget shows it on anybody's site, and it holds nothing worth stealing.
    'frame-ancestors *',
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
 * @example
 * const sandbox = await buildSandboxDocument()
 */
export async function buildSandboxDocument(
  options: { readonly probes?: SandboxProbes } = {},
): Promise<SandboxDocument> {
  const worker = `${options.probes?.worker ?? ''};${await bundleScript(new URL('./worker.ts', import.meta.url))}`
  const url = `data:text/javascript;base64,${Buffer.from(worker).toString('base64')}`
  const entry = new URL('./frame.ts', import.meta.url)
  const frame = await bundleScript(entry, { LOAM_WORKER_URL: JSON.stringify(url) })
  const script = `${frame};${options.probes?.frame ?? ''}`.replaceAll('</script', '<\\/script')
  const hash = createHash('sha256').update(script).digest('base64')
  return {
    html: `<!doctype html><meta charset="utf-8"><title>Loam sandbox</title><script>${script}</script>`,
    headers: sandboxHeaders(hash),
  }
}
