import type { IncomingMessage, ServerResponse } from 'node:http'
import { reply } from './reply.ts'

/** So much of a body that is too large is let pass, lest its sender find the line cut before its answer. */
export const MAX_DROPPED_BYTES = 16 << 20

/**
 * The whole body of a request; undefined where it is larger than `maxBytes`. Then the sender has been
 * answered with 413, and the rest is dropped as it comes, up to 16 MiB of it.
 */
export async function readBody(
  request: IncomingMessage,
  response: ServerResponse,
  maxBytes: number,
): Promise<Buffer | undefined> {
  const chunks: Buffer[] = []
  let length = 0
  // To leave the loop must not end the connection.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    length += chunk.length
    if (length > maxBytes) {
      reply(response, 413, { error: `${maxBytes} bytes at most` })
      drop(request)
      return undefined
    }
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function drop(request: IncomingMessage): void {
  let dropped = 0
  request.on('data', (chunk: Buffer) => {
    dropped += chunk.length
    if (dropped > MAX_DROPPED_BYTES) request.destroy()
  })
}
