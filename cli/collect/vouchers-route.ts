import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import { publicPlaceOf } from '#peer/adapters/public-place.ts'
import { MalformedError } from '#protocol/errors.ts'
import {
  type HandoverAnswer,
  handoverAnswersSchema,
  MAX_HANDED_AT_ONCE,
  MAX_HANDOVER_BYTES,
} from '#protocol/payment/handover.ts'
import { encode } from '#protocol/wire/codec.ts'
import { readBody } from '../serve/read-body.ts'
import { reply } from '../serve/reply.ts'

/** Vouchers from one place in a minute, by their bytes: several tabs may share an address. */
const VOUCHERS_PER_PLACE = 120
const VOUCHER_BYTES = MAX_HANDOVER_BYTES / MAX_HANDED_AT_ONCE
/** Requests that the chain is asked about at once, of everybody. */
const MAX_AT_ONCE = 16
const LONGEST_ADDRESS = 64

/**
 * `POST` of vouchers, as tabs hand them over from pages of any site. Everything is a stranger's: size,
 * rate and number of requests are bounded before the bytes are looked at.
 *
 * @param take what becomes of each voucher in a body.
 * @param isBehindProxy whether a proxy of the operator's own tells the visitor's address, as the last
 * of `X-Forwarded-For`.
 */
export function vouchersRoute(
  take: (bytes: Uint8Array) => Promise<readonly HandoverAnswer[]>,
  isBehindProxy: boolean,
): RequestListener {
  const perPlace = new RateLimiterMemory({ points: VOUCHERS_PER_PLACE, duration: 60 })
  let underWay = 0

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (request.method !== 'POST') return reply(response, 405, { error: 'POST only' })
    // Before anything is read: to hang up on who is still sending leaves it without an answer.
    const length = Number(request.headers['content-length'])
    if (!(length <= MAX_HANDOVER_BYTES))
      return reply(response, 413, { error: `${MAX_HANDOVER_BYTES} bytes at most` })
    const vouchers = Math.max(1, Math.ceil(length / VOUCHER_BYTES))
    const isOften = await perPlace.consume(placeOf(request, isBehindProxy), vouchers).then(
      () => false,
      () => true,
    )
    if (isOften) return reply(response, 429, { error: 'Too often; wait a minute' })
    const body = await readBody(request, response, MAX_HANDOVER_BYTES)
    if (body === undefined) return
    if (underWay >= MAX_AT_ONCE) return reply(response, 503, { error: 'Busy; try again soon' })
    underWay += 1
    try {
      const answers = await take(body)
      response.writeHead(200, { 'content-type': 'application/cbor', 'cache-control': 'no-store' })
      response.end(encode(handoverAnswersSchema, [...answers]))
    } finally {
      underWay -= 1
    }
  }

  return (request, response) => {
    response.setHeader('access-control-allow-origin', '*')
    answer(request, response).catch((error: unknown) => {
      // Who hung up hears nothing any more.
      if (response.headersSent || !request.complete) return response.destroy()
      if (error instanceof MalformedError) return reply(response, 400, { error: error.message })
      process.stderr.write(`${error instanceof Error ? error.stack : error}\n`)
      reply(response, 500, { error: 'Nothing was kept; try again later' })
    })
  }
}

/** Whom a request counts for: a public address, or the network it belongs to. */
function placeOf(request: IncomingMessage, isBehindProxy: boolean): string {
  const told = isBehindProxy ? `${request.headers['x-forwarded-for'] ?? ''}`.split(',').at(-1) : ''
  const address = told?.trim() || (request.socket.remoteAddress ?? '')
  const plain = address.replace(/^::ffff:/, '').slice(0, LONGEST_ADDRESS)
  return publicPlaceOf(plain) ?? plain
}
