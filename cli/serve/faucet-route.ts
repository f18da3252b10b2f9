import type { IncomingMessage, ServerResponse } from 'node:http'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import { z } from 'zod'
import { type Address, asAddress } from '#protocol/ids.ts'
import { readBody } from './read-body.ts'
import { reply } from './reply.ts'

const MAX_BODY_BYTES = 256
const request = z.strictObject({ address: z.string().regex(/^0x[0-9a-fA-F]{40}$/) })

/**
 * `POST {address}`: play money of the local chain for a guest wallet.
 *
 * Other sites cannot reach it from a browser: it asks for a JSON content type, which a page of
 * another origin may not send unasked.
 */
export function faucetRoute(fund: (address: Address) => Promise<void>) {
  const perAddress = new RateLimiterMemory({ points: 3, duration: 60 })
  const perVisitor = new RateLimiterMemory({ points: 60, duration: 60 })
  return async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (incoming.method !== 'POST') return reply(response, 405, { error: 'POST only' })
    if (incoming.headers['content-type'] !== 'application/json') {
      return reply(response, 415, { error: 'application/json only' })
    }
    const body = await readBody(incoming, response, MAX_BODY_BYTES)
    if (body === undefined) return
    const parsed = request.safeParse(parseJson(body))
    if (!parsed.success) return reply(response, 400, { error: 'Expected {"address":"0x…"}' })
    const address = asAddress(parsed.data.address)
    const allowed =
      (await takes(perVisitor, incoming.socket.remoteAddress ?? '')) &&
      (await takes(perAddress, address))
    if (!allowed) return reply(response, 429, { error: 'Too often; wait a minute' })
    await fund(address)
    reply(response, 200, { funded: address })
  }
}

const takes = (limiter: RateLimiterMemory, key: string) =>
  limiter.consume(key).then(
    () => true,
    () => false,
  )

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return undefined
  }
}
