import type { Cleanup } from '#cli/process/cleanup.ts'
import { listen } from '#cli/serve/listen.ts'
import { bundleScript } from '#worker-runtime/frame/bundle-script.ts'

/** Serves a page that does nothing but reserve at a relay; returns its address. */
export async function serveBarePage(cleanup: Cleanup): Promise<string> {
  const script = await bundleScript(new URL('./bare-tab.ts', import.meta.url))
  const server = await listen(
    (request, response) => {
      const isScript = request.url === '/page.js'
      response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html')
      response.end(isScript ? script : '<script src="/page.js"></script>')
    },
    { host: '127.0.0.1', port: 0 },
  )
  cleanup.add(() => server.stop())
  return `http://localhost:${server.port}`
}
