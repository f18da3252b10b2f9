import type { PeerId } from '../ids.ts'
import { MAX_DEPTH } from '../wire/topics.ts'
import { offersWanted } from './answer-rate.ts'
import { type Aim, FAN, shareAsked, shareOf } from './bucket.ts'

/** So long, in ms, somebody counts among those who look for providers: longer than any pace. */
const LOOKING_MS = 30_000
/** So long what somebody asked tells of how many there are, which changes slowly. */
const MEMORY_MS = 300_000
/** Requestors remembered, at most. */
const MAX_HEARD = 256
/** Demands of its own that a tab remembers what they brought, at most. */
const MAX_OWN = 16
/** Offers to them from which on they tell better than others' words. */
const ENOUGH_OFFERS = 8
/** Those of one bucket from which on it tells something about the buckets beside it. */
const MIN_SAMPLE = 3
/** Requestors that may share a bucket; with more each keeps to a smaller one. */
const MAX_CRIERS = 64
/** Requestors that cry at full pace in one bucket; with more each waits the longer. */
const FULL_PACE_CRIERS = 4
/** How often a demand is repeated where few look for providers. */
export const CRY_MS = 1_500

/** A demand as it was cried out: how widely, and for how many places. */
export interface Cry extends Aim {
  readonly places: number
}

/** Who looked for providers of late, and how: others, and this tab itself. Kept by the functions below. */
export interface Earshot {
  readonly cries: Map<PeerId, Cry & { readonly at: number }>
  /** What this tab asked of late, and how many offered. */
  readonly own: Array<{ readonly share: number; readonly at: number; offers: number }>
}

export const createEarshot = (): Earshot => ({ cries: new Map(), own: [] })

/** A demand was heard on the bucket of this depth, or cried there by this tab itself. */
export function noteCry({ cries }: Earshot, requestor: PeerId, cry: Cry, now: number): void {
  cries.delete(requestor)
  cries.set(requestor, { ...cry, at: now })
  for (const [oldest, { at }] of cries) {
    if (now - at < MEMORY_MS && cries.size <= MAX_HEARD) break
    cries.delete(oldest)
  }
}

/** This tab cried out a demand of its own. */
export function noteOwnCry(earshot: Earshot, self: PeerId, cry: Cry, now: number): void {
  noteCry(earshot, self, cry, now)
  earshot.own.push({ share: shareAsked(cry), at: now, offers: 0 })
  if (earshot.own.length > MAX_OWN) earshot.own.shift()
}

/** Somebody offered to work on what it cried out. */
export function noteOwnOffer({ own }: Earshot): void {
  const latest = own.at(-1)
  if (latest !== undefined) latest.offers += 1
}

/** How loud the market is where a requestor stands. */
export interface Noise {
  /** The share of all peers that has to be asked for an offer; undefined where nobody was heard. */
  readonly offerShare: number | undefined
  /** Whether this tab saw so itself, and does not have it from what others ask. */
  readonly isSeen: boolean
  /** The depth of the largest bucket that is not crowded. */
  readonly widest: number
  /** How often to repeat a demand in the bucket of each depth, in ms. */
  readonly paceMs: readonly number[]
}

/** Where nobody was heard: the network is small, or has little to do. */
export const QUIET: Noise = {
  offerShare: undefined,
  isSeen: false,
  widest: 0,
  paceMs: Array.from({ length: MAX_DEPTH + 1 }, () => CRY_MS),
}

/**
 * Reckons from what was heard how widely and how often to cry, so that however many look for
 * providers in a network of whatever size, a bucket carries about three demands a second. A tab
 * hears one bucket of each depth; those beside it are taken to be like it.
 */
export function measureNoise(earshot: Earshot, now: number): Noise {
  const heard = [...earshot.cries.values()].filter(({ at }) => now - at < MEMORY_MS)
  if (heard.length === 0) return QUIET
  const criers = countCriers(heard.filter(({ at }) => now - at < LOOKING_MS))
  const seen = seenShare(earshot.own.filter(({ at }) => now - at < MEMORY_MS))
  const widest = criers.findIndex((count) => count <= MAX_CRIERS)
  return {
    offerShare: seen ?? usualShare(heard),
    isSeen: seen !== undefined,
    widest: widest === -1 ? MAX_DEPTH : widest,
    paceMs: criers.map((count) => CRY_MS * Math.max(1, count / FULL_PACE_CRIERS)),
  }
}

/**
 * How many look for providers within the tab's own bucket of each depth, at whatever depth they
 * cry: it does not change with what they make of it.
 */
function countCriers(heard: readonly Cry[]): readonly number[] {
  const counts = Array.from({ length: MAX_DEPTH + 1 }, () => 0)
  for (const { depth } of heard) counts[depth] = (counts[depth] ?? 0) + 1
  return counts.map((_, depth) =>
    counts.reduce((sum, count, at) => {
      if (at < depth || (at > depth && count < MIN_SAMPLE)) return sum
      return sum + count * FAN ** (at - depth)
    }, 0),
  )
}

/** What its own demands brought: no more than it asked itself, and no word of anybody. */
function seenShare(own: Earshot['own']): number | undefined {
  const offers = own.reduce((sum, cry) => sum + cry.offers, 0)
  if (offers < ENOUGH_OFFERS) return undefined
  return own.reduce((sum, { share }) => sum + share, 0) / offers
}

/**
 * The middle one of the shares that all ask for an offer, so that it does not matter whether they
 * look for one provider or for many. Who cries in a small bucket is seldom heard, and stands for many.
 */
function usualShare(heard: readonly Cry[]): number | undefined {
  const shares = heard
    .map((cry) => ({
      share: shareAsked(cry) / offersWanted(cry.places),
      weight: 1 / shareOf(cry.depth),
    }))
    .sort((a, b) => a.share - b.share)
  let left = shares.reduce((sum, { weight }) => sum + weight, 0) / 2
  for (const { share, weight } of shares) {
    left -= weight
    if (left <= 0) return share
  }
  return undefined
}
