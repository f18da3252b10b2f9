import type { Cleanup } from '#cli/process/cleanup.ts'
import { listen } from '#cli/serve/listen.ts'
import { pageHeaders } from '#cli/serve/page-headers.ts'
import { buildSandboxDocument } from '#worker-runtime/frame/build.ts'
import { bundleScript } from '#worker-runtime/frame/bundle-script.ts'

const SCRIPTS = ['loam-tab', 'loam-engine', 'timer-worker', 'raw-tab', 'raw-worker']

/**
 * Serves a page for each of our tabs at `/NAME`, under the headers of Loam's own page, and the
 * sandbox. Returns the page's origin.
 */
export async function serveTabs(cleanup: Cleanup): Promise<string> {
  const sandbox = await buildSandboxDocument()
  const scripts = new Map<string, string>()
  for (const name of SCRIPTS)
    scripts.set(`/${name}.js`, await bundleScript(new URL(`./${name}.ts`, import.meta.url)))
  const server = await listen(
    (request, response) => {
      const path = request.url ?? '/'
      if (path === '/sandbox.html') {
        response.writeHead(200, { ...sandbox.headers }).end(sandbox.html)
        return
      }
      const script = scripts.get(path)
      response.writeHead(200, {
        ...pageHeaders(path, request.headers.host),
        'content-type': script === undefined ? 'text/html' : 'text/javascript',
      })
      response.end(script ?? `<body><script src="${path}.js"></script></body>`)
    },
    { host: '127.0.0.1', port: 0 },
  )
  cleanup.add(() => server.stop())
  return `http://localhost:${server.port}`
}
