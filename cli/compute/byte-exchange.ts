import type { IncomingMessage, ServerResponse } from 'node:http'

interface Expected {
  readonly maxBytes: number
  take(bytes: Uint8Array): void
}

/**
 * Bytes on their way between this process and its page, over HTTP.
 *
 * Large inputs and outputs travel here because a driver's calls carry JSON: measured, 3 MB/s.
 */
export class ByteExchange {
  readonly #outgoing = new Map<string, Uint8Array>()
  readonly #incoming = new Map<string, Expected>()
  #next = 0

  /** Lays bytes out for the page. The path serves them until it is dropped. */
  offer(bytes: Uint8Array): string {
    const path = `out/${this.#next++}`
    this.#outgoing.set(path, bytes)
    return path
  }

  /** A path that takes up to `maxBytes` at a time from the page, until it is dropped. */
  expect(maxBytes: number, take: (bytes: Uint8Array) => void): string {
    const path = `in/${this.#next++}`
    this.#incoming.set(path, { maxBytes, take })
    return path
  }

  /** Forgets paths: nothing is served or taken there any more. */
  drop(...paths: readonly string[]): void {
    for (const path of paths) {
      this.#outgoing.delete(path)
      this.#incoming.delete(path)
    }
  }

  /** Answers the page's request for `path`. */
  async answer(path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const bytes = this.#outgoing.get(path)
    const expected = this.#incoming.get(path)
    if (request.method === 'GET' && bytes) {
      response.writeHead(200, {
        'content-type': 'application/octet-stream',
        'content-length': bytes.byteLength,
        'cache-control': 'no-store',
      })
      response.end(bytes)
    } else if (request.method === 'PUT' && expected) {
      const length = Number(request.headers['content-length'] ?? Number.NaN)
      if (!(length <= expected.maxBytes)) {
        response.writeHead(413).end()
        return
      }
      expected.take(await readExactly(request, length))
      response.writeHead(204).end()
    } else response.writeHead(404).end()
  }
}

async function readExactly(request: IncomingMessage, length: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(length)
  let at = 0
  for await (const chunk of request) {
    bytes.set(chunk, at)
    at += chunk.byteLength
  }
  if (at !== length) throw new Error(`${at} of ${length} bytes came`)
  return bytes
}
