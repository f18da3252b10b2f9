import { z } from 'zod'
import { SAY_GIGA_UNIT } from '../task/unit.ts'
import { countSchema, gasSchema, weiSchema } from '../wire/codec.ts'
import type { Demand } from './demand.ts'
import { decline, type Judgement, TAKE } from './judgement.ts'
import { sayPrice, sayPriceUnit } from './price.ts'
import { sayTime } from './say-time.ts'
import type { Bid } from './score.ts'

/** Names on one list, at most. */
const MAX_NAMED = 64

/** A provider's peer id, or the wallet it works for. */
export const whoSchema = z.string().regex(/^(0x[0-9a-f]{40}|[1-9A-HJ-NP-Za-km-z]{40,64})$/)

/** Whom a requestor lets work on a job. It tells nobody: offers are held to it when they come. */
export const preferencesSchema = z.object({
  /** Only these, by peer or wallet; anybody where nobody is named. */
  allow: z.array(whoSchema).max(MAX_NAMED),
  /** None of these, though they be allowed. */
  block: z.array(whoSchema).max(MAX_NAMED),
  /** Of the job's unit, what each core does in a second at least; 0 takes any. */
  minSpeed: gasSchema,
  /** How long it has to have been here, in ms. */
  minUpMs: countSchema,
  /**
   * Wei for 10⁹ of the job's unit: nobody is taken who asks more, though the ceiling allows it, so
   * that the job waits until the price comes down. Null takes the best up to the ceiling at once.
   */
  waitForPrice: weiSchema.nullable(),
})
export type Preferences = z.output<typeof preferencesSchema>

export const NO_PREFERENCES: Preferences = {
  allow: [],
  block: [],
  minSpeed: 0n,
  minUpMs: 0,
  waitForPrice: null,
}

/** Holds an offer to a requestor's preferences. */
export function judgePreferences({ offer }: Bid, prefers: Preferences, demand: Demand): Judgement {
  const isNamed = (list: readonly string[]) =>
    list.includes(offer.provider) || (offer.payee !== null && list.includes(offer.payee))
  if (isNamed(prefers.block)) return decline('is on this job’s list of those who may not work')
  if (prefers.allow.length > 0 && !isNamed(prefers.allow))
    return decline('is not on this job’s list of those who may work')
  if (offer.speed < prefers.minSpeed) {
    const unit = SAY_GIGA_UNIT[demand.unit ?? 'gas']
    const said = offer.speed === 0n ? 'named no speed' : `speed ${sayGiga(offer.speed)}`
    return decline(`${said} < ${sayGiga(prefers.minSpeed)} ${unit} a second and core`)
  }
  if (offer.upMs < prefers.minUpMs)
    return decline(`here for ${sayTime(offer.upMs)} < ${sayTime(prefers.minUpMs)}`)
  if (prefers.waitForPrice !== null && offer.pricePerGigaGas > prefers.waitForPrice)
    return decline(
      `price ${sayPrice(offer.pricePerGigaGas)} > ${sayPrice(prefers.waitForPrice)} ${sayPriceUnit(demand)} that this job waits for`,
    )
  return TAKE
}

const sayGiga = (units: bigint) => `${Number(units) / 1e9}`
