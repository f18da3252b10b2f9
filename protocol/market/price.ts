import { formatGlm } from '../payment/amount.ts'
import { SAY_GIGA_UNIT, type Unit } from '../task/unit.ts'

/** A price as reasons say it, without its unit. */
export const sayPrice = (wei: bigint): string => formatGlm(wei)

/** What such a price is for. */
export const sayPriceUnit = ({ unit }: { readonly unit?: Unit | undefined }): string =>
  `GLM for ${SAY_GIGA_UNIT[unit ?? 'gas']}`
