import { z } from 'zod'
import { type BridgePort, Endpoint, method } from '#peer/adapters/bridge/endpoint.ts'
import type { Post } from '#peer/ports/post.ts'

const bytesSchema = z.instanceof(Uint8Array)
const bringSchema = z.object({ url: z.string(), bytes: bytesSchema, maxBytes: z.int().positive() })
const leaveSchema = z.object({ url: z.string(), bytes: bytesSchema.optional() })

/** Lends a post to the engine at the other end of `port`: only a window knows when a tab goes. */
export function servePost(post: Post, port: BridgePort): { close(): void } {
  return new Endpoint(port, {
    bring: method(bringSchema, ({ url, bytes, maxBytes }) => post.bring(url, bytes, maxBytes)),
    leave: method(leaveSchema, ({ url, bytes }) => post.leave(url, bytes)),
  })
}

/** Borrows the post that `servePost` lends at the other end of `port`. */
export function connectPost(port: BridgePort): Post {
  const endpoint = new Endpoint(port, {})
  return {
    bring: (url, bytes, maxBytes) =>
      endpoint
        .call('bring', { url, bytes, maxBytes }, bytesSchema.optional())
        .catch(() => undefined),
    leave: (url, bytes) => endpoint.notify('leave', { url, ...(bytes && { bytes }) }),
  }
}
