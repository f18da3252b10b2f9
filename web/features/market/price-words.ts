import { formatGlm } from '#protocol/payment/amount.ts'

const DIGITS = 3

/** A price, or two with a dash where they differ as shown. GLM, to three leading digits. */
export function sayPriceRange(low: bigint, high: bigint): string {
  const [from, to] = [sayLeading(low), sayLeading(high)]
  return from === to ? from : `${from}–${to}`
}

/** Cut after its leading digits: a price differs by shares, not by wei. */
function sayLeading(wei: bigint): string {
  const cut = 10n ** BigInt(Math.max(0, wei.toString().length - DIGITS))
  return formatGlm((wei / cut) * cut)
}
