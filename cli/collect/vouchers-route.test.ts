import { afterEach, expect, it } from 'vitest'
import { MalformedError } from '#protocol/errors.ts'
import {
  type HandoverAnswer,
  handoverAnswersSchema,
  MAX_HANDOVER_ANSWER_BYTES,
  MAX_HANDOVER_BYTES,
} from '#protocol/payment/handover.ts'
import { decode } from '#protocol/wire/codec.ts'
import { type Listener, listen } from '../serve/listen.ts'
import { vouchersRoute } from './vouchers-route.ts'

let listener: Listener | undefined
afterEach(() => listener?.stop())

async function serve(
  take: (bytes: Uint8Array) => Promise<readonly HandoverAnswer[]> = async () => ['kept'],
  isBehindProxy = false,
) {
  listener = await listen(vouchersRoute(take, isBehindProxy), { host: '127.0.0.1', port: 0 })
  const url = `http://127.0.0.1:${listener.port}/loam-vouchers`
  return (body: Uint8Array<ArrayBuffer> = Uint8Array.of(1), headers: Record<string, string> = {}) =>
    fetch(url, { method: 'POST', body, headers })
}

it('answers any page for each voucher', async () => {
  const post = await serve(async (bytes) => (bytes.length === 3 ? ['kept', 'later'] : []))
  const response = await post(new Uint8Array(3))
  expect(response.headers.get('access-control-allow-origin')).toBe('*')
  const bytes = new Uint8Array(await response.arrayBuffer())
  expect(decode(handoverAnswersSchema, bytes, 'answers', MAX_HANDOVER_ANSWER_BYTES)).toEqual([
    'kept',
    'later',
  ])
})

it('looks at nothing that is too large or no post, and says what is malformed', async () => {
  let looks = 0
  const post = await serve(async () => {
    looks += 1
    throw new MalformedError('a handover')
  })
  expect((await post(new Uint8Array(MAX_HANDOVER_BYTES + 1))).status).toBe(413)
  expect((await fetch(`http://127.0.0.1:${listener?.port}/`)).status).toBe(405)
  expect(looks).toBe(0)
  expect((await post(new Uint8Array(MAX_HANDOVER_BYTES))).status).toBe(400)
  expect(looks).toBe(1)
})

it('has one place wait a minute, and nobody else', async () => {
  const post = await serve(undefined, true)
  const from = (address: string) => post(undefined, { 'x-forwarded-for': `9.9.9.9, ${address}` })
  const often = await Promise.all(Array.from({ length: 121 }, (_, at) => from(`2a01:db8::${at}`)))
  expect(often.map(({ status }) => status).filter((status) => status === 429)).toHaveLength(1)
  expect((await from('2a01:db8:0:1::1')).status).toBe(200)
  const whole = new Uint8Array(MAX_HANDOVER_BYTES)
  const much = await Promise.all([1, 2].map(() => post(whole, { 'x-forwarded-for': '1.2.3.4' })))
  expect(much.map(({ status }) => status).sort()).toEqual([200, 429])
})

it('believes nobody’s word for an address where no proxy stands before it', async () => {
  const post = await serve()
  const often = await Promise.all(
    Array.from({ length: 121 }, (_, at) => post(undefined, { 'x-forwarded-for': `1.2.3.${at}` })),
  )
  expect(often.map(({ status }) => status).filter((status) => status === 429)).toHaveLength(1)
})

it('asks the chain for sixteen at once', async () => {
  const { promise, resolve } = Promise.withResolvers<void>()
  let underWay = 0
  const post = await serve(async () => {
    underWay += 1
    await promise
    return ['kept']
  })
  const first = Array.from({ length: 16 }, () => post())
  await expect.poll(() => underWay).toBe(16)
  expect((await post()).status).toBe(503)
  resolve()
  expect(new Set((await Promise.all(first)).map(({ status }) => status))).toEqual(new Set([200]))
  expect((await post()).status).toBe(200)
})
