import type { IncomingMessage, ServerResponse } from 'node:http'
import { z } from 'zod'
import { readBody } from './read-body.ts'
import { reply } from './reply.ts'

const MAX_BODY_BYTES = 1 << 20
/** What wallets and pages need; the development node's own `anvil_*` stays out of reach. */
const call = z.looseObject({ method: z.string().regex(/^(eth|net|web3)_[A-Za-z0-9]+$/) })
const calls = z.union([call, z.array(call).max(100)])

/**
 * Passes JSON-RPC on to the local chain, so that a page on another machine, or one over https, can
 * reach a chain that listens on loopback alone.
 */
export function rpcRoute(rpcUrl: string) {
  return async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (incoming.method !== 'POST') return reply(response, 405, { error: 'POST only' })
    // Pages of other origins cannot send this type unasked, and the node's own accounts are unlocked.
    if (incoming.headers['content-type'] !== 'application/json') {
      return reply(response, 415, { error: 'application/json only' })
    }
    const body = await readBody(incoming, response, MAX_BODY_BYTES)
    if (body === undefined) return
    if (!isAllowed(body)) return reply(response, 400, { error: 'Not a call this chain takes' })
    const answer = await fetch(rpcUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: new Uint8Array(body),
    })
    response.writeHead(answer.status, {
      'content-type': 'application/json',
      'cache-control': 'no-store',
    })
    response.end(Buffer.from(await answer.arrayBuffer()))
  }
}

function isAllowed(body: Buffer): boolean {
  try {
    return calls.safeParse(JSON.parse(body.toString('utf8'))).success
  } catch {
    return false
  }
}
