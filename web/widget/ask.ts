import type { Address } from '#protocol/ids.ts'

/** What a site asks of its visitors. */
export interface Ask {
  /** The wallet that is paid for the visitors' work. */
  readonly payee: Address
  /** Share of the machine's cores, above 0 and at most 1. */
  readonly maxCpu: number
}

export type AskResult =
  | { readonly kind: 'ask'; readonly ask: Ask }
  | { readonly kind: 'invalid'; readonly message: string }

const DEFAULT_MAX_CPU = 0.25
const NO_WALLET = `0x${'0'.repeat(40)}`

/**
 * Reads the element's attributes, or the frame's query: both are a stranger's text.
 *
 * @param maxCpu null asks for a quarter of the machine.
 */
export function readAsk(payee: string | null, maxCpu: string | null): AskResult {
  if (!/^0x[0-9a-f]{40}$/i.test(payee ?? '') || payee === NO_WALLET) {
    return invalid(`payee must be a wallet address: 0x and 40 hex digits. It is ${quote(payee)}.`)
  }
  const share = maxCpu === null ? DEFAULT_MAX_CPU : Number(maxCpu.trim() || Number.NaN)
  if (!(share > 0 && share <= 1)) {
    return invalid(`max-cpu must be above 0 and at most 1, such as 0.25. It is ${quote(maxCpu)}.`)
  }
  return { kind: 'ask', ask: { payee: payee as Address, maxCpu: share } }
}

/** Cores that a share of this machine comes to. One is the least that can work. */
export const coresFor = (maxCpu: number, machineCores: number) =>
  Math.max(1, Math.floor(machineCores * maxCpu))

const invalid = (message: string): AskResult => ({ kind: 'invalid', message })

const quote = (text: string | null) => (text ? `“${text.slice(0, 50)}”` : 'missing')
