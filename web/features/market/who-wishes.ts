import { InputError } from '#protocol/errors.ts'
import {
  MAX_NAMED,
  NO_PREFERENCES,
  type Preferences,
  whoSchema,
} from '#protocol/market/preferences.ts'
import { parseGlm } from '#protocol/payment/amount.ts'

/** Whom a job takes, as typed. */
export interface WhoWishes {
  /** Peer ids and wallets, apart by spaces, commas or lines. */
  readonly allow: string
  readonly block: string
  /** Of 10⁹ of the job's unit, what each core does in a second. */
  readonly minSpeed: string
  /** In minutes. */
  readonly minUp: string
  /** GLM for 10⁹ of the job's unit. */
  readonly waitForPrice: string
  /** Of the job, in percent, what one provider sees at most. */
  readonly maxShare: string
}

export const NO_WISHES: WhoWishes = {
  allow: '',
  block: '',
  minSpeed: '',
  minUp: '',
  waitForPrice: '',
  maxShare: '',
}

/** What may be typed as `maxShare`: with less, more would have to come than a job has places for. */
const SHARES = { least: 10, most: 90 }

/** How many of the wishes are set, for the closed form to say. */
export const countWishes = (wishes: WhoWishes): number =>
  Object.values(wishes).filter((text: string) => text.trim() !== '').length

/**
 * What was typed, as the market understands it. Blank fields ask for nothing.
 * @throws {InputError} naming the field, and what to type instead.
 */
export function readWho(wishes: WhoWishes): Preferences {
  const { waitForPrice } = wishes
  const maxShare = readShare(wishes.maxShare)
  return {
    ...NO_PREFERENCES,
    allow: readNames(wishes.allow, 'Only these'),
    block: readNames(wishes.block, 'Never these'),
    minSpeed: BigInt(Math.round(readNumber(wishes.minSpeed, 'Slowest', 1_000) * 1e9)),
    minUpMs: Math.round(readNumber(wishes.minUp, 'Here for at least', 60_000) * 60_000),
    waitForPrice: waitForPrice.trim() === '' ? null : parseGlm(waitForPrice),
    ...(maxShare !== undefined && { maxShare }),
  }
}

/**
 * A share as typed; undefined where there is no limit.
 * @throws {InputError} where it is not a whole number within the bounds.
 */
export function readShare(text: string): number | undefined {
  const typed = text.trim()
  if (typed === '') return undefined
  const percent = /^\d+$/.test(typed) ? Number(typed) : Number.NaN
  if (percent >= SHARES.least && percent <= SHARES.most) return percent
  throw new InputError(
    'who',
    `“Seen by one, at most” is “${typed.slice(0, 20)}”.`,
    `Type a whole number from ${SHARES.least} to ${SHARES.most}, or leave it blank for no limit.`,
  )
}

function readNames(text: string, field: string): string[] {
  const names = text.split(/[\s,;]+/).filter((name) => name !== '')
  const known = names.map((name) => (name.startsWith('0x') ? name.toLowerCase() : name))
  const wrong = known.find((name) => !whoSchema.safeParse(name).success)
  if (wrong !== undefined)
    throw new InputError(
      'who',
      `“${field}” names “${wrong.slice(0, 60)}”, which is neither a peer nor a wallet.`,
      'Press a provider’s name or wallet on a job’s page to copy it whole.',
    )
  if (known.length > MAX_NAMED)
    throw new InputError('who', `“${field}” names ${known.length}.`, `Name ${MAX_NAMED} at most.`)
  return known
}

function readNumber(text: string, field: string, most: number): number {
  const typed = text.trim()
  if (typed === '') return 0
  const number = /^\d*\.?\d+$/.test(typed) ? Number(typed) : Number.NaN
  if (number <= most) return number
  throw new InputError(
    'who',
    `“${field}” is “${typed.slice(0, 20)}”.`,
    `Type a number of up to ${most}, or leave it blank.`,
  )
}
