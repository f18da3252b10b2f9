import { z } from 'zod'
import { weiSchema } from '../wire/codec.ts'
import { formatGlm, parseGlm } from './amount.ts'
import { roundTogether } from './round-together.ts'

/**
 * What GLM and a chain's coin are worth to a person, as somebody said it: no market was asked, and
 * nothing is ever paid by it.
 */
export interface Rate {
  /** Such as `EUR`. */
  readonly currency: string
  /** 10⁻¹⁸ of the currency for a GLM, and for a coin of the chain. */
  readonly perGlm: bigint
  readonly perCoin: bigint
}

/** A rate as it was when a job was opened. Nothing changes it any more. */
export interface FixedRate extends Rate {
  /** Unix milliseconds. */
  readonly at: number
}

const currencySchema = z.string().regex(/^[A-Z]{3,5}$/, 'Type its letters, such as EUR or USD.')

export const rateSchema = z.object({
  currency: currencySchema,
  perGlm: weiSchema,
  perCoin: weiSchema,
})

export const fixedRateSchema = rateSchema.extend({ at: z.int().nonnegative() })

/** So that nobody mistypes a rate by which every sum is a number of astronomy. */
const WHOLE_DIGITS = 9

const priceSchema = z
  .string()
  .trim()
  .regex(
    new RegExp(`^\\d{1,${WHOLE_DIGITS}}(\\.\\d{1,18})?$`),
    'Type digits with a dot for decimals, such as 0.25.',
  )
  .transform(parseGlm)
  .refine((price) => price > 0n, 'Type more than 0.')

/** A rate as people write it: `{ currency: 'EUR', perGlm: '0.25', perCoin: '2400' }`. */
export const writtenRateSchema = z.object({
  currency: z.string().trim().toUpperCase().pipe(currencySchema),
  perGlm: priceSchema,
  perCoin: priceSchema,
})
export type WrittenRate = z.input<typeof writtenRateSchema>

/** Writes a rate as people do. */
export const writeRate = ({ currency, perGlm, perCoin }: Rate): WrittenRate => ({
  currency,
  perGlm: formatGlm(perGlm),
  perCoin: formatGlm(perCoin),
})

/** Values are whole hundredths of a cent: less cannot be seen, and a sum of them is exact. */
export const VALUE_DECIMALS = 4
const LEAST_DECIMALS = 2
const UNIT = 10n ** BigInt(36 - VALUE_DECIMALS)

/**
 * What parts of a whole are worth, in 10⁻⁴ of the currency, none negative. They add up to what
 * the whole is worth, rounded to the nearest (`roundTogether`).
 *
 * @param price 10⁻¹⁸ of the currency for 10¹⁸ wei.
 */
export const valuesAt = (price: bigint, parts: readonly bigint[]): readonly bigint[] =>
  roundTogether(
    parts.map((wei) => wei * price),
    UNIT,
  )

/** Writes 10⁻⁴ of a currency exactly, two decimals at least: `2.50`, `0.0031`. */
export function formatValue(value: bigint): string {
  const digits = value.toString().padStart(VALUE_DECIMALS + 1, '0')
  const fraction = digits.slice(-VALUE_DECIMALS).replace(/0+$/, '').padEnd(LEAST_DECIMALS, '0')
  return `${digits.slice(0, -VALUE_DECIMALS)}.${fraction}`
}
