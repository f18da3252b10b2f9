import type { RequestListener, ServerResponse } from 'node:http'
import send from 'send'
import { reply } from './reply.ts'

/** Names of these files hold a fingerprint of what is in them. */
const FINGERPRINTED = '/assets/'

/**
 * Serves the files of a built page, and the page itself for every other path that a person may
 * open or reload. A path with a dot is a file: missing, it is a 404 and not the page.
 *
 * Whatever happens to the files while they are served costs a request, never the server.
 */
export function servePageFiles(folder: string): RequestListener {
  return (request, response) => {
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/'
    const isFile = path.slice(path.lastIndexOf('/')).includes('.')
    send(request, isFile ? path : '/index.html', { root: folder, cacheControl: false })
      .on('headers', () =>
        response.setHeader(
          'cache-control',
          path.startsWith(FINGERPRINTED) ? 'public, max-age=31536000, immutable' : 'no-cache',
        ),
      )
      .on('directory', () => refuse(response))
      .on('error', () => refuse(response))
      .pipe(response)
  }
}

function refuse(response: ServerResponse): void {
  if (response.headersSent) {
    response.destroy()
    return
  }
  // What was said of a file that vanished holds for the refusal no more.
  for (const name of response.getHeaderNames()) response.removeHeader(name)
  reply(response, 404, { error: 'Nothing here' })
}
