import { setTimeout as sleep } from 'node:timers/promises'

export type Fetch = typeof globalThis.fetch

/** An RPC that takes its time for every answer. */
export const slowFetch =
  (delayMs: number): Fetch =>
  async (url, init) => {
    const answer = await fetch(url, init)
    await sleep(delayMs)
    return answer
  }

/** An RPC that keeps what is pending to itself, as many do: it answers from the latest block. */
export const latestFetch: Fetch = (url, init) =>
  fetch(url, { ...init, body: `${init?.body}`.replaceAll('"pending"', '"latest"') })

/**
 * An RPC that loses every third question, and the first answer to each transaction that it was given:
 * the chain has it, and nobody is told.
 */
export function lossyFetch(): Fetch {
  let questions = 0
  const given = new Set<string>()
  return async (url, init) => {
    questions += 1
    if (questions % 3 === 0) throw new TypeError('fetch failed')
    const answer = await fetch(url, init)
    const { method, params } = JSON.parse(`${init?.body}`)
    const raw = `${params}`
    if (method === 'eth_sendRawTransaction' && !given.has(raw)) {
      given.add(raw)
      throw new TypeError('fetch failed')
    }
    return answer
  }
}
