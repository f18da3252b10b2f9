import { InputError } from '../errors.ts'

/** GLM and the chain coin both count 18 decimals. */
const DECIMALS = 18
export const WEI_PER_GLM = 10n ** BigInt(DECIMALS)

/** The escrow keeps an amount in 96 bits, 80 times the GLM there will ever be. */
export const MAX_AMOUNT_WEI = 2n ** 96n - 1n

/** How many decimals people are shown where the exact amount is not asked for. */
export const SHOWN_DECIMALS = 6
/** Wei that the last of them counts. */
export const SHOWN_UNIT_WEI = 10n ** BigInt(DECIMALS - SHOWN_DECIMALS)

const GAS_PER_GIGA_GAS = 1_000_000_000n

const refuse = (text: string, advice: string) =>
  new InputError('amount', `"${text.slice(0, 40)}" is not an amount of GLM.`, advice)

/**
 * Reads what a person typed (`"12"`, `"0.5"`, `" 1.25 "`) as wei. Never rounds.
 * @throws {InputError} with code `amount`, saying what to type instead.
 */
export function parseGlm(text: string): bigint {
  const parts = /^(\d{1,29})(?:\.(\d+))?$/.exec(text.trim())
  if (!parts) throw refuse(text, 'Type digits with a dot for decimals, such as 12 or 0.5.')
  const [, whole = '0', fraction = ''] = parts
  if (fraction.length > DECIMALS) {
    throw refuse(text, `GLM has ${DECIMALS} decimals: type fewer digits after the dot.`)
  }
  const wei = BigInt(whole) * WEI_PER_GLM + BigInt(fraction.padEnd(DECIMALS, '0'))
  if (wei > MAX_AMOUNT_WEI)
    throw refuse(text, 'That is more GLM than exists: type a smaller amount.')
  return wei
}

/**
 * Writes wei as GLM for people, exactly by default.
 * @param maxDecimals rounds to so many, halves up, so that the same amount reads the same everywhere.
 */
export function formatGlm(wei: bigint, maxDecimals = DECIMALS): string {
  const sign = wei < 0n ? '-' : ''
  const positive = roundTo(wei < 0n ? -wei : wei, maxDecimals)
  const fraction = (positive % WEI_PER_GLM)
    .toString()
    .padStart(DECIMALS, '0')
    .slice(0, maxDecimals)
    .replace(/0+$/, '')
  const digits = `${positive / WEI_PER_GLM}${fraction === '' ? '' : `.${fraction}`}`
  return digits === '0' ? '0' : sign + digits
}

/** The nearest amount of so many decimals; of two the greater. */
function roundTo(wei: bigint, decimals: number): bigint {
  const unit = 10n ** BigInt(DECIMALS - decimals)
  return ((wei + unit / 2n) / unit) * unit
}

/** What `gas` costs in wei, rounded up: work is never free by rounding. */
export const costOf = (gas: bigint, pricePerGigaGasWei: bigint): bigint =>
  roundUpToWei(gas * pricePerGigaGasWei)

/**
 * A sum of gas times price for 10⁹ gas in wei, rounded up once. Work at several prices is summed
 * before: rounding each step would cost a wei for every subtask.
 */
export const roundUpToWei = (nanoWei: bigint): bigint =>
  (nanoWei + GAS_PER_GIGA_GAS - 1n) / GAS_PER_GIGA_GAS
