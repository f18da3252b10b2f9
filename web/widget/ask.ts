import type { Address } from '#protocol/ids.ts'
import { isCollector } from '#protocol/payment/collector.ts'

/** What a site asks of its visitors. */
export interface Ask {
  /** The wallet that is paid for the visitors' work. */
  readonly payee: Address
  /** Share of the machine's processor, above 0 and at most 1. */
  readonly maxCpu: number
  /** Where the site takes the vouchers of its visitors' work; undefined where it does not. */
  readonly collector: string | undefined
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
 * @param collector null names none.
 */
export function readAsk(
  payee: string | null,
  maxCpu: string | null,
  collector: string | null,
): AskResult {
  if (!/^0x[0-9a-f]{40}$/i.test(payee ?? '') || payee === NO_WALLET) {
    return invalid(`payee must be a wallet address: 0x and 40 hex digits. It is ${quote(payee)}.`)
  }
  const share = maxCpu === null ? DEFAULT_MAX_CPU : readShare(maxCpu)
  if (!(share > 0 && share <= 1)) {
    return invalid(
      `max-cpu must be a share of the machine above 0 and at most 1, such as 0.25 or 25%. It is ${quote(maxCpu)}.`,
    )
  }
  if (collector !== null && !isCollector(collector)) {
    return invalid(
      `collector must be a whole https address, such as https://site.example/loam-vouchers. It is ${quote(collector)}.`,
    )
  }
  const ask = { payee: payee as Address, maxCpu: share, collector: collector ?? undefined }
  return { kind: 'ask', ask }
}

/** A share of a machine as cores, and what of the time each of them works: above 0 and up to 1. */
export interface CpuLoan {
  readonly cores: number
  readonly dutyCycle: number
}

/** What a share of this machine comes to: so few cores that each is used as much as may be. */
export function loanFor(share: number, machineCores: number): CpuLoan {
  const wanted = machineCores * share
  // Not a whole core more because 0.7 × 10 is a little above 7.
  const cores = Math.max(1, Math.ceil(wanted - 1e-9))
  return { cores, dutyCycle: Math.min(1, wanted / cores) }
}

/** `0.25` or `25%`; not a number for anything else. */
function readShare(text: string): number {
  const [, digits, percent] = /^\s*(\d*\.?\d+)\s*(%?)\s*$/.exec(text) ?? []
  return Number(digits) / (percent ? 100 : 1)
}

const invalid = (message: string): AskResult => ({ kind: 'invalid', message })

const quote = (text: string | null) => (text ? `“${text.slice(0, 50)}”` : 'missing')
