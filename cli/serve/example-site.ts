import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Listener, type ListenOptions, listen } from './listen.ts'

/** Whoever runs the example site; its visitors work for this wallet. */
export const EXAMPLE_PAYEE = '0x10a3100000000000000000000000000000e8a3f1'

/** Serves a plain page of another origin that embeds the widget. */
export async function serveExampleSite(
  root: string,
  loamUrl: string,
  options: ListenOptions,
): Promise<Listener> {
  const template = await readFile(join(root, 'web', 'widget', 'example', 'index.html'), 'utf8')
  const html = template.replaceAll('{origin}', loamUrl).replaceAll('{payee}', EXAMPLE_PAYEE)
  return listen((request, response) => {
    const found = request.url === '/'
    response.writeHead(found ? 200 : 404, {
      'content-type': 'text/html; charset=utf-8',
      'x-content-type-options': 'nosniff',
    })
    response.end(found ? html : 'Nothing here')
  }, options)
}
