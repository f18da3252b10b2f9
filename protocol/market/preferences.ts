import { z } from 'zod'
import { SAY_GIGA_UNIT } from '../task/unit.ts'
import { countSchema, gasSchema, weiSchema } from '../wire/codec.ts'
import type { Demand } from './demand.ts'
import { declineOffer, type Judgement, type OfferRefusal, TAKE } from './judgement.ts'
import { sayPrice, sayPriceUnit } from './price.ts'
import { sayTime } from './say-time.ts'
import type { Bid } from './score.ts'

/** Names on one list, at most. */
export const MAX_NAMED = 64

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
  /**
   * Of the job's subtasks, in percent, one party is lent at most: what it is lent it sees. All of
   * them where it is left out.
   */
  maxShare: z.int().min(1).max(99).optional(),
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
export function judgePreferences(
  { offer }: Bid,
  prefers: Preferences,
  demand: Demand,
): Judgement<OfferRefusal> {
  const isNamed = (list: readonly string[]) =>
    list.includes(offer.provider) || (offer.payee !== null && list.includes(offer.payee))
  if (isNamed(prefers.block))
    return declineOffer(
      'is on this job’s list of those who may not work',
      'A job without it under “Never these” would take it.',
      THEIR_CHOICE,
    )
  if (prefers.allow.length > 0 && !isNamed(prefers.allow))
    return declineOffer(
      'is not on this job’s list of those who may work',
      'A job with it under “Only these”, or with nobody there, would take it.',
      THEIR_CHOICE,
    )
  if (offer.speed < prefers.minSpeed) {
    const said = offer.speed === 0n ? 'named no speed' : `speed ${sayGiga(offer.speed)}`
    return declineOffer(
      `${said} < ${sayGiga(prefers.minSpeed)}, in ${SAY_GIGA_UNIT[demand.unit ?? 'gas']} a second and core`,
      `A job with ${sayGiga(offer.speed)} or less as “Slowest” would take it.`,
      'Let each core work harder, or leave the tab idle for a moment: it measures itself then.',
    )
  }
  if (offer.upMs < prefers.minUpMs)
    return declineOffer(
      `here for ${sayTime(offer.upMs)} < ${sayTime(prefers.minUpMs)}`,
      `It is taken once it has stayed for another ${sayTime(prefers.minUpMs - offer.upMs)}.`,
      `Keep the tab open for another ${sayTime(prefers.minUpMs - offer.upMs)}.`,
    )
  const { waitForPrice } = prefers
  if (waitForPrice !== null && offer.pricePerGigaGas > waitForPrice) {
    const [ask, wait] = [sayPrice(offer.pricePerGigaGas), sayPrice(waitForPrice)]
    const unit = sayPriceUnit(demand)
    return declineOffer(
      `price ${ask} > ${wait} ${unit} that this job waits for`,
      `A job that waits for ${ask} ${unit}, or for no price, would take it.`,
      `Ask ${wait} ${unit} or less.`,
    )
  }
  return TAKE
}

const THEIR_CHOICE = 'Nothing on your side: this requestor chose others.'

const sayGiga = (units: bigint) => `${Number(units) / 1e9}`
